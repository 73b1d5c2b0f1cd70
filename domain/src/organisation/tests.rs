//! The rules of organisations.

use super::*;
use crate::Aggregate;
use crate::aggregate::FieldError;
use crate::given::{Given, WrongFields, given};
use OrganisationCommand::{Change, Create, Restore, Retire};
use OrganisationEvent::{
    Created, DomainsChanged, NotesChanged, Renamed, Restored, Retired, SharingChanged,
};
use uuid::Uuid;

const ACME: Uuid = Uuid::from_u128(0x0A);

impl WrongFields for OrganisationError {
    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Invalid(fields) => fields,
            Self::NotFound | Self::Exists | Self::Retired => &[],
        }
    }
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn acme() -> Details {
    Details {
        name: "Acme".to_owned(),
        domains: texts(["acme.com", "acme.org"]),
        ..Details::default()
    }
}

fn created() -> OrganisationEvent {
    Created(Box::new(acme()))
}

/// An organisation to which `events` happened.
fn after<const N: usize>(events: [OrganisationEvent; N]) -> Given<Organisation> {
    given(events)
}

fn known() -> Given<Organisation> {
    after([created()])
}

fn change(change: DetailsChange) -> OrganisationCommand {
    Change(Box::new(change))
}

#[test]
fn domains_are_kept_in_lower_case_and_without_repeats() {
    let told = Details {
        name: " Acme ".to_owned(),
        domains: texts(["ACME.com ", "@acme.org", "acme.COM"]),
        ..Details::default()
    };
    after([]).when(Create(Box::new(told))).then([created()]);
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let wrong = Details {
        name: String::new(),
        domains: texts([
            "acme.com",
            "acme",
            "",
            "-a.com",
            "a b.com",
            "x@y.com",
            "مثال.إختبار",
        ]),
        notes: "\0".to_owned(),
        ..Details::default()
    };
    after([]).when(Create(Box::new(wrong))).wrong([
        "name",
        "domains[1]",
        "domains[2]",
        "domains[3]",
        "domains[4]",
        "domains[5]",
        "notes",
    ]);
}

#[test]
fn each_changed_field_is_an_event_of_its_own() {
    let all = DetailsChange {
        name: Some("Acme Ltd".to_owned()),
        domains: Some(texts(["acme.net"])),
        notes: Some("pays late".to_owned()),
        shares_tickets: Some(true),
    };
    known().when(change(all)).then([
        Renamed {
            from: "Acme".to_owned(),
            to: "Acme Ltd".to_owned(),
        },
        DomainsChanged {
            from: texts(["acme.com", "acme.org"]),
            to: texts(["acme.net"]),
        },
        NotesChanged {
            from: String::new(),
            to: "pays late".to_owned(),
        },
        SharingChanged { shared: true },
    ]);
    known().when(change(DetailsChange::default())).then([]);
}

#[test]
fn an_organisation_is_created_once_retired_and_restored() {
    known()
        .when(Create(Box::new(acme())))
        .refused(OrganisationError::Exists);
    known().when(Retire).then([Retired {}]);
    known().when(Restore).then([]);
    let retired = || after([created(), Retired {}]);
    retired().when(Retire).then([]);
    retired().when(Restore).then([Restored {}]);
    retired()
        .when(change(DetailsChange::default()))
        .refused(OrganisationError::Retired);
    for command in [change(DetailsChange::default()), Retire, Restore] {
        after([]).when(command).refused(OrganisationError::NotFound);
    }
}

#[test]
fn domains_are_taken_given_back_and_taken_again() {
    let changes = |given: Given<Organisation>, event: OrganisationEvent| -> Vec<(String, bool)> {
        let changes = given.state.reservations(ACME, &event);
        assert!(
            changes
                .iter()
                .all(|c| c.kind == Organisation::DOMAIN && c.owner == ACME)
        );
        changes.into_iter().map(|c| (c.value, c.take)).collect()
    };
    let pair = |value: &str, take| (value.to_owned(), take);
    let both = |take| vec![pair("acme.com", take), pair("acme.org", take)];
    assert_eq!(changes(after([]), created()), both(true));
    assert_eq!(changes(known(), Retired {}), both(false));
    let retired = after([created(), Retired {}]);
    assert_eq!(changes(retired, Restored {}), both(true));
    let changed = DomainsChanged {
        from: acme().domains,
        to: texts(["acme.org", "acme.net"]),
    };
    assert_eq!(
        changes(known(), changed),
        [pair("acme.com", false), pair("acme.net", true)]
    );
}

#[test]
fn the_domain_of_an_address_is_what_follows_its_last_at() {
    assert_eq!(domain_of(" Dana@Acme.COM ").as_deref(), Some("acme.com"));
    assert_eq!(domain_of("dana"), None);
    assert_eq!(domain_of("dana@"), None);
}
