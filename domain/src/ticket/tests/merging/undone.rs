//! Merge, then un-merge: both tickets are as before, whatever they were and whatever else happened.

use super::super::property::commands::{self, Request};
use super::super::property::step;
use super::*;
use proptest::prelude::*;

fn after(requests: &[Request]) -> Ticket {
    let first = Ticket::default();
    (requests.iter()).fold(first, |ticket, request| step(&ticket, request).1)
}

/// The ticket after Ana's command, if it was accepted.
fn accepted(ticket: &Ticket, command: TicketCommand) -> Option<Ticket> {
    let (events, after) = step(ticket, &(Actor::member(ANA.0), command));
    events.map(|_| after)
}

proptest! {
    #[test]
    fn a_merge_that_is_taken_back_leaves_both_tickets_as_before(
        source in commands::any(),
        target in commands::any(),
        cc in commands::participants(),
    ) {
        let (source, target) = (after(&source), after(&target));
        let merged = accepted(&source, merge_into(90));
        let absorbing = accepted(&target, absorb(91, cc));
        if let Some((merged, absorbing)) = merged.zip(absorbing) {
            prop_assert!(merged != source && absorbing != target);
            prop_assert_eq!(accepted(&merged, C::Unmerge), Some(source));
            prop_assert_eq!(accepted(&absorbing, release(91)), Some(target));
        }
    }

    #[test]
    fn what_happened_meanwhile_to_the_other_ticket_stays(
        target in commands::any(),
        meanwhile in commands::any(),
        cc in commands::participants(),
    ) {
        let mut alone = after(&target);
        if let Some(mut absorbing) = accepted(&alone, absorb(91, cc)) {
            // what has parts cannot become one
            for request in meanwhile.iter().filter(|(_, c)| !matches!(c, C::MergeInto { .. })) {
                absorbing = step(&absorbing, request).1;
                alone = step(&alone, request).1;
            }
            if !alone.deleted {
                prop_assert_eq!(accepted(&absorbing, release(91)), Some(alone));
            }
        }
    }
}
