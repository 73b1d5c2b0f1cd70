//! What must hold for a field when it is saved.

use super::*;
use crate::aggregate::Aggregate;

fn world() -> World {
    World::with([
        text("a"),
        but(text("b"), "shown_if", leaf("fields.a", "eq", "x")),
        but(text("c"), "shown_if", leaf("fields.b", "eq", "x")),
        json!({"key": "colour", "kind": {"type": "choice", "choices": choices(&["red", "blue"])}}),
    ])
}

/// Saves over the field of that key, if there is one.
fn save(world: &World, json: Json) -> Result<(), Vec<FieldError>> {
    let field = field(json);
    let entry = world.catalog.fields.get(id(&field.key).0);
    let state = entry.map_or_else(Setting::default, |entry| entry.setting.clone());
    let command = match state.value {
        Some(_) => SettingCommand::Save(field),
        None => SettingCommand::Create(field),
    };
    match given::decide(&state, &command, &world.catalog) {
        Ok(events) => {
            assert_eq!(events.len(), 1, "something is saved");
            Ok(())
        }
        Err(SettingError::Invalid(errors)) => Err(errors),
        Err(other) => panic!("{other}"),
    }
}

#[track_caller]
fn refused<const N: usize>(json: Json, fields: [&str; N]) -> Vec<FieldError> {
    let errors = save(&world(), json).expect_err("it should be refused");
    let wrong: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(wrong, fields, "{errors:?}");
    errors
}

#[test]
fn a_field_that_is_right_is_saved() {
    let json = json!({
        "key": "size", "name": "Size", "names": {"ar": "مقاس", "he": "מידה"},
        "help": "As on the label", "kind": {"type": "number", "min": 0, "max": 5, "unit": "cm"},
        "order": 3, "default": 2, "shown_if": leaf("fields.colour", "in", ["red"]),
        "required_if": {"all": [leaf("status_category", "eq", "resolved")]},
        "access": {"see_roles": ["member"], "see_departments": [SUPPORT], "portal": "visible"},
    });
    assert_eq!(save(&world(), json), Ok(()));
}

#[test]
fn all_wrong_parts_are_told_at_once() {
    let json = json!({
        "key": "Bad Key", "name": "", "names": {"french": "Taille"}, "helps": {"german": "x"},
        "kind": {"type": "integer", "min": 5, "max": 3}, "default": "x",
        "group": NOBODY, "shown_if": leaf("fields.size", "eq", 1),
        "required_if": leaf("status", "eq", "nothing"),
        "access": {"see_roles": ["boss"], "edit_departments": [NOBODY]},
    });
    refused(
        json,
        [
            "key",
            "name",
            "names",
            "helps",
            "kind.max",
            "group_id",
            "default",
            "required_if.value",
            "shown_if.path",
            "access.see_roles",
            "access.edit_departments",
        ],
    );
}

#[test]
fn limits_of_kinds_must_make_sense() {
    let kind = |kind: Json| json!({"key": "k", "kind": kind});
    refused(
        kind(json!({"type": "text", "max_length": 0})),
        ["kind.max_length"],
    );
    refused(
        kind(json!({"type": "text", "max_length": 1001})),
        ["kind.max_length"],
    );
    refused(
        kind(json!({"type": "number", "decimals": 10})),
        ["kind.decimals"],
    );
    refused(kind(json!({"type": "number", "max": 1e300})), ["kind.max"]);
    refused(kind(json!({"type": "integer", "unit": ""})), ["kind.unit"]);
    refused(
        kind(json!({"type": "choice", "choices": []})),
        ["kind.choices"],
    );
    let pattern = |pattern: &str| kind(json!({"type": "regex", "pattern": pattern}));
    refused(pattern("[a"), ["kind.pattern"]);
    refused(pattern(""), ["kind.pattern"]);
    refused(pattern("a\u{0}"), ["kind.pattern"]);
    let errors = refused(pattern("(a{1000}){1000}"), ["kind.pattern"]);
    assert_eq!(errors[0].detail, "is too large; repeat less often");
    refused(pattern("a)|(?:b"), ["kind.pattern"]);
}

