//! Samples of SLA policies, and of how tickets stand by them.

use super::{at, retired, saved};
use crate::event::{EncodedEvent, EventPayload};
use crate::setting::StatusCategory;
use crate::sla::{
    Applies, Moved, SlaCalendar, SlaPolicy, SlaState, Standing, StandingEvent, Targets,
};
use crate::{CalendarId, TicketId};
use uuid::Uuid;

const OTHER: TicketId = TicketId(Uuid::from_u128(0x72));

pub fn plain() -> [EncodedEvent; 3] {
    let moved = StandingEvent::Moved(Moved {
        ticket: OTHER,
        ticket_version: 7,
        seen_at: at(60),
        standing: Standing {
            rest: SlaState::Running,
            warn_at: Some(at(1_800)),
            due_at: Some(at(3_600)),
        },
    });
    [saved(full()), retired::<SlaPolicy>(), moved.encode()]
}

/// With steps after a breach.
pub fn escalating() -> SlaPolicy {
    SlaPolicy {
        warn_at: vec![50, 75],
        escalate_after: vec![3_600, 14_400],
        ..bare()
    }
}

pub fn bare() -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            resolution: Some(86_400),
            ..Targets::default()
        },
        ..SlaPolicy::new("Everybody")
    }
}

fn full() -> SlaPolicy {
    let condition = r#"{"path": "tags", "op": "contains", "value": "gold"}"#;
    let urgent = Targets {
        first_response: Some(900),
        next_response: None,
        resolution: Some(14_400),
    };
    SlaPolicy {
        names: [("ar".to_owned(), "ذهبي".to_owned())].into(),
        position: 10,
        active: false,
        condition: serde_json::from_str(condition).ok(),
        targets: Targets {
            first_response: Some(3_600),
            next_response: Some(7_200),
            resolution: Some(28_800),
        },
        by_priority: [("urgent".to_owned(), urgent)].into(),
        calendar: SlaCalendar::Named {
            id: CalendarId::from_key("support"),
        },
        pause: vec![StatusCategory::Pending, StatusCategory::OnHold],
        warn_at: vec![50, 75, 90],
        warn_before_due: vec![86_400, 3_600],
        applies: Applies::OpenFromStart,
        ..SlaPolicy::new("Gold")
    }
}
