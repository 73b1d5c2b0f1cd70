//! An export is begun by those who may, once, and ends once.

use super::*;
use crate::given::{NOW, catalog, given, put};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Member, Role};
use crate::{Access, Actor};
use uuid::Uuid;

const MIA: Uuid = Uuid::from_u128(0x31a);

fn started() -> ExportStarted {
    ExportStarted {
        format: ExportFormat::Csv,
        columns: vec!["number".to_owned()],
        filter: Vec::new(),
        language: None,
        time_zone: None,
    }
}

fn decided(role: &str) -> Result<Vec<ExportEvent>, ExportError> {
    let mut catalog = catalog();
    let mia = Member::new("Mia").with_roles(&[role.to_owned()]);
    put(&mut catalog, MIA, [Saved(mia)]);
    let actor = Actor::member(MIA);
    let context = Context {
        now: NOW,
        actor,
        access: &Access::of(&actor, &catalog),
        catalog: &catalog,
    };
    Export::default().decide(&ExportCommand::Start(started()), &context)
}

#[test]
fn whoever_may_not_export_begins_none() {
    let refused = Err(ExportError::Forbidden(Permission::Export));
    for role in ["member", Role::LIGHT_MEMBER] {
        assert_eq!(decided(role), refused, "{role}");
    }
    for role in [Role::MANAGER, Role::AUDITOR, "administrator"] {
        let begun = Ok(vec![ExportEvent::Started(started())]);
        assert_eq!(decided(role), begun, "{role}");
    }
}

#[test]
fn an_export_ends_once() {
    let begun = || given::<Export>([ExportEvent::Started(started())]);
    let rows = 7;
    begun()
        .when(ExportCommand::Finish { rows })
        .then([ExportEvent::Finished { rows }]);
    let reason = BreakOff::Stopped;
    begun()
        .when(ExportCommand::BreakOff { rows, reason })
        .then([ExportEvent::BrokenOff { rows, reason }]);
    let ended = [
        ExportEvent::Started(started()),
        ExportEvent::BrokenOff { rows, reason },
    ];
    given::<Export>(ended)
        .when(ExportCommand::Finish { rows: 9 })
        .then([]);
}

#[test]
fn formats_are_read_as_they_are_spelled() {
    for format in ExportFormat::ALL {
        assert_eq!(ExportFormat::parse(format.as_str()), Some(format));
    }
    assert_eq!(ExportFormat::parse("XLSX"), None);
}
