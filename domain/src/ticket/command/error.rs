//! Why a ticket's command was refused.

use crate::TicketId;
use crate::aggregate::{FieldError, describe};
use std::collections::HashSet;

/// Why a ticket's command was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    #[error("there is no such ticket")]
    NotFound,
    #[error("the ticket was deleted; restore it first")]
    Deleted,
    #[error("the ticket was merged into {into}; change that one, or take the merge back")]
    Merged { into: TicketId },
    #[error("the ticket exists already")]
    Exists,
    #[error("somebody has the ticket already; ask them to hand it over")]
    Claimed,
    /// Says who may do it.
    #[error("{0}")]
    Forbidden(&'static str),
    #[error("invalid ticket: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}

impl TicketError {
    /// One wrong field.
    pub(crate) fn field(name: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(name, detail)])
    }

    /// Every wrong field of several refusals; what is no fault of a field comes first.
    pub(crate) fn together(errors: Vec<Self>) -> Self {
        let mut wrong = Vec::new();
        for error in errors {
            match error {
                Self::Invalid(fields) => wrong.extend(fields),
                other => return other,
            }
        }
        // what is broken need not be told that it is missing as well
        let mut seen = HashSet::new();
        wrong.retain(|e: &FieldError| {
            !e.field.starts_with("fields.") || seen.insert(e.field.clone())
        });
        Self::Invalid(wrong)
    }
}
