//! Any fields, any ticket, any change, anybody: the rules answer as by the book.

use super::reference::Book;
use super::*;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const KEYS: [&str; 5] = ["f0", "f1", "f2", "f3", "f4"];
const KINDS: [&str; 5] = ["integer", "choice", "multi_choice", "text", "integer"];
const CHOICES: [&str; 3] = ["red", "blue", "green"];

/// A condition on what stands before the field of this number, or on the priority.
fn condition(before: usize) -> BoxedStrategy<Json> {
    let priority = select(&["normal", "urgent"][..]).prop_map(|p| leaf("priority", "eq", p));
    let mut leaves = vec![priority.boxed()];
    for (key, kind) in KEYS.iter().zip(KINDS).take(before) {
        let path = format!("fields.{key}");
        let exists = {
            let path = path.clone();
            any::<bool>()
                .prop_map(move |yes| leaf(&path, "exists", yes))
                .boxed()
        };
        leaves.push(exists);
        leaves.push(match kind {
            "integer" => (0..4_i64).prop_map(move |n| leaf(&path, "ge", n)).boxed(),
            "choice" => select(&CHOICES[..])
                .prop_map(move |key| leaf(&path, "ne", key))
                .boxed(),
            "multi_choice" => select(&CHOICES[..])
                .prop_map(move |key| leaf(&path, "contains", key))
                .boxed(),
            _ => select(&["a", "b"][..])
                .prop_map(move |text| leaf(&path, "eq", text))
                .boxed(),
        });
    }
    let leaf = proptest::strategy::Union::new(leaves);
    let not = leaf.clone().prop_map(|leaf| json!({"not": leaf}));
    let two = vec(leaf.clone(), 2).prop_map(|any| json!({"any": any}));
    prop_oneof![4 => leaf, 1 => not, 1 => two].boxed()
}

fn value(kind: &'static str) -> BoxedStrategy<Json> {
    match kind {
        "integer" => (0..4_i64).prop_map(Json::from).boxed(),
        "choice" => select(&CHOICES[..]).prop_map(Json::from).boxed(),
        "multi_choice" => subsequence(CHOICES.to_vec(), 1..3)
            .prop_map(Json::from)
            .boxed(),
        _ => select(&["a", "b"][..]).prop_map(Json::from).boxed(),
    }
}

fn any_field(number: usize) -> BoxedStrategy<Json> {
    let kind = KINDS[number];
    let choices = vec((any::<bool>(), option::of(condition(number))), 3).prop_map(|choices| {
        let choices = choices
            .into_iter()
            .zip(CHOICES)
            .map(|((retired, available_if), key)| {
                json!({"key": key, "name": key, "retired": retired && key == "green",
                   "available_if": available_if})
            });
        choices.collect::<Json>()
    });
    let access = (
        select(&["hidden", "visible", "editable"][..]),
        select(vec![json!([]), json!(["administrator"])]),
        select(vec![json!([]), json!(["administrator"])]),
    );
    let access = access.prop_map(
        |(portal, see, edit)| json!({"portal": portal, "see_roles": see, "edit_roles": edit}),
    );
    let conditions = (option::of(condition(number)), option::of(condition(number)));
    let rest = (any::<bool>(), option::of(value(kind)), access);
    (choices, conditions, rest)
        .prop_map(
            move |(choices, (shown_if, required_if), (required, default, access))| {
                let kind = match kind {
                    // what is above was right once
                    "integer" => json!({"type": kind, "max": 2}),
                    "text" => json!({"type": kind}),
                    _ => json!({"type": kind, "choices": choices}),
                };
                let default = default.filter(|default| *default != json!(3));
                json!({
                    "key": KEYS[number], "kind": kind, "shown_if": shown_if, "required": required,
                    "required_if": required_if, "default": default, "access": access,
                })
            },
        )
        .boxed()
}

fn fields() -> impl Strategy<Value = Vec<Json>> {
    (0..KEYS.len()).map(any_field).collect::<Vec<_>>()
}

fn ticket() -> impl Strategy<Value = Json> {
    let values = KINDS.map(|kind| option::of(value(kind)));
    let form = option::of(subsequence(KEYS.to_vec(), 0..=5));
    let priority = select(&["normal", "urgent"][..]);
    (values, form, priority).prop_map(|(values, form, priority)| {
        let values = KEYS.iter().zip(values);
        let values: Map<_, _> = values
            .filter_map(|(key, value)| Some(((*key).to_owned(), value?)))
            .collect();
        json!({"fields": values, "form": form, "priority": priority})
    })
}

/// A ticket, and what became of it: some values others, the rest as they were.
fn change() -> impl Strategy<Value = (Json, Json)> {
    let changed = btree_map(0..KEYS.len(), any::<bool>(), 0..3);
    (ticket(), ticket(), changed, any::<bool>()).prop_map(|(before, other, changed, all)| {
        let mut after = before.clone();
        for number in changed.keys() {
            let key = KEYS[*number];
            match &other["fields"][key] {
                Json::Null => drop(after["fields"].as_object_mut().unwrap().remove(key)),
                value => after["fields"][key] = value.clone(),
            }
        }
        if all {
            after["priority"] = other["priority"].clone();
            after["form"] = other["form"].clone();
        }
        (before, after)
    })
}

fn real(json: &Json) -> Ticket {
    let fields = json["fields"].as_object().unwrap().iter();
    let value = |value: &Json| serde_json::from_value(value.clone()).unwrap();
    let form = json["form"].as_array();
    Ticket {
        values: fields.map(|(key, v)| (id(key), value(v))).collect(),
        priority: if json["priority"] == "urgent" {
            "urgent"
        } else {
            "normal"
        },
        form: form.map(|keys| keys.iter().map(|key| id(key.as_str().unwrap())).collect()),
    }
}

fn audience(name: &str) -> Audience {
    match name {
        "everything" => EVERYTHING,
        "portal" => PORTAL,
        _ => staff(&[]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_rules_for_fields_are_as_by_the_book(
        fields in fields(),
        (before, after) in change(),
        who in select(&["everything", "staff", "portal"][..]),
    ) {
        let book = Book { fields: &fields, audience: who };
        let world = World::with(fields.clone());
        let audience = audience(who);
        let wrong = |before: Option<&Ticket>, after: &Ticket| -> Vec<String> {
            let errors = world.errors(before, after, &audience);
            errors.into_iter().map(|e| e.field).collect()
        };
        let (old, new) = (real(&before), real(&after));

        prop_assert_eq!(world.seen(&new, &audience), book.visible(&after));
        prop_assert_eq!(wrong(None, &new), book.wrong(None, &after));
        prop_assert_eq!(wrong(Some(&old), &new), book.wrong(Some(&before), &after));
        prop_assert_eq!(wrong(Some(&old), &old), Vec::<String>::new());

        let facts = new.facts();
        let mut filled = new.clone();
        filled.values.extend(defaults(&new.sheet(&facts), &world.catalog));
        let by_the_book = book.with_defaults(&after);
        prop_assert_eq!(&filled.values, &real(&by_the_book).values);
        prop_assert_eq!(wrong(None, &filled), book.wrong(None, &by_the_book));
    }
}
