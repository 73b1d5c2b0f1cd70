//! Who may do what: the one policy that commands, lists, events and streams ask.

mod audience;
mod giving;
mod grant;
mod granted;
mod permission;
mod reach;
mod sight;

pub use audience::{ADMINISTRATOR, Audience, MEMBER};
pub use grant::Breadth;
pub use granted::Access;
pub use permission::{Permission, Permissions};
pub use reach::{Keys, Reach, UNROUTED};

#[cfg(test)]
mod tests;
