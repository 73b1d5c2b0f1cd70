//! What must be filled in, what can be chosen, and old gaps.

use super::*;

fn world() -> World {
    World::with([
        but(text("device"), "required", json!(true)),
        but(
            text("reason"),
            "required_if",
            leaf("priority", "eq", "urgent"),
        ),
        json!({"key": "size", "kind": {"type": "integer", "max": 10}}),
        but(
            but(
                text("child"),
                "shown_if",
                leaf("fields.device", "eq", "laptop"),
            ),
            "required",
            json!(true),
        ),
        but(
            but(text("for_sales"), "required", json!(true)),
            "access",
            json!({"edit_departments": [SALES]}),
        ),
    ])
}

#[test]
fn a_new_ticket_needs_what_is_required_of_those_who_may_fill_it_in() {
    let world = world();
    let empty = world.ticket(&json!({}));
    world.wrong(None, &empty, &staff(&[]), ["fields.device"]);
    world.wrong(
        None,
        &empty,
        &staff(&[SALES]),
        ["fields.device", "fields.for_sales"],
    );
    world.wrong(
        None,
        &empty,
        &EVERYTHING,
        ["fields.device", "fields.for_sales"],
    );
    world.wrong(None, &empty, &PORTAL, []);
    let laptop = world.ticket(&json!({"device": "laptop"}));
    world.wrong(None, &laptop, &staff(&[]), ["fields.child"]);
    let phone = world.ticket(&json!({"device": "phone"}));
    world.wrong(None, &phone, &staff(&[]), []);
}

#[test]
fn an_old_gap_stays_but_no_new_one_is_made() {
    let world = world();
    let gap = world.ticket(&json!({}));
    let other = world.ticket(&json!({"size": 3}));
    world.wrong(Some(&gap), &other, &staff(&[]), []);
    let filled = world.ticket(&json!({"device": "phone"}));
    world.wrong(Some(&filled), &gap, &staff(&[]), ["fields.device"]);
    let laptop = world.ticket(&json!({"device": "laptop"}));
    world.wrong(Some(&filled), &laptop, &staff(&[]), ["fields.child"]);
}

#[test]
fn a_field_may_become_required_by_what_the_ticket_becomes() {
    let world = world();
    let calm = world.ticket(&json!({"device": "phone"}));
    let urgent = calm.clone().urgent();
    let errors = world.errors(Some(&calm), &urgent, &staff(&[]));
    assert_eq!(errors[0].field, "fields.reason");
    assert!(
        errors[0].detail.contains("because of priority"),
        "{errors:?}"
    );
    let told = world
        .ticket(&json!({"device": "phone", "reason": "boss"}))
        .urgent();
    world.wrong(Some(&calm), &told, &staff(&[]), []);
    world.wrong(Some(&urgent), &urgent, &staff(&[]), []);
}

#[test]
fn only_fields_of_the_form_are_required() {
    let world = world();
    let support = world.ticket(&json!({})).on_form(&["size"]);
    world.wrong(None, &support, &staff(&[]), []);
    let sales = world.ticket(&json!({})).on_form(&["size", "device"]);
    world.wrong(None, &sales, &staff(&[]), ["fields.device"]);
    // routing to another department brings another form
    world.wrong(Some(&support), &sales, &staff(&[]), ["fields.device"]);
    world.wrong(Some(&sales), &support, &staff(&[]), []);
    let outside_the_form = world.ticket(&json!({"reason": "x"})).on_form(&["size"]);
    world.wrong(None, &outside_the_form, &staff(&[]), []);
}

