//! Samples of what people choose from: views and macros.

use super::names;
use crate::given::{ANA, BEN, SALES, SUPPORT, priority, status};
use crate::macros::{Macro, MacroAction, MacroScope, MacroText};
use crate::setting::Names;
use crate::ticket::Visibility;
use crate::view::{View, ViewGroup, ViewScope};

pub fn bare_view() -> View {
    View {
        key: None,
        name: "Mine".to_owned(),
        names: Names::new(),
        scope: ViewScope::Private { member: ANA },
        condition: None,
        columns: Vec::new(),
        sort: None,
        group_by: None,
        order: 0,
    }
}

pub fn department_view() -> View {
    View {
        name: "Ours".to_owned(),
        scope: ViewScope::Department { ids: vec![SALES] },
        columns: ["number", "subject", "fields.floor"]
            .map(str::to_owned)
            .into(),
        sort: Some("-fields.floor".to_owned()),
        group_by: Some(ViewGroup::Assignee),
        order: 7,
        ..bare_view()
    }
}

pub fn bare_macro() -> Macro {
    Macro {
        name: "Mine".to_owned(),
        names: Names::new(),
        text: None,
        actions: vec![MacroAction::AssignSelf {}],
        scope: MacroScope::All,
        order: 0,
        active: false,
    }
}

pub fn department_macro() -> Macro {
    Macro {
        scope: MacroScope::Department {
            ids: vec![SUPPORT, SALES],
        },
        ..bare_macro()
    }
}

pub fn full_macro() -> Macro {
    let text = str::to_owned;
    let fields = serde_json::json!({"product": "a", "floor": null});
    Macro {
        names: names("خاصتي", "שלי"),
        text: Some(MacroText {
            body: text("Dear {{customer.name}},\n**soon**."),
            visibility: Visibility::Public,
        }),
        actions: vec![
            MacroAction::SetStatus {
                status: status("pending").0,
            },
            MacroAction::SetPriority {
                priority: priority("high").0,
            },
            MacroAction::Assign { member: BEN },
            MacroAction::AssignSelf {},
            MacroAction::UnassignAll {},
            MacroAction::Route {
                department: Some(SALES),
                keep_assignees: Some(true),
            },
            MacroAction::Route {
                department: None,
                keep_assignees: None,
            },
            MacroAction::AddTags {
                tags: vec![text("vip")],
            },
            MacroAction::RemoveTags {
                tags: vec![text("new")],
            },
            MacroAction::SetFields {
                fields: fields.as_object().cloned().unwrap_or_default(),
            },
            MacroAction::SnoozeFor { minutes: 90 },
            MacroAction::AddNote {
                body: text("By {{member.name}}"),
            },
        ],
        scope: MacroScope::Member { id: ANA },
        order: 3,
        active: true,
        ..bare_macro()
    }
}
