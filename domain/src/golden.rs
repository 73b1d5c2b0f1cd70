//! Golden files: one stored sample per event type and schema, kept for ever.
//!
//! What was written once must stay readable, and today's code must still write it byte for byte.
//! `DOCKET_BLESS=1 cargo test -p domain golden` writes the files that are missing; it never
//! touches those that are there.

use crate::account::{Account, AccountEvent};
use crate::attachment::{Attachment, AttachmentEvent};
use crate::automation::Rule;
use crate::bulk::{Bulk, BulkEvent};
use crate::business::BusinessCalendar;
use crate::customer::{Customer, CustomerEvent};
use crate::delivery::{Delivery, DeliveryEvent};
use crate::event::{DecodeError, EncodedEvent, EventPayload};
use crate::export::{Export, ExportEvent};
use crate::field::{Field, FieldGroup};
use crate::macros::Macro;
use crate::organisation::{Organisation, OrganisationEvent};
use crate::portal_account::{PortalAccount, PortalAccountEvent};
use crate::reservation::{self, ReservationEvent};
use crate::rotation::{Rotation, RotationEvent};
use crate::setting::{
    ApiKey, Department, Member, Priority, Role, SettingEvent, SettingKind, Status, Workspace,
};
use crate::sla::{SlaPolicy, StandingEvent, TicketStanding};
use crate::ticket::TicketEvent;
use crate::view::View;
use crate::{Aggregate, Catalog};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Once;

mod contracts;
mod documents;
mod samples;

/// One file: an event as the log stores it.
#[derive(Deserialize)]
struct Golden {
    r#type: String,
    schema: i16,
    data: Box<RawValue>,
}

impl Golden {
    /// First part of the type's name.
    fn category(&self) -> &str {
        self.r#type.split('.').next().unwrap_or_default()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/events")
}

/// `ticket.created.1.json`; a second sample of a type has a label: `ticket.created.1.bare.json`.
fn file_name(event: &EncodedEvent, label: &str) -> String {
    let EncodedEvent { name, schema, .. } = event;
    format!("{name}.{schema}{label}.json")
}

fn written(event: &EncodedEvent) -> String {
    let EncodedEvent { name, schema, data } = event;
    format!("{{\n  \"type\": \"{name}\",\n  \"schema\": {schema},\n  \"data\": {data}\n}}\n")
}

/// Writes the files that are missing, when asked to.
fn bless() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("DOCKET_BLESS").is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            samples::all().iter().for_each(write_missing);
        }
    });
}

fn write_missing((label, event): &(&str, EncodedEvent)) {
    let path = folder().join(file_name(event, label));
    if !path.exists() {
        std::fs::write(path, written(event)).unwrap();
    }
}

