//! Ties to other tickets.

use super::*;
use crate::ticket::{Link, LinkKind};
use LinkKind::{BlockedBy, Blocks, ChildOf, DuplicatedBy, Duplicates, ParentOf, RelatesTo};
use TicketCommand as C;

const KINDS: [LinkKind; 7] = [
    RelatesTo,
    Blocks,
    BlockedBy,
    Duplicates,
    DuplicatedBy,
    ParentOf,
    ChildOf,
];

fn link(kind: LinkKind, n: u128) -> TicketCommand {
    let ticket = other(n);
    C::Link { kind, ticket }
}

fn unlink(kind: LinkKind, n: u128) -> TicketCommand {
    let ticket = other(n);
    C::Unlink { kind, ticket }
}

fn linked(kind: LinkKind, n: u128) -> TicketEvent {
    let ticket = other(n);
    Linked { kind, ticket }
}

fn unlinked(kind: LinkKind, n: u128) -> TicketEvent {
    let ticket = other(n);
    Unlinked { kind, ticket }
}

#[test]
fn a_ticket_can_be_tied_to_another_in_every_way() {
    for kind in KINDS {
        given([created()])
            .when(link(kind, 1))
            .then([linked(kind, 1)]);
    }
}

#[test]
fn every_kind_has_a_counterpart_that_leads_back() {
    for kind in KINDS {
        assert_eq!(kind.counterpart().counterpart(), kind);
    }
    let pairs = [
        (RelatesTo, RelatesTo),
        (Blocks, BlockedBy),
        (Duplicates, DuplicatedBy),
        (ParentOf, ChildOf),
    ];
    for (kind, counterpart) in pairs {
        assert_eq!(kind.counterpart(), counterpart);
    }
}

#[test]
fn linking_twice_records_it_once() {
    for kind in KINDS {
        given([created(), linked(kind, 1)])
            .when(link(kind, 1))
            .then([]);
    }
}

#[test]
fn two_tickets_can_be_tied_in_several_ways() {
    given([created(), linked(RelatesTo, 1)])
        .when(link(Blocks, 1))
        .then([linked(Blocks, 1)]);
}

#[test]
fn a_link_can_be_taken_away() {
    given([created(), linked(Blocks, 1)])
        .when(unlink(Blocks, 1))
        .then([unlinked(Blocks, 1)]);
}

#[test]
fn a_link_goes_alone() {
    let ticket = details(given([
        created(),
        linked(Blocks, 1),
        linked(RelatesTo, 1),
        linked(Blocks, 2),
        unlinked(Blocks, 1),
    ]));
    let links: Vec<_> = (ticket.links.iter())
        .map(|Link { kind, ticket }| (*kind, *ticket))
        .collect();
    assert_eq!(links, [(RelatesTo, other(1)), (Blocks, other(2))]);
}

#[test]
fn taking_away_a_link_that_is_not_there_records_nothing() {
    given([created(), linked(Blocks, 1)])
        .when(unlink(BlockedBy, 1))
        .then([]);
    given([created(), linked(Blocks, 1)])
        .when(unlink(Blocks, 2))
        .then([]);
}

#[test]
fn a_ticket_has_one_parent() {
    let ticket = || given([created(), linked(ChildOf, 1)]);
    assert_eq!(details(ticket()).parent(), Some(other(1)));
    ticket().when(link(ChildOf, 2)).wrong(["kind"]);
}

#[test]
fn a_ticket_can_be_given_to_another_parent_in_one_request() {
    given([created(), linked(ChildOf, 1)])
        .when_all([unlink(ChildOf, 1), link(ChildOf, 2)])
        .then([unlinked(ChildOf, 1), linked(ChildOf, 2)]);
}

#[test]
fn a_ticket_can_have_many_children_and_a_parent() {
    given([created(), linked(ParentOf, 1), linked(ParentOf, 2)])
        .when(link(ChildOf, 3))
        .then([linked(ChildOf, 3)]);
}

fn fifty_links() -> Given<Ticket> {
    let links = (0..50).map(|n| linked(RelatesTo, n));
    given([created()].into_iter().chain(links))
}

#[test]
fn a_fifty_first_link_is_refused() {
    fifty_links().when(link(RelatesTo, 50)).wrong(["links"]);
}

#[test]
fn a_link_that_is_there_records_nothing_even_on_a_full_ticket() {
    fifty_links().when(link(RelatesTo, 7)).then([]);
}
