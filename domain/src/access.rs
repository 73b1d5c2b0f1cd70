//! Who may do what: the one policy that commands, lists, events and streams ask.

mod audience;
mod granted;
mod permission;
mod reach;

pub use audience::{ADMINISTRATOR, Audience, MEMBER};
pub use granted::Access;
pub use permission::{Permission, Permissions};
pub use reach::{Keys, Reach, UNROUTED};

#[cfg(test)]
mod tests;
