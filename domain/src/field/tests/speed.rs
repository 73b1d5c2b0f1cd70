//! Two hundred fields cost a change microseconds, not milliseconds.

use super::*;
use std::time::{Duration, Instant};

/// The quickest of many runs: other tests run beside this one.
fn quickest(mut run: impl FnMut()) -> Duration {
    let time = |_| {
        let started = Instant::now();
        run();
        started.elapsed()
    };
    (0..200).map(time).min().unwrap()
}

fn cost(fields: impl Iterator<Item = Json>) -> Duration {
    let world = World::with(fields);
    let before = world.ticket(&json!({"f1": "x", "f2": "x", "f3": "x"}));
    let after = world.ticket(&json!({"f1": "y", "f2": "x", "f3": "x"}));
    quickest(|| assert_eq!(world.errors(Some(&before), &after, &staff(&[])), []))
}

#[test]
fn two_hundred_fields_are_checked_within_a_millisecond() {
    let few = cost((0..4).map(|n| text(&format!("f{n}"))));
    let plain = cost((0..200).map(|n| text(&format!("f{n}"))));
    let conditional = cost((0..200).map(|n| {
        let shown = leaf("fields.f1", "exists", true);
        let required =
            json!({"all": [leaf("priority", "eq", "urgent"), leaf("subject", "contains", "z")]});
        match n {
            1 => text("f1"),
            _ => but(
                but(text(&format!("f{n}")), "shown_if", shown),
                "required_if",
                required,
            ),
        }
    }));
    println!("4 fields {few:?}, 200 plain {plain:?}, 200 with conditions {conditional:?}");
    // without optimisation, on a busy machine; optimised it is some fifty times less
    assert!(plain < Duration::from_millis(1), "{plain:?}");
    assert!(conditional < Duration::from_millis(5), "{conditional:?}");
}
