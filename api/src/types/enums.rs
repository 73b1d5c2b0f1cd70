//! Words of the domain that may stand in a request or an answer.

use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($of:ty) = $label:literal: $($word:literal),+;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $of);

        described!(
            $name,
            $label,
            MetaSchema {
                enum_items: vec![$($word.into()),+],
                ..MetaSchema::new("string")
            }
        );
    )+};
}

words! {
    /// The way a ticket came in.
    Channel(domain::ticket::Channel) = "Channel":
        "api", "console", "email", "phone", "web", "import";
    /// Who sees a message.
    Visibility(domain::ticket::Visibility) = "Visibility": "public", "internal";
    /// How a message's body is written.
    MessageFormat(domain::ticket::Format) = "MessageFormat": "text", "markdown", "html";
    /// What another ticket is to this one.
    LinkKind(domain::ticket::LinkKind) = "LinkKind":
        "relates_to", "blocks", "blocked_by", "duplicates", "duplicated_by", "parent_of", "child_of";
    /// A moment of a ticket's life.
    TimerMoment(domain::automation::Moment) = "TimerMoment":
        "created_at", "touched_at", "due_at", "window_from", "window_to", "snoozed_until",
        "first_response_at", "last_customer_message_at", "last_staff_message_at", "status_since",
        "department_since", "unassigned_since", "waiting_since";
    /// A day of the week.
    Weekday(domain::setting::Weekday) = "Weekday":
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday";
    /// Who gets a ticket that comes in without anybody to do it.
    Assignment(domain::setting::Assignment) = "Assignment":
        "none", "round_robin", "least_loaded";
    /// What a status means to clocks and lists.
    StatusCategory(domain::setting::StatusCategory) = "StatusCategory":
        "new", "open", "pending", "on_hold", "resolved", "closed";
    /// What is measured of a ticket.
    ClockKind(domain::sla::ClockKind) = "ClockKind":
        "first_response", "next_response", "resolution", "due_date";
    /// How a clock stands.
    ClockState(domain::sla::ClockState) = "ClockState":
        "running", "warning", "paused", "breached", "met", "missed", "stopped";
    /// How a ticket stands by what is promised on it: as the worst of its clocks that run, else of
    /// the others.
    SlaState(domain::sla::SlaState) = "SlaState":
        "none", "met", "missed", "paused", "running", "warning", "breached";
    /// Why a clock did not run.
    StopReason(domain::sla::StopReason) = "StopReason":
        "paused", "done", "deleted", "merged", "no_policy";
    /// For which tickets a version of an SLA policy holds.
    Applies(domain::sla::Applies) = "Applies": "new", "open_from_now", "open_from_start";
    /// Which tickets a role's permissions are about.
    Scope(domain::setting::Scope) = "Scope": "own", "department", "all";
}

impl FromStr for Visibility {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "public" => Ok(Self(domain::ticket::Visibility::Public)),
            "internal" => Ok(Self(domain::ticket::Visibility::Internal)),
            _ => Err("must be public or internal".to_owned()),
        }
    }
}

parameter!(Visibility);

#[cfg(test)]
mod tests {
    use super::*;
    use poem_openapi::types::Type;
    use serde::de::DeserializeOwned;

    fn every_documented_word_is_read<T: Type + DeserializeOwned>() {
        let words = T::schema_ref().unwrap_inline().enum_items.clone();
        assert!(
            words
                .iter()
                .all(|w| serde_json::from_value::<T>(w.clone()).is_ok())
        );
    }

    #[test]
    fn every_documented_word_is_one_of_the_domain() {
        every_documented_word_is_read::<Channel>();
        every_documented_word_is_read::<Visibility>();
        every_documented_word_is_read::<MessageFormat>();
        every_documented_word_is_read::<LinkKind>();
        every_documented_word_is_read::<TimerMoment>();
        every_documented_word_is_read::<Weekday>();
        every_documented_word_is_read::<StatusCategory>();
        every_documented_word_is_read::<ClockKind>();
        every_documented_word_is_read::<ClockState>();
        every_documented_word_is_read::<StopReason>();
        every_documented_word_is_read::<SlaState>();
        every_documented_word_is_read::<Applies>();
        every_documented_word_is_read::<Assignment>();
        every_documented_word_is_read::<Scope>();
    }
}
