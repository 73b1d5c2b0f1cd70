//! Which addresses a customer takes and gives back.

use super::*;
use crate::Aggregate;
use crate::reservation::ReservationChange;

fn takes(value: &str) -> ReservationChange {
    ReservationChange {
        kind: Customer::EMAIL,
        value: value.to_owned(),
        owner: DANA.0,
        take: true,
    }
}

fn gives_back(value: &str) -> ReservationChange {
    ReservationChange {
        take: false,
        ..takes(value)
    }
}

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "tests read better without `&`"
)]
fn check<const N: usize>(
    given: Given<Customer>,
    when: CustomerEvent,
    then: [ReservationChange; N],
) {
    assert_eq!(given.state.reservations(DANA.0, &when), then);
}

fn emails<const N: usize>(to: [&str; N]) -> CustomerEvent {
    let from = texts(["dana@example.org"]);
    EmailsChanged {
        from,
        to: texts(to),
    }
}

#[test]
fn a_new_customer_takes_their_addresses_without_regard_to_case() {
    let two = Profile {
        emails: texts(["Dana@Example.org", "d@example.org"]),
        ..dana()
    };
    let taken = [takes("dana@example.org"), takes("d@example.org")];
    check(nobody(), created(two), taken);
}

#[test]
fn a_changed_list_gives_back_what_left_and_takes_what_came() {
    let taken = [gives_back("dana@example.org"), takes("d@example.org")];
    check(known(), emails(["d@example.org"]), taken);
    check(known(), emails([]), [gives_back("dana@example.org")]);
    let more = emails(["new@example.org", "DANA@example.org"]);
    check(known(), more, [takes("new@example.org")]);
}

#[test]
fn other_changes_touch_no_address() {
    let (from, to) = (text("Dana"), text("Dani"));
    check(known(), Renamed { from, to }, []);
}

#[test]
fn a_retired_customer_gives_the_addresses_back_and_takes_them_again() {
    check(known(), Retired {}, [gives_back("dana@example.org")]);
    let retired = after([created(dana()), Retired {}]);
    check(retired, Restored {}, [takes("dana@example.org")]);
}

#[test]
fn a_merged_customer_gives_the_addresses_to_the_other() {
    let into = ELI;
    check(known(), Merged { into }, [gives_back("dana@example.org")]);
    let gained = Box::new(Profile {
        emails: texts(["Eli@example.org"]),
        ..Profile::default()
    });
    let customer = ELI;
    let absorbed = Absorbed { customer, gained };
    check(known(), absorbed, [takes("eli@example.org")]);
}

#[test]
fn a_merged_customer_who_was_retired_has_nothing_to_give() {
    let retired = after([created(dana()), Retired {}]);
    check(retired, Merged { into: ELI }, []);
}

#[test]
fn an_address_that_another_has_is_a_wrong_field() {
    let error = Customer::taken(&takes("dana@example.org"));
    assert_eq!(error.fields()[0].field, "emails");
    assert!(!error.to_string().contains("dana"));
}
