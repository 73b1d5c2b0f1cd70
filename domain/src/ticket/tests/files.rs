//! Files on a ticket and its messages.

use super::*;
use crate::limits::TICKET_FILE_BYTES;
use TicketCommand as C;

const MOST: u64 = TICKET_FILE_BYTES;

fn attach(file: File) -> TicketCommand {
    C::AttachFile { file }
}

fn attached(file: File) -> TicketEvent {
    FileAttached { file }
}

fn with_files(n: u128, files: Vec<File>) -> NewMessage {
    NewMessage {
        files,
        ..NewMessage::new(message(n), Visibility::Public, "Look")
    }
}

fn shown(n: u128, files: Vec<File>) -> TicketEvent {
    MessagePosted(Box::new(Posted {
        files,
        ..Posted::new(message(n), Visibility::Public, "Look")
    }))
}

fn redacted(n: u128) -> TicketEvent {
    MessageRedacted {
        message: message(n),
        reason: "wrong person".to_owned(),
    }
}

fn begun_with(files: Vec<File>) -> TicketEvent {
    let facts = Created { files, ..facts() };
    Created(Box::new(facts))
}

#[test]
fn a_file_can_be_attached_to_a_ticket() {
    given([created()])
        .when(attach(file(1, 10)))
        .then([attached(file(1, 10))]);
}

#[test]
fn attaching_twice_records_it_once() {
    given([begun_with(vec![file(1, 10)])])
        .when(attach(file(1, 10)))
        .then([]);
}

#[test]
fn a_file_can_be_taken_off() {
    let attachment = file(1, 10).id;
    given([created(), attached(file(1, 10))])
        .when(C::DetachFile { attachment })
        .then([FileDetached { attachment }]);
}

#[test]
fn taking_off_what_is_not_there_records_nothing() {
    let attachment = file(2, 10).id;
    given([created(), shown(1, vec![file(2, 10)])])
        .when(C::DetachFile { attachment })
        .then([]);
}

#[test]
fn a_message_may_be_nothing_but_a_file() {
    let new = NewMessage {
        body: String::new(),
        ..with_files(1, vec![file(1, 10)])
    };
    let kept = Posted {
        files: vec![file(1, 10)],
        ..Posted::new(message(1), Visibility::Public, "")
    };
    given([created()])
        .when(say(new))
        .then([MessagePosted(Box::new(kept))]);
}

#[test]
fn a_file_named_twice_is_kept_once() {
    let files = vec![file(1, 10), file(2, 10), file(1, 10)];
    let once = vec![file(1, 10), file(2, 10)];
    given([created()])
        .when(say(with_files(1, files.clone())))
        .then([shown(1, once.clone())]);
    given([])
        .when(create(CreateTicket { files, ..new() }))
        .then([begun_with(once)]);
}

#[test]
fn more_than_fifty_files_are_refused() {
    let many = |count| (0..count).map(|n| file(n, 1)).collect::<Vec<_>>();
    given([begun_with(many(50))])
        .when(attach(file(99, 1)))
        .wrong(["attachments"]);
    given([created()])
        .when(say(with_files(1, many(51))))
        .wrong(["attachments"]);
    let files = many(51);
    given([])
        .when(create(CreateTicket { files, ..new() }))
        .wrong(["attachments"]);
}

#[test]
fn the_bytes_of_all_files_count_wherever_they_are() {
    let ticket = given([
        begun_with(vec![file(1, 1)]),
        attached(file(2, 20)),
        shown(1, vec![file(3, 300), file(4, 4000)]),
        shown(2, vec![file(5, 50_000)]),
    ]);
    assert_eq!(details(ticket).file_bytes(), 54_321);
}

/// A ticket that may take ten bytes more.
fn nearly_full() -> Given<Ticket> {
    given([
        begun_with(vec![file(1, MOST - 30)]),
        shown(1, vec![file(2, 20)]),
    ])
}

#[test]
fn a_ticket_can_be_filled_to_the_last_byte() {
    nearly_full()
        .when(attach(file(3, 10)))
        .then([attached(file(3, 10))]);
    let files = vec![file(3, 4), file(4, 6)];
    nearly_full()
        .when(say(with_files(2, files.clone())))
        .then([shown(2, files)]);
}

#[test]
fn what_does_not_fit_is_refused() {
    nearly_full()
        .when(attach(file(3, 11)))
        .wrong(["attachments"]);
    let files = vec![file(3, 4), file(4, 7)];
    nearly_full()
        .when(say(with_files(2, files)))
        .wrong(["attachments"]);
    let files = vec![file(1, MOST), file(2, 1)];
    given([])
        .when(create(CreateTicket { files, ..new() }))
        .wrong(["attachments"]);
}

#[test]
fn each_file_of_a_request_takes_its_bytes_from_the_next() {
    nearly_full()
        .when_all([attach(file(3, 6)), attach(file(4, 6))])
        .wrong(["attachments"]);
}

#[test]
fn files_of_absurd_size_are_refused() {
    let files = vec![file(1, u64::MAX), file(2, u64::MAX)];
    given([created()])
        .when(say(with_files(1, files)))
        .wrong(["attachments"]);
}

#[test]
fn what_was_taken_off_leaves_room() {
    let attachment = file(1, 0).id;
    nearly_full()
        .and(by(rule()), [FileDetached { attachment }])
        .when(attach(file(3, MOST - 20)))
        .then([attached(file(3, MOST - 20))]);
}

#[test]
fn a_redaction_takes_the_files_away_and_leaves_room() {
    let ticket = nearly_full().and(by(rule()), [redacted(1)]);
    let said = details(given([created(), shown(1, vec![file(2, 20)]), redacted(1)]));
    let said = said.conversation.find(message(1)).unwrap();
    assert_eq!((said.files.as_slice(), said.file_bytes), (&[][..], 0));
    ticket
        .when(attach(file(3, 30)))
        .then([attached(file(3, 30))]);
}
