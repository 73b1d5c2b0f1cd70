//! Refusals of the rules, and failures of the log and the read models, as problems.

use super::{Kind, Problem};
use commands::CommandError;
use domain::FieldError;
use domain::attachment::AttachmentError;
use domain::bulk::BulkError;
use domain::customer::CustomerError;
use domain::delivery::DeliveryError;
use domain::export::ExportError;
use domain::organisation::OrganisationError;
use domain::setting::SettingError;
use domain::ticket::TicketError;
use eventstore::{ExecuteError, StoreError};
use projections::ReadError;

/// What is said whenever a write may be repeated.
const SAFE: &str = "Try again in a moment; with the same Idempotency-Key it happens only once.";

impl From<TicketError> for Problem {
    fn from(error: TicketError) -> Self {
        match error {
            TicketError::NotFound => Self::not_found("ticket"),
            TicketError::Deleted => {
                Self::new(Kind::Conflict, "The ticket was deleted; restore it first.")
            }
            TicketError::Merged { into } => {
                let mut problem = Self::new(Kind::Conflict, error_sentence(&error));
                let told = FieldError::new("merged_into", into.to_string());
                problem.errors.push(told);
                problem
            }
            TicketError::Claimed => Self::new(Kind::Conflict, error_sentence(&error)),
            TicketError::Forbidden(_) => Self::new(Kind::Forbidden, error_sentence(&error)),
            TicketError::Exists => Self::new(Kind::Conflict, "This ticket exists already."),
            TicketError::Invalid(errors) => Self::fields(errors),
        }
    }
}

impl From<SettingError> for Problem {
    fn from(error: SettingError) -> Self {
        match error {
            SettingError::NotFound(what) => Self::not_found(what),
            SettingError::Exists(what) => {
                let detail = format!("This {what} exists already; change it instead.");
                let mut problem = Self::new(Kind::Conflict, detail);
                problem
                    .errors
                    .push(FieldError::new("key", "is taken already"));
                problem
            }
            SettingError::Retired(what) => {
                let detail = format!("This {what} was retired for good; make a new one.");
                Self::new(Kind::Conflict, detail)
            }
            SettingError::Forbidden(_) => Self::new(Kind::Forbidden, error_sentence(&error)),
            SettingError::Invalid(errors) => Self::fields(errors),
        }
    }
}

impl From<CustomerError> for Problem {
    fn from(error: CustomerError) -> Self {
        match error {
            CustomerError::NotFound => Self::not_found("customer"),
            CustomerError::Invalid(errors) => Self::fields(errors),
            CustomerError::Exists | CustomerError::Retired | CustomerError::Merged(_) => {
                Self::new(Kind::Conflict, error_sentence(&error))
            }
        }
    }
}

impl From<OrganisationError> for Problem {
    fn from(error: OrganisationError) -> Self {
        match error {
            OrganisationError::NotFound => Self::not_found("organisation"),
            OrganisationError::Invalid(errors) => Self::fields(errors),
            OrganisationError::Exists | OrganisationError::Retired => {
                Self::new(Kind::Conflict, error_sentence(&error))
            }
        }
    }
}

impl From<AttachmentError> for Problem {
    fn from(error: AttachmentError) -> Self {
        match error {
            AttachmentError::NotFound => Self::not_found("attachment"),
            AttachmentError::Invalid(errors) => Self::fields(errors),
            AttachmentError::Exists | AttachmentError::Attached => {
                Self::new(Kind::Conflict, error_sentence(&error))
            }
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Forbidden(_) => Self::new(Kind::Forbidden, error_sentence(&error)),
            ExportError::NotFound => Self::not_found("export"),
            ExportError::Begun => Self::new(Kind::Conflict, error_sentence(&error)),
        }
    }
}

impl From<DeliveryError> for Problem {
    fn from(error: DeliveryError) -> Self {
        let kind = match error {
            DeliveryError::Forbidden(_) => Kind::Forbidden,
            DeliveryError::State(..) => Kind::Conflict,
        };
        Self::new(kind, error_sentence(&error))
    }
}

impl From<BulkError> for Problem {
    fn from(error: BulkError) -> Self {
        match error {
            BulkError::NotFound => Self::not_found("bulk job"),
            BulkError::Invalid(errors) => Self::fields(errors),
            BulkError::Forbidden(_) => Self::new(Kind::Forbidden, error_sentence(&error)),
            BulkError::Exists
            | BulkError::UnderWay
            | BulkError::Ended
            | BulkError::Undone { .. }
            | BulkError::NothingToUndo => Self::new(Kind::Conflict, error_sentence(&error)),
        }
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Ticket(error) => error.into(),
            CommandError::Setting(error) => error.into(),
            // nobody asks for a turn over HTTP
            CommandError::Rotation(error) => Self::internal(&error),
            CommandError::Attachment(error) => error.into(),
            CommandError::Bulk(error) => error.into(),
            CommandError::Customer(error) => error.into(),
            CommandError::Organisation(error) => error.into(),
        }
    }
}

