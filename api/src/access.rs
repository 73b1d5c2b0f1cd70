//! What each operation asks of whoever calls it, before it looks at anything.

mod gate;
mod need;
mod needs;
mod open;
mod told;

pub(crate) use gate::Gate;
pub(crate) use need::Need;
pub(crate) use needs::need;
pub(crate) use open::is_open;
pub(crate) use told::described;
