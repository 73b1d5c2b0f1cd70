//! The rules of settings.

use super::SettingEvent::{Retired, Saved};
use super::*;
use crate::given::{ANA, Given, NOBODY, SALES, SUPPORT, TELEX, catalog, department, given};
use crate::given::{member, priority, put, status};
use SettingCommand::{Create, Retire, Save};

mod departments;
mod members;
mod names;
mod references;
mod reservations;
mod statuses;
mod workspace;

fn support() -> SettingEvent<Department> {
    Saved(department("Support"))
}

fn departments<const N: usize>(
    events: [SettingEvent<Department>; N],
) -> Given<Setting<Department>> {
    given(events)
}

#[test]
fn a_setting_can_be_created() {
    departments([])
        .when(Create(department("Support")))
        .then([support()]);
}

#[test]
fn a_setting_is_created_once() {
    departments([support()])
        .when(Create(department("Other")))
        .refused(SettingError::Exists("department"));
}

#[test]
fn creating_a_retired_setting_brings_it_back() {
    departments([support(), Retired])
        .when(Create(department("Support")))
        .then([support()]);
}

#[test]
fn a_setting_can_be_saved_over() {
    departments([support()])
        .when(Save(department("Help desk")))
        .then([Saved(department("Help desk"))]);
}

#[test]
fn saving_the_same_value_records_nothing() {
    departments([support()])
        .when(Save(department("Support")))
        .then([]);
}

#[test]
fn saving_a_setting_that_was_never_made_is_refused() {
    departments([])
        .when(Save(department("Support")))
        .refused(SettingError::NotFound("department"));
}

#[test]
fn a_setting_can_be_retired() {
    departments([support()]).when(Retire).then([Retired]);
}

#[test]
fn retiring_twice_records_it_once() {
    departments([support(), Retired]).when(Retire).then([]);
}

#[test]
fn retiring_a_setting_that_was_never_made_is_refused() {
    departments([])
        .when(Retire)
        .refused(SettingError::NotFound("department"));
}

#[test]
fn saving_the_same_value_brings_a_retired_setting_back() {
    departments([support(), Retired])
        .when(Save(department("Support")))
        .then([support()]);
}

#[test]
fn a_retired_setting_stays_readable() {
    let setting = departments([support(), Retired]).state;
    assert_eq!(setting.value, Some(department("Support")));
    assert!(setting.retired);
}

#[test]
fn a_saved_setting_is_in_use_again() {
    assert!(!departments([support(), Retired, support()]).state.retired);
}

#[test]
fn a_setting_needs_a_name_of_one_line() {
    for name in ["", " ", "a\nb", "a\0", &"x".repeat(201)] {
        departments([])
            .when(Create(department(name)))
            .wrong(["name"]);
    }
}

#[test]
fn bad_values_are_refused_on_every_save() {
    departments([support()])
        .when(Save(department(" ")))
        .wrong(["name"]);
}

#[test]
fn all_wrong_fields_of_a_setting_are_reported_at_once() {
    let bad = Status {
        key: "In Progress".to_owned(),
        name: String::new(),
        colour: "greenish".to_owned(),
        ..status("open").1
    };
    given::<Setting<Status>>([])
        .when(Create(bad))
        .wrong(["key", "name", "colour"]);
}

#[test]
fn a_priority_needs_key_name_and_colour() {
    let bad = Priority::new("_", "\t", "", 0);
    given::<Setting<Priority>>([])
        .when(Create(bad))
        .wrong(["key", "name", "colour"]);
}

#[test]
fn the_key_of_a_status_never_changes() {
    given::<Setting<Status>>([Saved(status("open").1)])
        .when(Save(status("fresh").1))
        .wrong(["key"]);
}

#[test]
fn the_key_of_a_status_never_changes_not_even_when_it_comes_back() {
    given::<Setting<Status>>([Saved(status("pending").1), Retired])
        .when(Create(status("waiting").1))
        .wrong(["key"]);
}

#[test]
fn the_key_of_a_priority_never_changes() {
    given::<Setting<Priority>>([Saved(priority("high").1)])
        .when(Save(priority("higher").1))
        .wrong(["key"]);
}

#[test]
fn all_but_the_key_of_a_status_may_change() {
    let renamed = Status {
        name: "Neu".to_owned(),
        category: StatusCategory::Pending,
        colour: "#ffffff".to_owned(),
        order: 9,
        ..status("open").1
    };
    given::<Setting<Status>>([Saved(status("open").1)])
        .when(Save(renamed.clone()))
        .then([Saved(renamed)]);
}

#[test]
fn the_status_in_which_tickets_begin_cannot_be_retired() {
    given::<Setting<Status>>([Saved(status("open").1)])
        .when(Retire)
        .wrong(["key"]);
}

#[test]
fn the_usual_priority_cannot_be_retired() {
    given::<Setting<Priority>>([Saved(priority("normal").1)])
        .when(Retire)
        .wrong(["key"]);
}

#[test]
fn other_statuses_and_priorities_can_be_retired() {
    given::<Setting<Status>>([Saved(status("closed").1)])
        .when(Retire)
        .then([Retired]);
    given::<Setting<Priority>>([Saved(priority("urgent").1)])
        .when(Retire)
        .then([Retired]);
}

#[test]
fn resolved_and_closed_are_done_and_nothing_else_is() {
    use StatusCategory as S;
    let all = [
        S::New,
        S::Open,
        S::Pending,
        S::OnHold,
        S::Resolved,
        S::Closed,
    ];
    assert_eq!(
        all.map(S::is_done),
        [false, false, false, false, true, true]
    );
}

#[test]
fn a_member_may_be_in_several_departments() {
    let dana = Member {
        department_ids: vec![SUPPORT, SALES],
        ..member("Dana")
    };
    given::<Setting<Member>>([])
        .when(Create(dana.clone()))
        .then([Saved(dana)]);
}

#[test]
fn a_member_cannot_be_in_an_unknown_or_retired_department() {
    let dana = Member {
        department_ids: vec![SUPPORT, NOBODY.into(), TELEX],
        ..member("Dana")
    };
    given::<Setting<Member>>([])
        .when(Create(dana))
        .wrong(["department_ids", "department_ids"]);
}

#[test]
fn a_member_is_in_fifty_departments_at_most() {
    let dana = Member {
        department_ids: vec![SUPPORT; 51],
        ..member("Dana")
    };
    given::<Setting<Member>>([])
        .when(Create(dana))
        .wrong(["department_ids"]);
}

#[test]
fn the_catalog_knows_what_is_in_use_and_forgets_what_was_retired() {
    let catalog = catalog();
    assert!(catalog.department(SUPPORT).is_some());
    assert!(catalog.department(TELEX).is_none());
    assert!(catalog.departments.get(TELEX.0).is_some());
}

#[test]
fn the_catalog_still_tells_the_key_of_a_retired_status() {
    assert_eq!(catalog().status_key(status("lost").0), "lost");
    assert_eq!(catalog().priority_key(priority("asap").0), "asap");
}

#[test]
fn the_catalog_tells_the_id_where_it_knows_no_key() {
    assert_eq!(catalog().status_key(NOBODY.into()), NOBODY.to_string());
}

#[test]
fn the_catalog_takes_the_last_saved_value() {
    let mut catalog = catalog();
    let events = ["Ana", "Anna"].map(|name| Saved(member(name)));
    put(&mut catalog, ANA.0, events);
    assert_eq!(catalog.member(ANA), Some(&member("Anna")));
    assert_eq!(catalog.members.get(ANA.0).map(|e| e.version), Some(2));
}
