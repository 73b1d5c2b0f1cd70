//! The portal: what customers do by themselves. Nothing internal leaves through here.

mod fields;
mod messages;
mod session;
mod tickets;
mod view;

pub(crate) use session::{PortalSessions, customer_with};
pub(crate) use tickets::PortalTickets;
