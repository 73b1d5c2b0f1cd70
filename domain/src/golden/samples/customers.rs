//! Samples of the events of customers and organisations.

use crate::customer::{CustomerEvent, Profile};
use crate::organisation::{Details, OrganisationEvent};
use crate::{CustomerId, OrganisationId};
use uuid::Uuid;

const ACME: OrganisationId = OrganisationId(Uuid::from_u128(0x0A));
const ELI: CustomerId = CustomerId(Uuid::from_u128(0xC2));

pub fn customers() -> Vec<CustomerEvent> {
    use CustomerEvent as E;
    let text = str::to_owned;
    vec![
        E::Created(Box::new(dana())),
        E::Renamed {
            from: None,
            to: Some(text("Dana")),
        },
        E::EmailsChanged {
            from: vec![],
            to: vec![text("Dana@example.org"), text("d@example.org")],
        },
        E::PhonesChanged {
            from: vec![text("+972 2 123 4567")],
            to: vec![],
        },
        E::OrganisationChanged {
            from: None,
            to: Some(ACME),
        },
        E::LanguageChanged {
            from: Some(text("en")),
            to: Some(text("he-IL")),
        },
        E::TimeZoneChanged {
            from: None,
            to: Some(text("Asia/Jerusalem")),
        },
        E::NotesChanged {
            from: String::new(),
            to: text("Prefers \"the phone\"\nمساءً"),
        },
        E::Merged { into: ELI },
        E::Absorbed {
            customer: ELI,
            gained: Box::new(dana()),
        },
        E::Retired {},
        E::Restored {},
    ]
}

/// A customer of whom nothing but an address is known.
pub fn bare_customer() -> CustomerEvent {
    CustomerEvent::Created(Box::new(Profile {
        emails: vec!["dana@example.org".to_owned()],
        ..Profile::default()
    }))
}

fn dana() -> Profile {
    Profile {
        name: Some("Dana".to_owned()),
        emails: vec!["Dana@example.org".to_owned()],
        phones: vec!["+972 2 123 4567".to_owned()],
        organisation: Some(ACME),
        language: Some("he".to_owned()),
        time_zone: Some("Asia/Jerusalem".to_owned()),
        notes: "Prefers the phone".to_owned(),
    }
}

pub fn organisations() -> Vec<OrganisationEvent> {
    use OrganisationEvent as E;
    let text = str::to_owned;
    vec![
        E::Created(Box::new(Details {
            name: text("Acme"),
            domains: vec![text("acme.com")],
            notes: text("Pays late"),
            ..Details::default()
        })),
        E::Renamed {
            from: text("Acme"),
            to: text("שירותי אקמי"),
        },
        E::DomainsChanged {
            from: vec![text("acme.com")],
            to: vec![],
        },
        E::NotesChanged {
            from: text("Pays late"),
            to: String::new(),
        },
        E::SharingChanged { shared: true },
        E::Retired {},
        E::Restored {},
    ]
}

/// An organisation of which nothing but its name is known.
pub fn bare_organisation() -> OrganisationEvent {
    OrganisationEvent::Created(Box::new(Details {
        name: "Acme".to_owned(),
        ..Details::default()
    }))
}