#[test]
fn a_value_that_a_changed_limit_forbids_stays_until_it_is_changed() {
    let mut world = world();
    let old = Ticket {
        values: [(id("size"), FieldValue::Integer(11))].into(),
        ..world.ticket(&json!({}))
    };
    let worse = Ticket {
        values: [(id("size"), FieldValue::Integer(12))].into(),
        ..old.clone()
    };
    world.wrong(Some(&old), &old, &staff(&[]), []);
    world.wrong(Some(&old), &worse, &staff(&[]), ["fields.size"]);
    world.wrong(Some(&old), &worse, &EVERYTHING, ["fields.size"]);
    world = world.retires("size");
    world.wrong(Some(&old), &old, &staff(&[]), []);
}

#[test]
fn a_value_of_another_type_or_of_no_field_is_refused_for_everybody() {
    let world = world();
    let empty = world.ticket(&json!({}));
    let text = FieldValue::Text("three".to_owned());
    let mut wrong = empty.clone();
    wrong.values.insert(id("size"), text.clone());
    world.wrong(Some(&empty), &wrong, &EVERYTHING, ["fields.size"]);
    let mut unknown = empty.clone();
    unknown.values.insert(id("nothing"), text);
    let field = format!("fields.{}", id("nothing"));
    world.wrong(Some(&empty), &unknown, &EVERYTHING, [field.as_str()]);
}

fn choosing() -> World {
    let only_urgent = leaf("priority", "eq", "urgent");
    let some = json!([
        {"key": "free", "name": "Free"},
        {"key": "old", "name": "Old", "retired": true},
        {"key": "fast", "name": "Fast", "available_if": only_urgent},
    ]);
    let tree = json!([
        {"key": "free", "name": "Free", "choices": some},
        {"key": "fast", "name": "Fast", "available_if": only_urgent, "choices": [
            {"key": "faster", "name": "Faster"},
        ]},
    ]);
    World::with([
        json!({"key": "one", "kind": {"type": "choice", "choices": some}}),
        json!({"key": "many", "kind": {"type": "multi_choice", "choices": some}}),
        json!({"key": "tree", "kind": {"type": "cascading_choice", "choices": tree}}),
    ])
}

#[test]
fn a_choice_that_is_not_available_cannot_be_made() {
    let world = choosing();
    let ticket = |one: &str, many: [&str; 2], tree: [&str; 2]| {
        world.ticket(&json!({"one": one, "many": many, "tree": tree}))
    };
    let fast = ticket("fast", ["free", "fast"], ["fast", "faster"]);
    let all = ["fields.many", "fields.one", "fields.tree"];
    world.wrong(None, &fast, &staff(&[]), all);
    world.wrong(None, &fast, &EVERYTHING, all);
    world.wrong(None, &fast.clone().urgent(), &staff(&[]), []);
    let old = ticket("old", ["free", "old"], ["free", "old"]);
    world.wrong(None, &old.clone().urgent(), &staff(&[]), all);
    let errors = world.errors(None, &fast, &staff(&[]));
    assert_eq!(
        errors[1].detail,
        "fast cannot be chosen now; choose one of free"
    );
}

#[test]
fn an_old_choice_stays_until_it_is_changed() {
    let world = choosing();
    let old = world.ticket(&json!({"one": "old", "many": ["old"]}));
    world.wrong(Some(&old), &old, &staff(&[]), []);
    let more = world.ticket(&json!({"one": "old", "many": ["free", "old"]}));
    world.wrong(Some(&old), &more, &staff(&[]), []);
    let fast = world.ticket(&json!({"one": "fast", "many": ["old", "fast"]}));
    world.wrong(
        Some(&old),
        &fast,
        &staff(&[]),
        ["fields.many", "fields.one"],
    );
    world.wrong(Some(&fast), &fast, &staff(&[]), []);
}

#[test]
fn a_change_elsewhere_must_not_leave_a_choice_that_is_not_available() {
    let world = choosing();
    let calm = world.ticket(&json!({"one": "fast"}));
    let urgent = calm.clone().urgent();
    world.wrong(Some(&urgent), &calm, &staff(&[]), ["fields.one"]);
    world.wrong(Some(&urgent), &calm, &EVERYTHING, ["fields.one"]);
}
