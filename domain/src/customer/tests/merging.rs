//! Two customers who turn out to be one.

use super::*;

fn eli() -> Profile {
    Profile {
        name: text("Eli"),
        emails: texts(["Dana@example.ORG", "eli@example.org"]),
        phones: texts(["+1 23"]),
        organisation: Some(ACME),
        language: text("he"),
        time_zone: text("UTC"),
        notes: "likes tea".to_owned(),
    }
}

fn state<const N: usize>(events: [CustomerEvent; N]) -> Customer {
    after(events).state
}

#[test]
fn what_is_new_moves_and_what_was_empty_is_filled() {
    let gained = Profile {
        name: None,
        emails: texts(["eli@example.org"]),
        ..eli()
    };
    known()
        .when(Absorb {
            customer: ELI,
            profile: Box::new(eli()),
        })
        .then([Absorbed {
            customer: ELI,
            gained: Box::new(gained.clone()),
        }]);
    let both = state([
        created(dana()),
        Absorbed {
            customer: ELI,
            gained: Box::new(gained),
        },
    ]);
    let expected = Profile {
        name: text("Dana"),
        emails: texts(["dana@example.org", "eli@example.org"]),
        ..eli()
    };
    assert_eq!(both.known(), Ok(&expected));
}

#[test]
fn what_is_there_stays() {
    let own = || Profile {
        emails: texts(["eli@example.net"]),
        phones: texts(["+123"]),
        ..eli()
    };
    let dana = Profile {
        phones: texts(["123"]),
        ..dana()
    };
    let gained = Profile {
        emails: dana.emails.clone(),
        ..Profile::default()
    };
    after([created(own())])
        .when(Absorb {
            customer: DANA,
            profile: Box::new(dana),
        })
        .then([Absorbed {
            customer: DANA,
            gained: Box::new(gained),
        }]);
}

#[test]
fn both_halves_of_a_merge_are_commands() {
    let (dana_now, eli_now) = (state([created(dana())]), state([created(eli())]));
    let planned = merge((DANA, &dana_now), (ELI, &eli_now));
    assert_eq!(
        planned,
        Ok(Merge {
            merged: CustomerCommand::Merge { into: ELI },
            target: Absorb {
                customer: DANA,
                profile: Box::new(dana())
            },
        })
    );
    known()
        .when(CustomerCommand::Merge { into: ELI })
        .then([Merged { into: ELI }]);
}

#[test]
fn a_retired_customer_brings_no_addresses_because_they_gave_them_back() {
    let gone = state([created(dana()), Retired {}]);
    let target = state([created(eli())]);
    let planned = merge((DANA, &gone), (ELI, &target)).expect("a retired one can be merged");
    let brought = Profile {
        emails: vec![],
        ..dana()
    };
    let target = Absorb {
        customer: DANA,
        profile: Box::new(brought),
    };
    assert_eq!(planned.target, target);
}

#[test]
fn a_merge_that_makes_no_sense_is_refused_with_its_reason() {
    let dana_now = state([created(dana())]);
    let refused = |into: Customer, id, reason: &str| {
        let error = merge((DANA, &dana_now), (id, &into)).expect_err("no sense");
        assert_eq!(error.fields()[0].field, "into");
        assert!(error.to_string().contains(reason), "{error}");
    };
    refused(state([created(dana())]), DANA, "itself");
    refused(Customer::default(), ELI, "names no customer");
    refused(state([created(eli()), Retired {}]), ELI, "retired");
    let third = CustomerId(Uuid::from_u128(0xC3));
    let merged = state([created(eli()), Merged { into: third }]);
    refused(merged, ELI, &third.to_string());
}

#[test]
fn nobody_and_merged_customers_cannot_be_merged() {
    let eli_now = state([created(eli())]);
    let merged = state([created(dana()), Merged { into: ELI }]);
    let again = merge((DANA, &merged), (ELI, &eli_now));
    assert_eq!(again, Err(CustomerError::Merged(ELI)));
    let nobody = merge((DANA, &Customer::default()), (ELI, &eli_now));
    assert_eq!(nobody, Err(CustomerError::NotFound));
}

#[test]
fn a_merged_customer_stays_readable_and_is_never_changed() {
    let merged = || after([created(dana()), Merged { into: ELI }]);
    assert_eq!(merged().state.profile.as_deref(), Some(&dana()));
    for command in [
        renaming(),
        Retire,
        Restore,
        CustomerCommand::Merge { into: ELI },
    ] {
        merged().when(command).refused(CustomerError::Merged(ELI));
    }
}

#[test]
fn a_merge_that_gathers_too_many_addresses_is_refused() {
    let many = |from: usize| Profile {
        emails: (from..from + 30)
            .map(|n| format!("{n}@example.org"))
            .collect(),
        ..dana()
    };
    after([created(many(0))])
        .when(Absorb {
            customer: ELI,
            profile: Box::new(many(30)),
        })
        .wrong(["emails"]);
}
