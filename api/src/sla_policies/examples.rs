//! Examples of SLA policies.

use super::view::{NewSlaPolicy, SlaPolicy, Targets, new, usual};
use crate::fields::Condition;
use crate::settings::{example_names, example_record};
use crate::types::StatusCategory;
use domain::setting;
use poem_openapi::types::Example;
use serde_json::json;
use uuid::Uuid;
impl Example for NewSlaPolicy {
    fn example() -> Self {
        let urgent = Targets {
            first_response: Some(900),
            resolution: Some(14_400),
            ..Targets::default()
        };
        Self {
            name: "Gold".to_owned(),
            names: example_names("ذهبي", "זהב"),
            position: 10,
            active: true,
            r#match: Some(Condition(
                json!({"path": "tags", "op": "contains", "value": "gold"}),
            )),
            targets: Targets {
                first_response: Some(3_600),
                next_response: Some(7_200),
                resolution: Some(28_800),
            },
            by_priority: [("urgent".to_owned(), urgent)].into(),
            calendar: usual(),
            pause: [setting::StatusCategory::Pending]
                .map(StatusCategory)
                .into(),
            warn_at: vec![50, 75, 90],
            warn_before_due: vec![86_400, 3_600],
            escalate_after: vec![3_600],
            applies: new(),
        }
    }
}

impl Example for SlaPolicy {
    fn example() -> Self {
        let made = NewSlaPolicy::example();
        let record = example_record(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_051a));
        Self {
            id: record.id,
            name: made.name,
            names: made.names,
            position: made.position,
            active: made.active,
            r#match: made.r#match.into(),
            targets: made.targets,
            by_priority: made.by_priority,
            calendar: made.calendar,
            pause: made.pause,
            warn_at: made.warn_at,
            warn_before_due: made.warn_before_due,
            escalate_after: made.escalate_after,
            applies: made.applies,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
