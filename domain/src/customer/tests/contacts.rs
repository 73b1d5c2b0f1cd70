//! Somebody who asks, told inline.

use super::*;
use crate::limits::Checks;

fn wrong(contact: &Contact) -> Vec<String> {
    let mut checks = Checks::default();
    contact.check("requester.", &mut checks);
    let errors = checks.finish().err().unwrap_or_default();
    errors.into_iter().map(|e| e.field).collect()
}

fn contact(email: &str) -> Contact {
    Contact {
        email: text(email),
        ..Contact::default()
    }
}

#[test]
fn wrong_fields_are_named_as_the_caller_spells_them() {
    assert!(wrong(&contact("dana@example.org")).is_empty());
    assert_eq!(wrong(&Contact::default()), ["requester.name"]);
    let all = Contact {
        name: text(""),
        email: text("dana@example"),
        phone: text("x"),
        organisation: None,
        language: text("hebrew"),
    };
    assert_eq!(
        wrong(&all),
        [
            "requester.name",
            "requester.email",
            "requester.phone",
            "requester.language"
        ]
    );
}

#[test]
fn an_address_is_looked_for_without_regard_to_case() {
    let told = contact(" Dana@Example.ORG ");
    assert_eq!(told.email_key().as_deref(), Some("dana@example.org"));
    assert_eq!(told.domain().as_deref(), Some("example.org"));
    assert_eq!(Contact::default().email_key(), None);
}

#[test]
fn an_organisation_that_was_told_is_not_looked_for() {
    let told = Contact {
        organisation: Some(ACME),
        ..contact("dana@example.org")
    };
    assert_eq!(told.domain(), None);
    let other = OrganisationId(Uuid::from_u128(0x0B));
    nobody()
        .when(told.create(Some(other)))
        .then([created(Profile {
            name: None,
            organisation: Some(ACME),
            ..dana()
        })]);
}

#[test]
fn a_new_customer_is_in_the_organisation_of_their_domain() {
    let told = Contact {
        name: text("Dana"),
        ..contact("dana@example.org")
    };
    nobody()
        .when(told.create(Some(ACME)))
        .then([created(Profile {
            organisation: Some(ACME),
            ..dana()
        })]);
}
