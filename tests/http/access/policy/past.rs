//! Lists and counts as of a moment: what was there then, of what is within reach now.

use super::Asking;
use super::dice::Dice;
use super::listed::ids;
use super::truth::is_hidden;
use domain::ticket::Ticket;
use eventstore::EventStore;
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A moment of the log or of the world.
#[derive(Clone, Copy, Debug)]
enum Moment {
    Position(i64),
    Time(Timestamp),
}

pub async fn check(asking: &Asking<'_>, store: &EventStore, dice: &mut Dice) {
    if !asking.reads() {
        return;
    }
    let mut event = || &asking.truth.log[dice.below(asking.truth.log.len())];
    let moments = [
        Moment::Position(event().position),
        Moment::Position(asking.truth.head),
        Moment::Time(event().occurred_at),
    ];
    for moment in moments {
        let (everything, shown) = then(asking, store, moment).await;
        let hidden = "&include_deleted=true&include_merged=true";
        check_at(asking, moment, hidden, &everything).await;
        check_at(asking, moment, "", &shown).await;
    }
}

async fn check_at(asking: &Asking<'_>, at: Moment, filter: &str, expected: &BTreeSet<Uuid>) {
    let at = match at {
        Moment::Position(position) => position.to_string(),
        Moment::Time(time) => time.to_string(),
    };
    let filter = format!("as_of={at}&all=true{filter}");
    let list = format!("/tickets?limit=9&{filter}");
    let listed = asking.person.pages_through(&list).await;
    assert_eq!(ids(listed.iter()), *expected, "{} {list}", asking.name);
    for by in ["", "&group_by=priority", "&group_by=department"] {
        let counts = format!("/tickets/counts?{filter}{by}");
        let counted = asking.person.gets(&counts).await;
        assert_eq!(
            counted.ok()["total"],
            expected.len(),
            "{} {counts}",
            asking.name
        );
    }
}

/// What is within reach now and was there then; and of that what was not hidden then.
async fn then(
    asking: &Asking<'_>,
    store: &EventStore,
    at: Moment,
) -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
    let (mut everything, mut shown) = (BTreeSet::new(), BTreeSet::new());
    for id in asking.covered() {
        let then = match at {
            Moment::Position(position) => store.load_up_to::<Ticket>(id, position).await,
            Moment::Time(time) => store.load_as_of::<Ticket>(id, time).await,
        };
        let then = then.unwrap();
        if then.exists() {
            everything.insert(id);
        }
        if then.exists() && !is_hidden(&then.state) {
            shown.insert(id);
        }
    }
    (everything, shown)
}
