//! Pages over messages of several tickets: none twice, none left out, none too heavy.

use super::*;
use domain::ticket::{Posted, Visibility};
use domain::{Actor, MessageId};
use jiff::Timestamp;

fn said(second: i64, ticket: u128, version: i32, bytes: usize) -> Said {
    let at = Timestamp::from_second(second).unwrap();
    let message = MessageId(Uuid::from_u128(ticket << 32 | version as u128));
    Said {
        ticket: TicketId(Uuid::from_u128(ticket)),
        version,
        author: Actor::SYSTEM,
        at,
        posted: (Actor::SYSTEM, at),
        now: Posted::new(message, Visibility::Public, "x".repeat(bytes)),
        edits: 0,
        edited_at: None,
        redacted: None,
        split_to: None,
    }
}

/// Two tickets whose messages alternate, some in the same moment.
fn conversation(bytes: usize) -> Vec<Said> {
    let messages = (1..=12).flat_map(|n| {
        let second = i64::from(n / 3);
        [said(second, 1, n, bytes), said(second, 2, n, bytes)]
    });
    messages.collect()
}

fn all(order: Order, limit: usize, bytes: usize) -> Vec<Place> {
    let (mut places, mut after) = (Vec::new(), None);
    loop {
        let (items, next) = page(conversation(bytes), order, after, limit);
        places.extend(items.iter().map(Place::of));
        match next {
            Some(next) => after = Some(Place::parse(&next.spelled()).unwrap()),
            None => return places,
        }
    }
}

#[test]
fn pages_of_any_size_hold_every_message_once_in_order() {
    for limit in 1..=25 {
        let places = all(Order::Asc, limit, 1);
        assert_eq!(places.len(), 24);
        assert!(places.is_sorted());
        let mut back = all(Order::Desc, limit, 1);
        back.reverse();
        assert_eq!(back, places);
    }
}

#[test]
fn a_page_ends_before_it_is_too_heavy_but_never_empty() {
    let (items, next) = page(conversation(PAGE_BYTES / 2), Order::Asc, None, 24);
    assert_eq!((items.len(), next.is_some()), (2, true));
    assert_eq!(all(Order::Asc, 24, PAGE_BYTES + 1).len(), 24);
}

#[test]
fn other_cursors_are_refused() {
    let cursor = Place::of(&said(7, 1, 3, 0)).spelled();
    assert!(Place::parse(&cursor).is_ok());
    for broken in [
        "",
        "v3",
        "7",
        &cursor[1..],
        &format!("{cursor}.1"),
        &format!("+{cursor}"),
    ] {
        assert!(Place::parse(broken).is_err(), "{broken}");
    }
}
