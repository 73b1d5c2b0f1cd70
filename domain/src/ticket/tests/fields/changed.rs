//! Changing the fields of a ticket, alone and with what they depend on.

use super::*;

fn set<const N: usize>(values: [(&str, Option<FieldValue>); N]) -> TicketCommand {
    let changes = values.map(|(key, value)| (id(key), value)).to_vec();
    C::SetFields { changes }
}

fn changed(key: &str, from: Option<FieldValue>, to: Option<FieldValue>) -> TicketEvent {
    let field = id(key);
    FieldChanged { field, from, to }
}

fn wait() -> TicketCommand {
    C::SetStatus { status: pending() }
}

fn waiting() -> TicketEvent {
    StatusChanged {
        from: open(),
        to: pending(),
    }
}

#[test]
fn a_changed_value_is_recorded_with_what_it_was() {
    let three = FieldValue::Integer(3);
    let four = FieldValue::Integer(4);
    given([holding([("floor", three.clone())])])
        .among(among([floor()]))
        .when(set([("floor", Some(four.clone()))]))
        .then([changed("floor", Some(three), Some(four))]);
}

#[test]
fn a_value_can_be_given_and_taken_away() {
    given([created()])
        .among(among([solution()]))
        .when(set([("solution", Some(text("Water")))]))
        .then([changed("solution", None, Some(text("Water")))]);
    given([holding([("solution", text("Water"))])])
        .among(among([solution()]))
        .when(set([("solution", None)]))
        .then([changed("solution", Some(text("Water")), None)]);
}

#[test]
fn the_same_values_record_nothing() {
    given([holding([("solution", text("Water"))])])
        .among(among([solution(), alarm()]))
        .when(set([("solution", Some(text("Water"))), ("alarm", None)]))
        .then([]);
}

#[test]
fn of_a_field_that_is_named_twice_the_last_value_counts() {
    let twice = |last: &str| {
        set([
            ("solution", Some(text("Foam"))),
            ("solution", Some(text(last))),
        ])
    };
    let water = || given([holding([("solution", text("Water"))])]).among(among([solution()]));
    water().when(twice("Sand")).then([changed(
        "solution",
        Some(text("Water")),
        Some(text("Sand")),
    )]);
    water().when(twice("Water")).then([]);
}

#[test]
fn a_required_value_is_not_taken_away() {
    given([holding([("floor", FieldValue::Integer(3))])])
        .among(among([floor()]))
        .when(set([("floor", None)]))
        .wrong(["fields.floor"]);
}

#[test]
fn a_value_that_was_never_given_does_not_bar_other_changes() {
    given([created()])
        .among(among([floor()]))
        .when(wait())
        .then([waiting()]);
}

#[test]
fn a_status_that_requires_a_field_is_refused_without_it() {
    given([created()])
        .among(among([solution()]))
        .when(wait())
        .wrong(["fields.solution"]);
}

#[test]
fn a_status_that_requires_a_field_is_accepted_with_it_in_any_order() {
    let value = || set([("solution", Some(text("Water")))]);
    let valued = || changed("solution", None, Some(text("Water")));
    let ticket = || given([created()]).among(among([solution()]));
    ticket()
        .when_all([wait(), value()])
        .then([waiting(), valued()]);
    ticket()
        .when_all([value(), wait()])
        .then([valued(), waiting()]);
}

#[test]
fn a_value_that_the_same_request_takes_away_again_is_missing() {
    given([created()])
        .among(among([solution()]))
        .when_all([
            set([("solution", Some(text("Water")))]),
            wait(),
            set([("solution", None)]),
        ])
        .wrong(["fields.solution"]);
}

#[test]
fn a_step_that_the_same_request_takes_back_requires_nothing() {
    let back = StatusChanged {
        from: pending(),
        to: open(),
    };
    given([created()])
        .among(among([solution()]))
        .when_all([wait(), C::SetStatus { status: open() }])
        .then([waiting(), back]);
}

#[test]
fn rules_too_bring_what_a_status_requires() {
    given([created()])
        .among(among([solution()]))
        .asked_by(rule())
        .when(wait())
        .wrong(["fields.solution"]);
}

#[test]
fn a_field_can_be_shown_and_filled_in_by_one_request() {
    let priority = urgent();
    given([created()])
        .among(among([alarm()]))
        .when_all([
            set([("alarm", Some(text("bell")))]),
            C::SetPriority { priority },
        ])
        .then([
            changed("alarm", None, Some(text("bell"))),
            PriorityChanged {
                from: normal(),
                to: urgent(),
            },
        ]);
    given([created()])
        .among(among([alarm()]))
        .when(set([("alarm", Some(text("bell")))]))
        .wrong(["fields.alarm"]);
}

#[test]
fn what_a_hidden_field_holds_is_kept() {
    given([holding([("alarm", text("bell"))])])
        .among(among([alarm()]))
        .when(wait())
        .then([waiting()]);
}

#[test]
fn a_field_out_of_use_can_be_cleared_but_not_changed() {
    let mut catalog = among([]);
    put(
        &mut catalog,
        id("solution").0,
        [Saved(field(solution())), Retired],
    );
    let ticket = || {
        let ticket = given([holding([("solution", text("Water"))])]);
        ticket.among(catalog.clone())
    };
    ticket()
        .when(set([("solution", Some(text("Foam")))]))
        .wrong(["fields.solution"]);
    ticket()
        .when(set([("solution", None)]))
        .then([changed("solution", Some(text("Water")), None)]);
}

#[test]
fn a_route_to_a_department_that_asks_for_more_brings_it_along() {
    let route = || C::Route {
        department: Some(SUPPORT),
        keep_assignees: None,
    };
    let routed = Routed {
        from: Some(SALES),
        to: Some(SUPPORT),
    };
    let of_sales = || {
        let department = Some(SALES);
        let facts = Created {
            department,
            ..facts()
        };
        given([Created(Box::new(facts))]).among(with_forms())
    };
    let three = FieldValue::Integer(3);
    of_sales().when(route()).wrong(["fields.floor"]);
    of_sales()
        .when_all([route(), set([("floor", Some(three.clone()))])])
        .then([routed, changed("floor", None, Some(three))]);
}

#[test]
fn customers_change_what_the_portal_lets_them_change() {
    let mut open_to_all = solution();
    open_to_all["access"] = json!({"portal": "editable"});
    let value = || set([("solution", Some(text("Water")))]);
    given([created()])
        .among(among([open_to_all]))
        .asked_by(customer(DANA))
        .when(value())
        .then([changed("solution", None, Some(text("Water")))]);
    given([created()])
        .among(among([solution()]))
        .asked_by(customer(DANA))
        .when(value())
        .wrong(["fields.solution"]);
}

#[test]
fn a_customers_reply_is_not_held_up_by_a_field_that_they_cannot_fill_in() {
    let mut catalog = among([solution()]);
    let (id, open) = status("open");
    let open = Status {
        on_customer_reply: Some(pending()),
        ..open
    };
    put(&mut catalog, id.0, [Saved(open)]);
    given([created()])
        .among(catalog)
        .asked_by(customer(DANA))
        .when(say(NewMessage::new(
            message(1),
            Visibility::Public,
            "Hello",
        )))
        .then([posted(1, Visibility::Public), waiting()]);
}
