//! Who sees a field and who changes it.

use super::*;

fn world() -> World {
    let limited = |key: &str, access: Json| but(text(key), "access", access);
    World::with([
        text("open"),
        limited("sales_only", json!({"see_departments": [SALES]})),
        limited("bosses", json!({"see_roles": ["administrator"]})),
        limited("sales_edit", json!({"edit_departments": [SALES]})),
        limited("bosses_edit", json!({"edit_roles": ["administrator"]})),
        limited("shown_outside", json!({"portal": "visible"})),
        limited("asked_outside", json!({"portal": "editable"})),
        but(text("child"), "shown_if", leaf("fields.open", "eq", "yes")),
    ])
}

fn filled(world: &World) -> Ticket {
    let keys = [
        "open",
        "sales_only",
        "bosses",
        "sales_edit",
        "bosses_edit",
        "shown_outside",
    ];
    let values: Map<_, _> = keys
        .iter()
        .map(|key| ((*key).to_owned(), json!("x")))
        .collect();
    world.ticket(&Json::Object(values))
}

#[test]
fn a_value_is_shown_to_those_who_may_see_it() {
    let world = world();
    let ticket = filled(&world);
    assert_eq!(world.seen(&ticket, &EVERYTHING).len(), 6);
    let in_sales = world.seen(&ticket, &staff(&[SALES]));
    assert_eq!(
        in_sales,
        [
            "bosses_edit",
            "open",
            "sales_edit",
            "sales_only",
            "shown_outside"
        ]
    );
    let in_support = world.seen(&ticket, &staff(&[SUPPORT]));
    assert_eq!(
        in_support,
        ["bosses_edit", "open", "sales_edit", "shown_outside"]
    );
    assert_eq!(world.seen(&ticket, &PORTAL), ["shown_outside"]);
    assert!(may_see(id("sales_only"), &world.catalog, &staff(&[SALES])));
    assert!(!may_see(id("sales_only"), &world.catalog, &PORTAL));
    assert!(!may_see(id("unknown"), &world.catalog, &staff(&[SALES])));
    assert!(may_see(id("unknown"), &world.catalog, &EVERYTHING));
}

#[test]
fn somebody_out_of_service_sees_what_asks_no_role() {
    let nobody = Audience::of(&Actor::member(NOBODY), &world().catalog);
    let world = World::with([
        text("open"),
        but(
            text("staff_only"),
            "access",
            json!({"see_roles": ["member"]}),
        ),
    ]);
    let ticket = world.ticket(&json!({"open": "x", "staff_only": "x"}));
    assert_eq!(world.seen(&ticket, &nobody), ["open"]);
    let ana = Audience::of(&Actor::member(ANA.0), &world.catalog);
    assert_eq!(world.seen(&ticket, &ana), ["open", "staff_only"]);
    assert_eq!(Actor::IMPORT.kind, ActorKind::Import);
    assert_eq!(Audience::of(&Actor::IMPORT, &world.catalog), EVERYTHING);
}

#[test]
fn a_field_that_is_not_shown_keeps_its_value_but_tells_it_nobody() {
    let world = world();
    let ticket = world.ticket(&json!({"open": "no", "child": "secret"}));
    assert_eq!(world.seen(&ticket, &EVERYTHING), ["open"]);
    let ticket = world.ticket(&json!({"open": "yes", "child": "secret"}));
    assert_eq!(world.seen(&ticket, &EVERYTHING), ["child", "open"]);
}

#[test]
fn hidden_fields_hide_what_depends_on_them() {
    let world = World::with([
        text("a"),
        but(text("b"), "shown_if", leaf("fields.a", "eq", "yes")),
        but(text("c"), "shown_if", leaf("fields.b", "eq", "yes")),
        but(text("d"), "shown_if", leaf("fields.b", "exists", false)),
    ]);
    let yes = json!({"a": "yes", "b": "yes", "c": "x", "d": "x"});
    assert_eq!(
        world.seen(&world.ticket(&yes), &EVERYTHING),
        ["a", "b", "c"]
    );
    let no = but(yes, "a", json!("no"));
    assert_eq!(world.seen(&world.ticket(&no), &EVERYTHING), ["a", "d"]);
}

#[test]
fn only_those_who_may_change_a_field() {
    let world = world();
    let empty = world.ticket(&json!({}));
    let ticket = filled(&world);
    let in_support = staff(&[SUPPORT]);
    let wrong = [
        "fields.bosses",
        "fields.bosses_edit",
        "fields.sales_edit",
        "fields.sales_only",
    ];
    world.wrong(Some(&empty), &ticket, &in_support, wrong);
    world.wrong(None, &ticket, &in_support, wrong);
    world.wrong(Some(&ticket), &empty, &in_support, wrong);
    world.wrong(Some(&empty), &ticket, &EVERYTHING, []);
    let outside = world.ticket(&json!({"shown_outside": "x", "asked_outside": "x"}));
    world.wrong(None, &outside, &PORTAL, ["fields.shown_outside"]);
}

#[test]
fn what_somebody_may_not_see_is_as_unknown_as_what_is_not_there() {
    let world = world();
    let sent = json!({"sales_only": "x", "nothing": "x", "shown_outside": "x"});
    let errors = world.parse(&sent, &PORTAL).unwrap_err();
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["fields.nothing", "fields.sales_only"]);
    assert_eq!(errors[0].detail, errors[1].detail);
    assert!(
        errors[0].detail.ends_with("use one of asked_outside"),
        "{errors:?}"
    );
}

#[test]
fn a_field_that_is_not_shown_cannot_be_filled_by_people_but_by_rules() {
    let world = world();
    let before = world.ticket(&json!({"open": "no"}));
    let after = world.ticket(&json!({"open": "no", "child": "x"}));
    world.wrong(Some(&before), &after, &staff(&[]), ["fields.child"]);
    world.wrong(Some(&before), &after, &EVERYTHING, []);
    world.wrong(Some(&after), &before, &staff(&[]), []);
    let both = world.ticket(&json!({"open": "yes", "child": "x"}));
    world.wrong(Some(&before), &both, &staff(&[]), []);
}

#[test]
fn a_retired_field_is_read_only_and_can_be_cleared() {
    let world = world().retires("open");
    let (empty, old) = (
        world.ticket(&json!({})),
        world.ticket(&json!({"open": "old"})),
    );
    let new = world.ticket(&json!({"open": "new"}));
    assert_eq!(world.seen(&old, &staff(&[])), ["open"]);
    world.wrong(Some(&old), &new, &EVERYTHING, ["fields.open"]);
    world.wrong(None, &new, &EVERYTHING, ["fields.open"]);
    world.wrong(Some(&old), &old, &staff(&[]), []);
    world.wrong(Some(&old), &empty, &staff(&[]), []);
}

#[test]
fn two_fields_that_wait_for_each_other_are_both_hidden() {
    // each was right when it was saved, and both were saved at the same moment
    let world = World::with([
        but(text("a"), "shown_if", leaf("fields.b", "exists", true)),
        but(text("b"), "shown_if", leaf("fields.a", "exists", true)),
    ]);
    let ticket = world.ticket(&json!({"a": "x", "b": "x"}));
    assert_eq!(world.seen(&ticket, &EVERYTHING), Vec::<&str>::new());
}
