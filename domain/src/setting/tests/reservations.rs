//! A member's address is held by one member at a time.

use super::*;

const ME: Uuid = Uuid::from_u128(0xE1);

fn with_email(email: &str) -> Member {
    Member {
        email: Some(email.to_owned()),
        ..member("Dana")
    }
}

fn saved(email: &str) -> SettingEvent<Member> {
    Saved(with_email(email))
}

fn takes(value: &str) -> ReservationChange {
    ReservationChange {
        kind: Member::EMAIL,
        value: value.to_owned(),
        owner: ME,
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
    given_events: impl IntoIterator<Item = SettingEvent<Member>>,
    when: &SettingEvent<Member>,
    then: [ReservationChange; N],
) {
    let setting: Setting<Member> = given(given_events).state;
    assert_eq!(setting.reservations(ME, when), then);
}

#[test]
fn a_new_member_takes_the_address() {
    check([], &saved("dana@example.org"), [takes("dana@example.org")]);
}

#[test]
fn a_member_without_address_takes_none() {
    check([], &Saved(member("Dana")), []);
}

#[test]
fn addresses_are_taken_without_regard_to_case() {
    check([], &saved("Dana@Example.ORG"), [takes("dana@example.org")]);
}

#[test]
fn a_changed_address_gives_the_old_one_back_and_takes_the_new_one() {
    check(
        [saved("dana@example.org")],
        &saved("d@example.org"),
        [gives_back("dana@example.org"), takes("d@example.org")],
    );
}

#[test]
fn an_address_respelled_in_other_case_stays_taken() {
    check([saved("dana@example.org")], &saved("Dana@example.org"), []);
}

#[test]
fn an_address_taken_away_is_given_back() {
    check(
        [saved("dana@example.org")],
        &Saved(member("Dana")),
        [gives_back("dana@example.org")],
    );
}

#[test]
fn a_retired_member_gives_the_address_back() {
    check(
        [saved("dana@example.org")],
        &Retired,
        [gives_back("dana@example.org")],
    );
}

#[test]
fn a_member_who_comes_back_takes_the_address_again() {
    check(
        [saved("dana@example.org"), Retired],
        &saved("dana@example.org"),
        [takes("dana@example.org")],
    );
}

#[test]
fn an_address_that_another_holds_is_a_wrong_email() {
    let error = Setting::<Member>::taken(&takes("dana@example.org"));
    let SettingError::Invalid(fields) = error else {
        panic!("a taken address is a wrong field, not {error}");
    };
    assert_eq!(fields[0].field, "email");
}

#[test]
fn a_bad_address_is_refused() {
    given::<Setting<Member>>([])
        .when(Create(with_email("dana")))
        .wrong(["email"]);
}

#[test]
fn departments_reserve_nothing() {
    let changes = Setting::<Department>::default().reservations(ME, &support());
    assert_eq!(changes, []);
}
