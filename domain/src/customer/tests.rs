//! The rules of customers.

use super::*;
use crate::aggregate::FieldError;
use crate::given::{Given, WrongFields, given};
use crate::{CustomerId, OrganisationId};
use CustomerCommand::{Absorb, Change, Create, Restore, Retire};
use CustomerEvent::{
    Absorbed, Created, EmailsChanged, LanguageChanged, Merged, NotesChanged, OrganisationChanged,
    PhonesChanged, Renamed, Restored, Retired, TimeZoneChanged,
};
use uuid::Uuid;

mod addresses;
mod contacts;
mod merging;
mod property;

const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
const ELI: CustomerId = CustomerId(Uuid::from_u128(0xC2));
const ACME: OrganisationId = OrganisationId(Uuid::from_u128(0x0A));

impl WrongFields for CustomerError {
    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Invalid(fields) => fields,
            Self::NotFound | Self::Exists | Self::Retired | Self::Merged(_) => &[],
        }
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn dana() -> Profile {
    Profile {
        name: text("Dana"),
        emails: texts(["dana@example.org"]),
        ..Profile::default()
    }
}

fn create(profile: Profile) -> CustomerCommand {
    Create(Box::new(profile))
}

fn created(profile: Profile) -> CustomerEvent {
    Created(Box::new(profile))
}

fn change(change: ProfileChange) -> CustomerCommand {
    Change(Box::new(change))
}

/// A customer to whom `events` happened.
fn after<const N: usize>(events: [CustomerEvent; N]) -> Given<Customer> {
    given(events)
}

fn nobody() -> Given<Customer> {
    after([])
}

fn known() -> Given<Customer> {
    after([created(dana())])
}

fn renaming() -> CustomerCommand {
    change(ProfileChange {
        name: Some(text("Dani")),
        ..ProfileChange::default()
    })
}

#[test]
fn a_customer_is_kept_trimmed_and_without_repeats() {
    let told = Profile {
        name: text(" Dana "),
        emails: texts([" Dana@Example.org", "dana@example.ORG", "d@example.org"]),
        phones: texts(["+972 2 123", "972-2-123", "٠٥٠ ١٢٣"]),
        organisation: Some(ACME),
        language: text("he-il"),
        time_zone: text(" Asia/Jerusalem "),
        notes: " as typed ".to_owned(),
    };
    let kept = Profile {
        name: text("Dana"),
        emails: texts(["Dana@Example.org", "d@example.org"]),
        phones: texts(["+972 2 123", "٠٥٠ ١٢٣"]),
        organisation: Some(ACME),
        language: text("he-IL"),
        time_zone: text("Asia/Jerusalem"),
        notes: " as typed ".to_owned(),
    };
    nobody().when(create(told)).then([created(kept)]);
}

#[test]
fn a_name_or_an_address_or_a_phone_is_enough() {
    let of = |name, emails, phones| Profile {
        name,
        emails,
        phones,
        ..Profile::default()
    };
    for profile in [
        of(text("Dana"), vec![], vec![]),
        of(None, texts(["dana@example.org"]), vec![]),
        of(None, vec![], texts(["123"])),
    ] {
        nobody()
            .when(create(profile.clone()))
            .then([created(profile)]);
    }
    nobody().when(create(Profile::default())).wrong(["name"]);
}

#[test]
fn all_wrong_fields_are_named_at_once_and_lists_by_place() {
    let wrong = Profile {
        name: text(" "),
        emails: texts(["dana@example.org", "dana"]),
        phones: texts(["12", "call me"]),
        organisation: None,
        language: text("hebrew"),
        time_zone: text("Jerusalem"),
        notes: "\0".to_owned(),
    };
    nobody().when(create(wrong)).wrong([
        "name",
        "emails[1]",
        "phones[0]",
        "phones[1]",
        "language",
        "time_zone",
        "notes",
    ]);
}

#[test]
fn lists_stay_short_and_events_fit_the_log() {
    let flood = |n: usize| (0..n).map(|i| format!("d{i}@example.org")).collect();
    let many = Profile {
        emails: flood(51),
        ..dana()
    };
    nobody().when(create(many)).wrong(["emails"]);
    let escaped = Profile {
        notes: "\\".repeat(256 * 1024),
        ..dana()
    };
    nobody().when(create(escaped)).wrong(["notes"]);
}

#[test]
fn a_customer_is_created_once() {
    known().when(create(dana())).refused(CustomerError::Exists);
}

#[test]
fn each_changed_field_is_an_event_of_its_own() {
    let all = ProfileChange {
        name: Some(text("Dani")),
        emails: Some(texts(["dani@example.org"])),
        phones: Some(texts(["123"])),
        organisation: Some(Some(ACME)),
        language: Some(text("AR")),
        time_zone: Some(text("Africa/Cairo")),
        notes: Some("prefers the phone".to_owned()),
    };
    known().when(change(all)).then([
        Renamed {
            from: text("Dana"),
            to: text("Dani"),
        },
        EmailsChanged {
            from: texts(["dana@example.org"]),
            to: texts(["dani@example.org"]),
        },
        PhonesChanged {
            from: vec![],
            to: texts(["123"]),
        },
        OrganisationChanged {
            from: None,
            to: Some(ACME),
        },
        LanguageChanged {
            from: None,
            to: text("ar"),
        },
        TimeZoneChanged {
            from: None,
            to: text("Africa/Cairo"),
        },
        NotesChanged {
            from: String::new(),
            to: "prefers the phone".to_owned(),
        },
    ]);
}

#[test]
fn what_is_so_already_is_not_recorded() {
    let same = ProfileChange {
        name: Some(text(" Dana ")),
        emails: Some(texts(["dana@example.org", "DANA@example.org"])),
        ..ProfileChange::default()
    };
    known().when(change(same)).then([]);
    known().when(change(ProfileChange::default())).then([]);
}

#[test]
fn another_spelling_of_an_address_is_a_change() {
    let respelled = ProfileChange {
        emails: Some(texts(["Dana@Example.org"])),
        ..ProfileChange::default()
    };
    known().when(change(respelled)).then([EmailsChanged {
        from: texts(["dana@example.org"]),
        to: texts(["Dana@Example.org"]),
    }]);
}

#[test]
fn a_change_must_leave_something_to_call_them_by() {
    let nothing = ProfileChange {
        name: Some(None),
        emails: Some(vec![]),
        language: Some(text("?")),
        ..ProfileChange::default()
    };
    known().when(change(nothing)).wrong(["name", "language"]);
}

#[test]
fn nobody_can_be_changed_retired_or_restored() {
    for command in [renaming(), Retire, Restore] {
        nobody().when(command).refused(CustomerError::NotFound);
    }
}

#[test]
fn a_retired_customer_is_restored_before_they_are_changed() {
    let retired = || after([created(dana()), Retired {}]);
    retired().when(renaming()).refused(CustomerError::Retired);
    retired().when(Retire).then([]);
    retired().when(Restore).then([Restored {}]);
    known().when(Restore).then([]);
    after([created(dana()), Retired {}, Restored {}])
        .when(Retire)
        .then([Retired {}]);
}
