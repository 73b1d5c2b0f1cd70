//! What a new ticket has unless told otherwise.

use super::*;

#[track_caller]
fn filled(world: &World, ticket: &Ticket) -> Json {
    let facts = ticket.facts();
    let added = defaults(&ticket.sheet(&facts), &world.catalog);
    let named = added.iter().map(|(id, value)| (world.key_of(*id), value));
    named
        .map(|(key, value)| (key.unwrap().to_owned(), value.to_json()))
        .collect::<Map<_, _>>()
        .into()
}

fn world() -> World {
    let some = json!([
        {"key": "slow", "name": "Slow"},
        {"key": "fast", "name": "Fast", "available_if": leaf("priority", "eq", "urgent")},
    ]);
    World::with([
        but(
            but(text("child"), "default", json!("c")),
            "shown_if",
            leaf("fields.parent", "eq", "p"),
        ),
        but(text("parent"), "default", json!("p")),
        but(text("plain"), "required", json!(true)),
        json!({"key": "speed", "kind": {"type": "choice", "choices": some}, "default": "fast"}),
        json!({"key": "size", "kind": {"type": "integer", "max": 3}, "default": 5}),
    ])
}

#[test]
fn fields_that_are_shown_get_their_defaults_one_bringing_another() {
    let world = world();
    let got = filled(&world, &world.ticket(&json!({})));
    assert_eq!(got, json!({"parent": "p", "child": "c"}));
}

#[test]
fn what_is_given_stays_and_what_is_hidden_is_not_filled() {
    let world = world();
    let got = filled(&world, &world.ticket(&json!({"parent": "other"})));
    assert_eq!(got, json!({}));
    let got = filled(&world, &world.ticket(&json!({"child": "mine"})));
    assert_eq!(got, json!({"parent": "p"}));
}

#[test]
fn a_choice_by_default_must_be_available() {
    let world = world();
    let got = filled(&world, &world.ticket(&json!({})).urgent());
    assert_eq!(got["speed"], "fast");
}

#[test]
fn only_fields_of_the_form_are_filled() {
    let world = world();
    let got = filled(
        &world,
        &world.ticket(&json!({})).on_form(&["child", "plain"]),
    );
    assert_eq!(got, json!({}));
    let got = filled(
        &world,
        &world.ticket(&json!({})).on_form(&["child", "parent"]),
    );
    assert_eq!(got, json!({"parent": "p", "child": "c"}));
}

#[test]
fn a_default_is_nobodys_change() {
    let limited = but(
        but(text("internal"), "default", json!("x")),
        "access",
        json!({"edit_roles": ["administrator"]}),
    );
    let world = World::with([but(limited, "required", json!(true))]);
    let with_default = world.ticket(&json!({"internal": "x"}));
    world.wrong(None, &with_default, &PORTAL, []);
    world.wrong(None, &with_default, &staff(&[]), []);
    let other = world.ticket(&json!({"internal": "y"}));
    world.wrong(None, &other, &staff(&[]), ["fields.internal"]);
}

#[test]
fn fields_that_wait_for_each_other_get_nothing() {
    let world = World::with([
        but(
            but(text("a"), "default", json!("x")),
            "shown_if",
            leaf("fields.b", "exists", true),
        ),
        but(
            but(text("b"), "default", json!("x")),
            "shown_if",
            leaf("fields.a", "exists", true),
        ),
    ]);
    assert_eq!(filled(&world, &world.ticket(&json!({}))), json!({}));
}