fn files() -> Vec<(String, Golden)> {
    bless();
    let entries = std::fs::read_dir(folder()).expect("tests/golden/events can be read");
    let mut files: Vec<_> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let golden = serde_json::from_str(&text);
            let golden = golden.unwrap_or_else(|e| panic!("{name} is no golden file: {e}"));
            (name, golden)
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

#[test]
fn todays_samples_are_stored_as_they_always_were() {
    bless();
    for (label, event) in samples::all() {
        let name = file_name(&event, label);
        let path = folder().join(&name);
        let golden = std::fs::read_to_string(&path).unwrap_or_else(|_| {
            panic!(
                "tests/golden/events/{name} is missing; write it with \
                 DOCKET_BLESS=1 cargo test -p domain golden, and commit it"
            )
        });
        assert_eq!(
            written(&event),
            golden,
            "{name}: a stored event would now be written in another way; add fields only as \
             optional ones, or raise the schema and read the old one"
        );
    }
}

/// Decodes a stored event and encodes it again.
type Reencode = fn(&Golden) -> Result<EncodedEvent, DecodeError>;

fn reencode<E: EventPayload>(golden: &Golden) -> Result<EncodedEvent, DecodeError> {
    E::decode(&golden.r#type, golden.schema, golden.data.get()).map(|event| event.encode())
}

/// The contract of a category's events.
fn contract(category: &str) -> Reencode {
    match category {
        crate::ticket::Ticket::CATEGORY => reencode::<TicketEvent>,
        Account::CATEGORY => reencode::<AccountEvent>,
        PortalAccount::CATEGORY => reencode::<PortalAccountEvent>,
        Attachment::CATEGORY => reencode::<AttachmentEvent>,
        Customer::CATEGORY => reencode::<CustomerEvent>,
        Organisation::CATEGORY => reencode::<OrganisationEvent>,
        reservation::CATEGORY => reencode::<ReservationEvent>,
        Rotation::CATEGORY => reencode::<RotationEvent>,
        Export::CATEGORY => reencode::<ExportEvent>,
        Bulk::CATEGORY => reencode::<BulkEvent>,
        Delivery::CATEGORY => reencode::<DeliveryEvent>,
        Department::CATEGORY => reencode::<SettingEvent<Department>>,
        Status::CATEGORY => reencode::<SettingEvent<Status>>,
        Priority::CATEGORY => reencode::<SettingEvent<Priority>>,
        Member::CATEGORY => reencode::<SettingEvent<Member>>,
        Role::CATEGORY => reencode::<SettingEvent<Role>>,
        ApiKey::CATEGORY => reencode::<SettingEvent<ApiKey>>,
        Rule::CATEGORY => reencode::<SettingEvent<Rule>>,
        Field::CATEGORY => reencode::<SettingEvent<Field>>,
        FieldGroup::CATEGORY => reencode::<SettingEvent<FieldGroup>>,
        BusinessCalendar::CATEGORY => reencode::<SettingEvent<BusinessCalendar>>,
        SlaPolicy::CATEGORY => reencode::<SettingEvent<SlaPolicy>>,
        TicketStanding::CATEGORY => reencode::<StandingEvent>,
        Macro::CATEGORY => reencode::<SettingEvent<Macro>>,
        View::CATEGORY => reencode::<SettingEvent<View>>,
        Workspace::CATEGORY => reencode::<SettingEvent<Workspace>>,
        _ => panic!("no contract for category {category}; add it here"),
    }
}

#[test]
fn every_stored_event_can_be_read_and_is_written_the_same_way() {
    for (name, golden) in files() {
        let event = contract(golden.category())(&golden).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(event.name, golden.r#type, "{name}");
        if event.schema == golden.schema {
            assert_eq!(event.data, golden.data.get(), "{name}");
        }
    }
}

#[test]
fn every_event_type_has_a_golden_file() {
    let stored: BTreeSet<_> = files()
        .into_iter()
        .map(|(_, golden)| golden.r#type)
        .collect();
    let missing: Vec<_> = (all_types().into_iter())
        .filter(|name| !stored.contains(name))
        .collect();
    assert!(
        missing.is_empty(),
        "no golden file for {missing:?}; add a sample to domain/src/golden/samples.rs, then run \
         DOCKET_BLESS=1 cargo test -p domain golden"
    );
}

/// The names of all events that the code knows.
fn all_types() -> Vec<String> {
    let settings = Catalog::CATEGORIES
        .iter()
        .flat_map(|category| ["saved", "retired"].map(|verb| format!("{category}.{verb}")));
    variants::<TicketEvent>()
        .into_iter()
        .chain(variants::<AttachmentEvent>())
        .chain(variants::<CustomerEvent>())
        .chain(variants::<OrganisationEvent>())
        .chain(variants::<ReservationEvent>())
        .chain(variants::<AccountEvent>())
        .chain(variants::<PortalAccountEvent>())
        .chain(variants::<ExportEvent>())
        .chain(variants::<BulkEvent>())
        .chain(variants::<DeliveryEvent>())
        .chain(settings)
        .collect()
}

/// The names of an event enum's variants, as serde lists them when it meets an unknown one.
fn variants<E: for<'de> Deserialize<'de> + Serialize>() -> Vec<String> {
    let unknown = serde_json::from_str::<E>(r#"{"type":"?","data":{}}"#);
    let list = unknown.err().expect("? is no event").to_string();
    let names = list.split('`').skip(3).step_by(2);
    names.map(str::to_owned).collect()
}

/// They only tell how something came about, or put a list in order.
const NO_TRIGGERS: [&str; 7] = [
    "ticket.rule_fired",
    "ticket.notified",
    "ticket.macro_applied",
    "ticket.checklist_item_reworded",
    "ticket.checklist_reordered",
    "ticket.activity_recorded",
    "ticket.automation_stopped",
];

#[test]
fn all_types_of_the_ticket_are_found() {
    let types: BTreeSet<_> = variants::<TicketEvent>().into_iter().collect();
    let triggers = TicketEvent::TRIGGERS.into_iter();
    let stated: Vec<_> = triggers.chain(NO_TRIGGERS).map(str::to_owned).collect();
    assert_eq!(stated.len(), types.len(), "a type is stated twice");
    assert_eq!(stated.into_iter().collect::<BTreeSet<_>>(), types);
}

#[test]
fn an_event_of_a_newer_schema_is_refused_not_misread() {
    for (name, mut golden) in files() {
        golden.schema = i16::MAX;
        assert!(contract(golden.category())(&golden).is_err(), "{name}");
    }
}
