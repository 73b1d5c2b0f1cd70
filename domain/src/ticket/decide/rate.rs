//! What the customer says of what became of their ticket.

use super::Decision;
use crate::aggregate::Context;
use crate::ticket::check::{checked, recorded};
use crate::ticket::{Details, Rating, TicketError, TicketEvent};

/// Whoever thinks better of it rates again; the last rating counts.
pub(super) fn decide(ticket: &Details, rating: &Rating, context: &Context<'_>) -> Decision {
    let rating = Rating {
        score: rating.score,
        comment: rating.comment.trim().to_owned(),
    };
    checked(|c| {
        if !(1..=Rating::BEST).contains(&rating.score) {
            let best = Rating::BEST;
            c.fail("score", format!("must lie between 1 and {best}"));
        }
        c.text("comment", &rating.comment);
    })?;
    if ticket.rating.as_ref() == Some(&rating) {
        return Ok(vec![]);
    }
    let status = context.catalog.statuses.get(ticket.status.0);
    let status = status.and_then(|entry| entry.setting.value.as_ref());
    if !status.is_some_and(|status| status.category.is_done()) {
        let detail = "a ticket is rated once it is resolved or closed";
        return Err(TicketError::field("score", detail));
    }
    recorded("comment", TicketEvent::Rated(rating))
}
