//! One sample of every event: never change one, only add.

use crate::TicketId;
use crate::automation::Rule;
use crate::event::{EncodedEvent, EventPayload};
use crate::field::{Field, FieldGroup};
use crate::given::{ANA, SALES, SUPPORT, department, priority, status};
use crate::reservation::ReservationEvent;
use crate::rotation::RotationEvent;
use crate::setting::SettingEvent::{Retired, Saved};
use crate::setting::{Department, Member, Priority, SettingEvent, SettingKind, Status};
use jiff::Timestamp;

mod accounts;
mod attachments;
mod bulk;
mod calendars;
mod customers;
mod deliveries;
mod exports;
mod fields;
mod portal;
mod rules;
mod settings;
mod sla;
mod tickets;

/// Every sample with the label of its file; the first sample of a type has none.
pub fn all() -> Vec<(&'static str, EncodedEvent)> {
    let mut all = vec![
        (".bare", saved(bare_member())),
        (".bare", customers::bare_customer().encode()),
        (".bare", customers::bare_organisation().encode()),
    ];
    all.extend(rules::labelled());
    all.push((".bare", attachments::bare_attached().encode()));
    all.push((".bare", exports::bare().encode()));
    all.push((".bare", deliveries::bare().encode()));
    all.extend(deliveries::deliveries().iter().map(|e| ("", e.encode())));
    all.extend(exports::exports().iter().map(|e| ("", e.encode())));
    let jobs = bulk::jobs().map(|(label, event)| (label, event.encode()));
    all.extend(jobs);
    all.extend(settings::labelled());
    all.extend(settings::plain().map(|encoded| ("", encoded)));
    all.extend(calendars::labelled());
    all.extend(calendars::plain().map(|encoded| ("", encoded)));
    all.push((".bare", saved(sla::bare())));
    all.push((".escalating", saved(sla::escalating())));
    all.extend(sla::plain().map(|encoded| ("", encoded)));
    let fields = fields::fields().into_iter();
    all.extend(fields.map(|(label, field)| (label, saved(field))));
    all.push(("", saved(fields::group())));
    all.push(("", retired::<Field>()));
    all.push(("", retired::<FieldGroup>()));
    all.extend(attachments::attachments().iter().map(|e| ("", e.encode())));
    let labelled = tickets::labelled().map(|(label, event)| (label, event.encode()));
    all.extend(labelled);
    all.extend(tickets::tickets().iter().map(|e| ("", e.encode())));
    all.extend(customers::customers().iter().map(|e| ("", e.encode())));
    all.extend(customers::organisations().iter().map(|e| ("", e.encode())));
    all.extend(reservations().iter().map(|e| ("", e.encode())));
    all.extend(accounts::accounts().iter().map(|e| ("", e.encode())));
    all.extend(portal::accounts().iter().map(|e| ("", e.encode())));
    let labelled = accounts::labelled().map(|(label, event)| (label, event.encode()));
    all.extend(labelled);
    all.push(("", turned().encode()));
    all.extend(
        (settings().into_iter())
            .flatten()
            .map(|encoded| ("", encoded)),
    );
    all
}

fn reservations() -> [ReservationEvent; 2] {
    let (kind, owner) = (Member::EMAIL.to_owned(), ANA.0);
    [
        ReservationEvent::Taken {
            kind: kind.clone(),
            owner,
        },
        ReservationEvent::Released { kind, owner },
    ]
}

fn turned() -> RotationEvent {
    RotationEvent::Turned {
        member: ANA,
        ticket: TicketId(uuid::Uuid::from_u128(0x71)),
    }
}

fn settings() -> [[EncodedEvent; 2]; 5] {
    [
        [saved(department("Support")), retired::<Department>()],
        [saved(status("in_progress").1), retired::<Status>()],
        [saved(priority("urgent").1), retired::<Priority>()],
        [saved(full_member()), retired::<Member>()],
        [saved(rules::full()), retired::<Rule>()],
    ]
}

fn saved<T: SettingKind>(value: T) -> EncodedEvent {
    Saved(value).encode()
}

fn retired<T: SettingKind>() -> EncodedEvent {
    SettingEvent::<T>::encode(&Retired)
}

fn at(second: i64) -> Timestamp {
    Timestamp::constant(1_750_000_000 + second, 123_456_000)
}

fn bare_member() -> Member {
    Member::new("Ben")
}

fn full_member() -> Member {
    Member {
        name: "Ana".to_owned(),
        email: Some("ana@example.org".to_owned()),
        department_ids: vec![SUPPORT, SALES],
        administrator: true,
        ..bare_member()
    }
}
