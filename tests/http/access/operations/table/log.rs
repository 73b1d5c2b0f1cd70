//! The log, and how the installation runs.

use super::{Row, STAFF, row};

pub const ROWS: &[Row] = &[
    row("list_events", STAFF, 200),
    row("follow_events", STAFF, 200),
    row("get_system", "au", 200),
];
