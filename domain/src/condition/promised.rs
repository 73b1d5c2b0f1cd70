//! How a ticket stands by what is promised on it, asked at a moment: which of two moments has come,
//! and otherwise what is stored.

use super::{Asks, Bound, Condition, Leaf, Op, Path};
use crate::sla::SlaState;
use jiff::Timestamp;

/// Whether a ticket stands in one of these ways at `now`, or in none of them. Afterwards the path
/// of the state means how it stands before a warning or breach has come.
pub(super) fn stands(states: &[String], negated: bool, now: Timestamp) -> Condition {
    let has_come = |path| Leaf::asking(path, Asks::Compared(Op::Le, Bound::Moment(now)));
    let (late, warned) = (has_come(Path::SlaDueAt), has_come(Path::SlaWarnAt));
    let moments = [SlaState::Breached.as_str(), SlaState::Warning.as_str()];
    let [asks_late, asks_warned] = moments.map(|told| states.iter().any(|state| state == told));
    let rest = states.iter();
    let rest = rest.filter(|state| !moments.contains(&state.as_str()));
    let rest: Vec<_> = rest.cloned().collect();
    let mut any = Vec::new();
    if asks_late {
        any.push(late.clone());
    }
    if asks_warned {
        any.push(Condition::All {
            all: vec![not(&late), warned.clone()],
        });
    }
    if !rest.is_empty() {
        any.push(Condition::All {
            all: vec![not(&late), not(&warned), stored(rest)],
        });
    }
    match negated {
        true => not(&Condition::Any { any }),
        false => Condition::Any { any },
    }
}

fn not(condition: &Condition) -> Condition {
    Condition::Not {
        not: Box::new(condition.clone()),
    }
}

fn stored(states: Vec<String>) -> Condition {
    Leaf::asking(Path::SlaState, Asks::Exact(states))
}
