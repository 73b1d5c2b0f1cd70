//! Stretches of time in which a ticket had one status, or one department.

use jiff::Timestamp;
use uuid::Uuid;

/// The stays of one ticket while a batch of events is folded into it.
#[derive(Clone, Debug)]
pub(super) struct Stays {
    /// What the ticket has now, and the version of the ticket since which it does.
    pub present: (Option<Uuid>, i32),
    /// The stay that stands open in the tables, if one does.
    pub stored: Option<i32>,
    /// When that one ended.
    pub ended: Option<Timestamp>,
    /// Stays that stand in no table yet; the last is the present one.
    pub begun: Vec<Stay>,
}

/// One stay.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay {
    /// The version of the ticket that began it.
    pub nr: i32,
    pub at: Timestamp,
    pub until: Option<Timestamp>,
    pub value: Option<Uuid>,
    pub before: Option<Uuid>,
}

impl Stays {
    /// The first stay of a new ticket.
    pub(super) fn first(value: Option<Uuid>, nr: i32, at: Timestamp) -> Self {
        Self {
            present: (value, nr),
            stored: None,
            ended: None,
            begun: vec![Stay {
                nr,
                at,
                until: None,
                value,
                before: None,
            }],
        }
    }

    /// As the tables have it.
    pub(super) fn stored(value: Option<Uuid>, nr: i32) -> Self {
        Self {
            present: (value, nr),
            stored: Some(nr),
            ended: None,
            begun: Vec::new(),
        }
    }

    /// The ticket has `value` from now on. Whether it had another one before.
    pub(super) fn go_on(&mut self, value: Option<Uuid>, nr: i32, at: Timestamp) -> bool {
        let before = self.present.0;
        if value == before {
            return false;
        }
        match self.begun.last_mut() {
            Some(present) => present.until = Some(at),
            None => self.ended = Some(at),
        }
        self.present = (value, nr);
        self.begun.push(Stay {
            nr,
            at,
            until: None,
            value,
            before,
        });
        true
    }
}
