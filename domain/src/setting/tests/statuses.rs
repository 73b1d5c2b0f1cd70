//! What statuses may be.

use super::*;
use crate::StatusId;
use StatusCategory as C;

fn statuses<const N: usize>(events: [SettingEvent<Status>; N]) -> Given<Setting<Status>> {
    given(events)
}

fn solved() -> Status {
    Status {
        category: C::Resolved,
        ..status("solved").1
    }
}

#[test]
fn a_status_says_which_may_follow_and_who_may_set_it() {
    let solved = Status {
        next: Some(vec![status("open").0, status("solved").0]),
        set_by_roles: vec!["administrator".to_owned(), "member".to_owned()],
        on_customer_reply: Some(status("open").0),
        ..solved()
    };
    statuses([])
        .when(Create(solved.clone()))
        .then([Saved(solved)]);
}

#[test]
fn a_status_names_only_statuses_in_use() {
    let bad = Status {
        next: Some(vec![NOBODY.into(), status("lost").0, status("open").0]),
        on_customer_reply: Some(status("lost").0),
        ..solved()
    };
    statuses([])
        .when(Create(bad))
        .wrong(["next", "next", "on_customer_reply"]);
}

#[test]
fn a_status_that_was_named_before_may_stay_named_when_it_is_retired() {
    let before = Status {
        next: Some(vec![status("lost").0]),
        on_customer_reply: Some(status("lost").0),
        ..solved()
    };
    let renamed = Status {
        name: "Done".to_owned(),
        ..before.clone()
    };
    statuses([Saved(before)])
        .when(Save(renamed.clone()))
        .then([Saved(renamed)]);
}

#[test]
fn a_list_of_nothing_that_may_follow_is_kept() {
    let last = Status {
        next: Some(vec![]),
        ..solved()
    };
    statuses([]).when(Create(last.clone())).then([Saved(last)]);
}

#[test]
fn a_reply_moves_only_tickets_that_wait_or_are_done() {
    for (category, refused) in [
        (C::New, true),
        (C::Open, true),
        (C::Pending, false),
        (C::OnHold, false),
        (C::Resolved, false),
        (C::Closed, false),
    ] {
        let wanted = Status {
            category,
            on_customer_reply: Some(status("open").0),
            ..solved()
        };
        let when = statuses([]).when(Create(wanted.clone()));
        if refused {
            when.wrong(["on_customer_reply"]);
        } else {
            when.then([Saved(wanted)]);
        }
    }
}

#[test]
fn a_status_names_only_roles_that_there_are() {
    let bad = Status {
        set_by_roles: vec!["administrator".to_owned(), "king".to_owned()],
        ..solved()
    };
    statuses([]).when(Create(bad)).wrong(["set_by_roles"]);
}

#[test]
fn labels_for_customers_are_texts_and_need_a_usual_one() {
    let labels = Names::from([("he".to_owned(), "נענה".to_owned())]);
    let without = Status {
        customer_labels: labels.clone(),
        ..solved()
    };
    statuses([]).when(Create(without)).wrong(["customer_label"]);
    let empty = Status {
        customer_label: Some(" ".to_owned()),
        customer_labels: labels,
        ..solved()
    };
    statuses([]).when(Create(empty)).wrong(["customer_label"]);
}

#[test]
fn customers_read_the_label_and_without_one_the_name() {
    let mut solved = solved();
    solved.names = Names::from([("he".to_owned(), "נפתר".to_owned())]);
    assert_eq!(solved.label("he"), "נפתר");
    solved.customer_label = Some("Answered".to_owned());
    assert_eq!(solved.label("he"), "Answered");
    solved.customer_labels = Names::from([("he".to_owned(), "נענה".to_owned())]);
    assert_eq!(solved.label("he"), "נענה");
    assert_eq!(solved.label("en"), "Answered");
}

#[test]
fn a_colour_is_a_number_or_a_word_of_the_palette() {
    for (colour, refused) in [
        ("teal", false),
        ("#ABCDEF", false),
        ("Teal", true),
        ("#12", true),
    ] {
        let wanted = Status {
            colour: colour.to_owned(),
            ..solved()
        };
        let when = statuses([]).when(Create(wanted.clone()));
        if refused {
            when.wrong(["colour"]);
        } else {
            when.then([Saved(wanted)]);
        }
    }
}

#[test]
fn a_status_that_others_name_can_be_retired() {
    statuses([Saved(solved())]).when(Retire).then([Retired]);
}

fn beginning_with(key: &str) -> Catalog {
    let mut catalog = catalog();
    let workspace = Workspace {
        first_status: Some(StatusId::from_key(key)),
        ..Workspace::default()
    };
    put(&mut catalog, Workspace::id(), [Saved(workspace)]);
    catalog
}

#[test]
fn the_status_in_which_the_workspace_says_tickets_begin_cannot_be_retired() {
    statuses([Saved(status("pending").1)])
        .among(beginning_with("pending"))
        .when(Retire)
        .wrong(["key"]);
    statuses([Saved(status("open").1)])
        .among(beginning_with("pending"))
        .when(Retire)
        .then([Retired]);
}

#[test]
fn tickets_begin_in_open_where_the_workspace_names_nothing_in_use() {
    assert_eq!(catalog().first_status(), status("open").0);
    assert_eq!(
        beginning_with("pending").first_status(),
        status("pending").0
    );
    assert_eq!(beginning_with("lost").first_status(), status("open").0);
}