#[test]
fn choices_need_keys_of_their_own_and_levels_only_in_a_tree() {
    let nested = json!([{"key": "a", "name": "A", "choices": choices(&["x"])}]);
    let with =
        |kind: &str, choices: Json| json!({"key": "k", "kind": {"type": kind, "choices": choices}});
    refused(
        with("choice", choices(&["a", "a"])),
        ["kind.choices[1].key"],
    );
    refused(
        with("multi_choice", nested.clone()),
        ["kind.choices[0].choices"],
    );
    assert_eq!(save(&world(), with("cascading_choice", nested)), Ok(()));
    let deep = (0..6).fold(
        choices(&["end"]),
        |below, _| json!([{"key": "a", "name": "A", "choices": below}]),
    );
    let errors = save(&world(), with("cascading_choice", deep)).unwrap_err();
    assert!(errors[0].detail.contains("at most 6 levels"), "{errors:?}");
    let keys: Vec<_> = (0..1_001).map(|n| format!("k{n}")).collect();
    let keys: Vec<_> = keys.iter().map(String::as_str).collect();
    refused(with("choice", choices(&keys)), ["kind.choices"]);
    let unknown = json!([{"key": "a", "name": "A", "available_if": leaf("fields.z", "eq", 1)}]);
    refused(
        with("choice", unknown),
        ["kind.choices[0].available_if.path"],
    );
}

#[test]
fn key_type_and_choices_are_for_ever() {
    let errors = refused(
        json!({"key": "a", "kind": {"type": "integer"}}),
        ["kind.type"],
    );
    assert!(errors[0].detail.contains("must stay text"), "{errors:?}");
    let fewer = json!({"key": "colour", "kind": {"type": "choice", "choices": choices(&["red"])}});
    let errors = refused(fewer, ["kind.choices"]);
    assert!(
        errors[0].detail.contains("must still have blue"),
        "{errors:?}"
    );
    let more = json!({"type": "choice", "choices": choices(&["new", "blue", "red"])});
    assert_eq!(
        save(&world(), json!({"key": "colour", "kind": more})),
        Ok(())
    );
    let other = Setting {
        value: Some(field(text("a"))),
        retired: false,
    };
    let command = SettingCommand::Save(field(text("z")));
    let context = Context {
        now: given::NOW,
        actor: Actor::SYSTEM,
        access: crate::Access::everything(),
        catalog: &world().catalog,
    };
    let Err(SettingError::Invalid(errors)) = other.decide(&command, &context) else {
        panic!("the key should be frozen");
    };
    assert_eq!(errors[0].field, "key");
}

#[test]
fn fields_must_not_be_shown_because_of_themselves() {
    let circle = but(text("a"), "shown_if", leaf("fields.c", "eq", "x"));
    let errors = refused(circle, ["shown_if"]);
    assert!(errors[0].detail.contains("a → c → b → a"), "{errors:?}");
    let own = but(text("a"), "shown_if", leaf("fields.a", "eq", "x"));
    let errors = refused(own, ["shown_if", "shown_if"]);
    assert!(errors[0].detail.contains("the field itself"), "{errors:?}");
    let required = but(text("a"), "required_if", leaf("fields.c", "eq", "x"));
    assert_eq!(save(&world(), required), Ok(()));
}

#[test]
fn a_chain_of_fields_is_not_endless() {
    let chained = |number: u32| {
        let key = format!("f{number}");
        let before = format!("fields.f{}", number.saturating_sub(1));
        match number {
            0 => text(&key),
            _ => but(text(&key), "shown_if", leaf(&before, "exists", true)),
        }
    };
    let world = World::with((0..20).map(chained));
    let errors = save(&world, chained(20)).unwrap_err();
    assert!(
        errors[0].detail.contains("a chain of 21 fields"),
        "{errors:?}"
    );
    let at_the_other_end = but(text("f0"), "shown_if", leaf("fields.z", "exists", true));
    let world = World::with((0..20).map(chained).chain([text("z")]));
    assert!(save(&world, at_the_other_end).is_err());
}

#[test]
fn groups_have_names() {
    let group = FieldGroup {
        name: " ".to_owned(),
        names: [("xx".to_owned(), " ".to_owned())].into(),
        order: 0,
        collapsed: false,
    };
    let command = SettingCommand::Create(group);
    let refused = given::decide(&Setting::default(), &command, &world().catalog);
    let Err(SettingError::Invalid(errors)) = refused else {
        panic!("a group without name should be refused");
    };
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["name", "names.xx"]);
}
