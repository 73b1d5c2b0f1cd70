//! What the document shows for statuses.

use super::{NewStatus, Status, StatusPatch};
use crate::settings::{Colours, example_names, example_record};
use crate::types::{MaybeUndefined, StatusCategory};
use domain::{StatusId, setting};
use poem_openapi::types::Example;

impl Example for NewStatus {
    fn example() -> Self {
        Self {
            key: "answered".to_owned(),
            name: "Answered".to_owned(),
            names: example_names("تم الرد", "נענה"),
            customer_label: Some("We wrote to you".to_owned()),
            customer_labels: example_names("كتبنا إليك", "כתבנו לך"),
            category: StatusCategory(setting::StatusCategory::Pending),
            colour: "teal".to_owned(),
            order: 35,
            visible_to_customer: true,
            in_default_lists: true,
            next: Some(vec!["open".to_owned(), "resolved".to_owned()]),
            set_by_roles: vec![],
            on_customer_reply: Some("open".to_owned()),
        }
    }
}

impl Example for StatusPatch {
    fn example() -> Self {
        Self {
            colour: Some("#0f766e".to_owned()),
            next: MaybeUndefined::Null,
            ..Self::default()
        }
    }
}

impl Example for Status {
    fn example() -> Self {
        let new = NewStatus::example();
        let record = example_record(StatusId::from_key(&new.key).0);
        Self {
            id: record.id,
            colours: Colours::of(&new.colour).into(),
            key: new.key,
            name: new.name,
            names: new.names,
            customer_label: new.customer_label.into(),
            customer_labels: new.customer_labels,
            category: new.category,
            colour: new.colour,
            order: new.order,
            visible_to_customer: new.visible_to_customer,
            in_default_lists: new.in_default_lists,
            next: new.next.into(),
            set_by_roles: new.set_by_roles,
            on_customer_reply: new.on_customer_reply.into(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
