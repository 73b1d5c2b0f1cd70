//! Samples of SLA policies.

use super::{retired, saved};
use crate::CalendarId;
use crate::event::EncodedEvent;
use crate::setting::StatusCategory;
use crate::sla::{Applies, SlaCalendar, SlaPolicy, Targets};

pub fn plain() -> [EncodedEvent; 2] {
    [saved(full()), retired::<SlaPolicy>()]
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
