//! Samples of bulk jobs.

use crate::bulk::{
    BulkAction, BulkEvent, BulkFault, BulkFilter, BulkOutcome, CarriedOut, Differing, Requested,
    Tally,
};
use crate::given::{ANA, BEN, SUPPORT, priority, status};
use crate::{BulkId, MacroId, TicketId};
use serde_json::{Map, json};
use uuid::Uuid;

pub fn jobs() -> [(&'static str, BulkEvent); 11] {
    [
        ("", BulkEvent::Requested(requested(changes()))),
        (".macro", BulkEvent::Requested(bare(apply_macro()))),
        (".delete", BulkEvent::Requested(bare(BulkAction::Delete {}))),
        (
            ".restore",
            BulkEvent::Requested(bare(BulkAction::Restore {})),
        ),
        (".undo", BulkEvent::Requested(undo())),
        ("", targeted()),
        ("", BulkEvent::CarriedOut(carried_out())),
        (
            ".bare",
            BulkEvent::CarriedOut(CarriedOut {
                from: 0,
                to: 500,
                differing: vec![],
            }),
        ),
        ("", BulkEvent::Cancelled {}),
        ("", BulkEvent::Finished(tally())),
        ("", BulkEvent::Undone { by: job(2) }),
    ]
}

fn job(number: u128) -> BulkId {
    BulkId(Uuid::from_u128(0xb0 + number))
}

fn requested(actions: Vec<BulkAction>) -> Requested {
    let filter = |parameter: &str, value: Option<&str>| BulkFilter {
        parameter: parameter.to_owned(),
        value: value.map(str::to_owned),
    };
    Requested {
        tickets: 10_000,
        actions,
        filter: vec![filter("status", Some("open")), filter("q", None)],
        undoes: None,
    }
}

fn bare(action: BulkAction) -> Requested {
    Requested {
        tickets: 1,
        actions: vec![action],
        filter: vec![],
        undoes: None,
    }
}

fn undo() -> Requested {
    Requested {
        tickets: 1,
        actions: vec![],
        filter: vec![],
        undoes: Some(job(1)),
    }
}

fn changes() -> Vec<BulkAction> {
    let tags = || vec!["outage".to_owned()];
    vec![
        BulkAction::SetStatus {
            status: status("pending").0,
        },
        BulkAction::SetPriority {
            priority: priority("urgent").0,
        },
        BulkAction::Assign { members: vec![ANA] },
        BulkAction::Unassign { members: vec![BEN] },
        BulkAction::AssignOnly { members: vec![] },
        BulkAction::AssignByTurn {},
        BulkAction::Route {
            department: Some(SUPPORT),
            keep_assignees: Some(true),
        },
        BulkAction::Route {
            department: None,
            keep_assignees: None,
        },
        BulkAction::AddTags { tags: tags() },
        BulkAction::RemoveTags { tags: tags() },
        BulkAction::SetFields {
            fields: Map::from_iter([("product".to_owned(), json!("printer"))]),
        },
    ]
}

fn apply_macro() -> BulkAction {
    BulkAction::ApplyMacro {
        macro_id: MacroId(Uuid::from_u128(0x3a)),
    }
}

fn targeted() -> BulkEvent {
    let ticket = |number: u128| TicketId(Uuid::from_u128(0x70 + number));
    BulkEvent::Targeted {
        tickets: vec![ticket(1), ticket(2)],
    }
}

fn carried_out() -> CarriedOut {
    let gone = BulkOutcome::refused(BulkFault::NotFound, "there is no such ticket");
    let partly = BulkOutcome::partly("The status was changed since, and stays.");
    let differing = [
        (vec![500, 777], BulkOutcome::Unchanged {}),
        (vec![501], gone),
        (vec![502], partly),
    ];
    CarriedOut {
        from: 500,
        to: 1000,
        differing: differing
            .map(|(places, outcome)| Differing { places, outcome })
            .into(),
    }
}

fn tally() -> Tally {
    Tally {
        changed: 996,
        partly: 1,
        unchanged: 2,
        refused: 1,
        left: 9000,
    }
}
