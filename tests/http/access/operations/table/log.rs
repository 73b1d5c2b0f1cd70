//! The log, and how the installation runs.

use super::{Row, STAFF, row};

pub const ROWS: &[Row] = &[
    row("list_events", STAFF, 200),
    row("follow_events", STAFF, 200),
    row("get_system", "au", 200),
    row("list_deliveries", "a", 200),
    // nobody has sent any
    row("get_delivery", "a", 404),
    row("resend_delivery", "a", 404),
    row("park_delivery", "a", 404),
    row("cancel_delivery", "a", 404),
];