impl<E: std::error::Error + Into<Self>> From<ExecuteError<E>> for Problem {
    fn from(error: ExecuteError<E>) -> Self {
        match error {
            ExecuteError::Refused(refusal) => refusal.into(),
            ExecuteError::VersionMismatch { actual, .. } => Self::version_mismatch(actual),
            ExecuteError::Conflict => {
                let detail = format!("Others keep changing it; nothing was recorded. {SAFE}");
                Self::new(Kind::Unavailable, detail)
            }
            ExecuteError::KeyReused => {
                let detail = "This Idempotency-Key was used for another request; choose a new one.";
                let mut problem = Self::new(Kind::KeyReused, detail);
                let error = FieldError::new("Idempotency-Key", "was used for another request");
                problem.errors.push(error);
                problem
            }
            ExecuteError::Store(error) => error.into(),
        }
    }
}

impl Problem {
    /// `If-Match` named another version than the one that is there.
    #[must_use]
    pub fn version_mismatch(actual: i32) -> Self {
        let detail = format!("It is at version {actual} now; read it again before you change it.");
        let mut problem = Self::new(Kind::VersionMismatch, detail);
        let error = FieldError::new("If-Match", format!("is not the version now, \"{actual}\""));
        problem.errors.push(error);
        problem.version = Some(actual);
        problem
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::unavailable(&format!("Too much at once. {SAFE}"), &error),
            StoreError::Unavailable(_) | StoreError::Stopped => {
                Self::unavailable(&format!("The log cannot be reached. {SAFE}"), &error)
            }
            StoreError::Append(too_large) => {
                let mut problem =
                    Self::new(Kind::TooLarge, "This is too long to record; shorten it.");
                problem.cause = Some(too_large.to_string());
                problem
            }
            StoreError::Refused(_) | StoreError::Decode(_) | StoreError::Actor(_) => {
                Self::internal(&error)
            }
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::BadCursor => Self::bad_cursor(),
            ReadError::Store(error) => error.into(),
            error if error.is_passing() => {
                let detail = "The lists cannot be read just now. Try again in a moment.";
                Self::unavailable(detail, &error)
            }
            error => Self::internal(&error),
        }
    }
}

impl Problem {
    /// A cursor that no page of this list gave out.
    #[must_use]
    pub fn bad_cursor() -> Self {
        Self::parameter(
            "cursor",
            "is broken or belongs to another list; begin again without one",
        )
    }
}

/// The rules' own words as a sentence.
fn error_sentence(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(problem: impl Into<Problem>) -> u16 {
        problem.into().kind.status().as_u16()
    }

    #[test]
    fn refusals_of_the_rules_are_never_our_fault() {
        let wrong = vec![FieldError::new("subject", "must not be empty")];
        assert_eq!(status(TicketError::NotFound), 404);
        assert_eq!(status(TicketError::Deleted), 409);
        assert_eq!(status(TicketError::Exists), 409);
        assert_eq!(status(TicketError::Invalid(wrong.clone())), 422);
        assert_eq!(status(SettingError::NotFound("rule")), 404);
        assert_eq!(status(SettingError::Exists("status")), 409);
        assert_eq!(status(SettingError::Invalid(wrong)), 422);
        assert_eq!(status(ReadError::BadCursor), 400);
    }

    #[test]
    fn a_mismatch_tells_the_version_that_is_there() {
        let error: ExecuteError<TicketError> = ExecuteError::VersionMismatch {
            expected: 3,
            actual: 7,
        };
        let problem = Problem::from(error);
        assert_eq!(problem.kind.status().as_u16(), 412);
        assert_eq!(problem.version, Some(7));
    }

    #[test]
    fn what_passes_is_503_and_what_does_not_is_hidden() {
        let busy: ExecuteError<TicketError> = StoreError::Busy.into();
        assert_eq!(status(busy), 503);
        assert_eq!(status(StoreError::Unavailable("no route".to_owned())), 503);
        let refused = Problem::from(StoreError::Refused("column x".to_owned()));
        assert_eq!(refused.kind.status().as_u16(), 500);
        assert!(!refused.detail.contains("column x"));
    }
}
