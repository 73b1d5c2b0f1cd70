//! What each operation asks of whoever calls it, before it looks at anything.

mod gate;
mod needs;
mod told;
mod open;

pub(crate) use gate::Gate;
pub(crate) use needs::{Need, need};
pub(crate) use told::described;
pub(crate) use open::is_open;
