//! Which fields a form has, in which order.

use super::*;

fn keys<'a>(world: &'a World, own: Option<&[FieldId]>) -> Vec<&'a str> {
    let fields = form(&world.catalog, own).into_iter();
    fields.map(|(_, field)| field.key.as_str()).collect()
}

fn world() -> World {
    let mut world = World::with([text("late"), text("early"), text("grouped"), text("old")]);
    for (number, (name, order)) in (1..).zip([("Money", 2), ("Device", 1), ("Gone", 0)]) {
        let group = FieldGroup {
            name: name.to_owned(),
            names: [].into(),
            order,
            collapsed: false,
        };
        let events = match name {
            "Gone" => vec![Saved(group), Retired],
            _ => vec![Saved(group)],
        };
        put(&mut world.catalog, Uuid::from_u128(number), events);
    }
    for (key, group, order) in [
        ("late", None, 5),
        ("early", None, 1),
        ("grouped", Some(1), 1),
        ("device", Some(2), 9),
        ("orphan", Some(3), 3),
    ] {
        let group = group.map(|n| FieldGroupId(Uuid::from_u128(n)));
        let changed = Field {
            group,
            order,
            ..field(text(key))
        };
        put(&mut world.catalog, id(key).0, [Saved(changed)]);
    }
    world.retires("old")
}

#[test]
fn without_a_form_of_its_own_all_fields_come_by_group_and_order() {
    assert_eq!(
        keys(&world(), None),
        ["early", "orphan", "late", "device", "grouped"]
    );
}

#[test]
fn a_form_of_its_own_has_its_own_order_and_no_retired_field() {
    let own = ["grouped", "old", "nothing", "early"].map(id);
    assert_eq!(keys(&world(), Some(&own)), ["grouped", "early"]);
}
