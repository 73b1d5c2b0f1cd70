//! What each operation asks of whoever calls it, before it looks at anything.

mod gate;
mod needs;

pub(crate) use gate::Gate;
pub(crate) use needs::{Need, need};
