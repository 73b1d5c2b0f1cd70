//! The rules of attachments.

use super::AttachmentCommand::{Attach, Detach, Remove, Upload as Record};
use super::AttachmentEvent::{Attached, Detached, Removed, Uploaded};
use super::*;
use crate::given::{HAPPENED, WrongFields, given};
use proptest::prelude::*;
use uuid::Uuid;

const TICKET: TicketId = TicketId(Uuid::from_u128(1));
const OTHER: TicketId = TicketId(Uuid::from_u128(2));
const MESSAGE: Option<MessageId> = Some(MessageId(Uuid::from_u128(3)));
const ID: AttachmentId = AttachmentId(Uuid::from_u128(4));

impl WrongFields for AttachmentError {
    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Invalid(fields) => fields,
            Self::NotFound | Self::Exists | Self::Attached => &[],
        }
    }
}

fn photo() -> Upload {
    Upload {
        name: "صورة الشاشة.png".to_owned(),
        media_type: "image/png".to_owned(),
        bytes: 3,
        sha256: "ab".repeat(32),
    }
}

fn on(ticket: TicketId, message: Option<MessageId>) -> Place {
    Place { ticket, message }
}

fn attached(ticket: TicketId) -> AttachmentEvent {
    let message = MESSAGE;
    Attached { ticket, message }
}

fn detached(ticket: TicketId) -> AttachmentEvent {
    let message = MESSAGE;
    Detached { ticket, message }
}

fn fold(events: impl IntoIterator<Item = AttachmentEvent>) -> Attachment {
    given::<Attachment>(events).state
}

#[test]
fn an_upload_is_recorded_once() {
    given::<Attachment>([])
        .when(Record(photo()))
        .then([Uploaded(photo())]);
    given::<Attachment>([Uploaded(photo())])
        .when(Record(photo()))
        .refused(AttachmentError::Exists);
}

#[test]
fn every_wrong_field_of_an_upload_is_named() {
    given::<Attachment>([])
        .when(Record(Upload {
            name: "../x".to_owned(),
            media_type: "png".to_owned(),
            bytes: 0,
            sha256: "AB".repeat(32),
        }))
        .wrong(["name", "file", "sha256", "media_type"]);
}

#[test]
fn attaching_twice_to_the_same_place_records_once() {
    given::<Attachment>([Uploaded(photo())])
        .when(Attach(on(TICKET, MESSAGE)))
        .then([attached(TICKET)]);
    given::<Attachment>([Uploaded(photo()), attached(TICKET)])
        .when(Attach(on(TICKET, MESSAGE)))
        .then([]);
}

#[test]
fn a_clone_shares_the_attachment() {
    given::<Attachment>([Uploaded(photo()), attached(TICKET)])
        .when(Attach(on(OTHER, MESSAGE)))
        .then([attached(OTHER)]);
    let shared = fold([Uploaded(photo()), attached(TICKET), attached(OTHER)]);
    assert_eq!(shared.tickets(), BTreeSet::from([TICKET, OTHER]));
}

#[test]
fn what_was_removed_or_never_was_cannot_be_attached() {
    given::<Attachment>([])
        .when(Attach(on(TICKET, None)))
        .wrong(["attachments"]);
    given::<Attachment>([Uploaded(photo()), Removed {}])
        .when(Attach(on(TICKET, None)))
        .wrong(["attachments"]);
}

#[test]
fn what_is_attached_cannot_be_removed() {
    given::<Attachment>([Uploaded(photo()), attached(TICKET)])
        .when(Remove)
        .refused(AttachmentError::Attached);
    given::<Attachment>([Uploaded(photo()), attached(TICKET), detached(TICKET)])
        .when(Remove)
        .then([Removed {}]);
    given::<Attachment>([Uploaded(photo()), Removed {}])
        .when(Remove)
        .then([]);
    given::<Attachment>([])
        .when(Remove)
        .refused(AttachmentError::NotFound);
}

#[test]
fn detaching_takes_one_place_and_only_once() {
    given::<Attachment>([Uploaded(photo()), attached(TICKET), attached(OTHER)])
        .when(Detach(on(TICKET, MESSAGE)))
        .then([detached(TICKET)]);
    given::<Attachment>([Uploaded(photo()), attached(TICKET)])
        .when(Detach(on(TICKET, None)))
        .then([]);
}

#[test]
fn a_redacted_attachment_cannot_be_read_but_a_shared_one_can() {
    let fresh = fold([Uploaded(photo())]);
    let shared = fold([
        Uploaded(photo()),
        attached(TICKET),
        attached(OTHER),
        detached(OTHER),
    ]);
    let redacted = fold([Uploaded(photo()), attached(TICKET), detached(TICKET)]);
    let removed = fold([Uploaded(photo()), Removed {}]);
    let readable = [&fresh, &shared, &redacted, &removed].map(Attachment::is_readable);
    assert_eq!(readable, [true, true, false, false]);
    assert_eq!(removed.file(ID), None);
    assert_eq!(fresh.file(ID).map(|file| file.name), Some(photo().name));
}

#[test]
fn it_is_known_who_uploaded_it_and_when() {
    let uploaded = fold([Uploaded(photo())]).uploaded.unwrap();
    assert_eq!((uploaded.by, uploaded.at), (HAPPENED.actor, HAPPENED.at));
}

#[test]
fn names_keep_their_script_and_lose_their_tricks() {
    let tidy = |name| tidy_name(name).unwrap_or_default();
    for kept in [
        "تقرير الشهر.pdf",
        "דו״ח.xlsx",
        "été 3.png",
        ".profile",
        "a.tar.gz",
        "نامه‌ها.txt",
    ] {
        assert_eq!(tidy(kept), kept);
    }
    assert_eq!(tidy("C:\\Users\\dana\\x.png"), "x.png");
    assert_eq!(tidy("../../etc/passwd"), "passwd");
    assert_eq!(tidy("annexe\u{202e}gpj.exe"), "annexegpj.exe");
    assert_eq!(tidy(" a\r\nb\0.txt "), "ab.txt");
    for nothing in ["", " ", "..", "a/", "\u{200f}"] {
        assert_eq!(tidy_name(nothing), None, "{nothing:?}");
    }
    let long = format!("{}.pdf", "ا".repeat(300));
    assert_eq!(tidy(&long).chars().count(), NAME_CHARS);
    assert!(tidy(&long).ends_with(".pdf"));
}

proptest! {
    /// Whatever a file is called, what is left of the name can be recorded and stays as it is.
    #[test]
    fn a_tidy_name_is_accepted(name in "\\PC{0,300}|[./\\\\\u{202e}\r\n a-c]{0,250}") {
        if let Some(tidy) = tidy_name(&name) {
            prop_assert_eq!(tidy_name(&tidy), Some(tidy.clone()));
            let upload = Record(Upload { name: tidy, ..photo() });
            let then = crate::given::decide(&Attachment::default(), &upload, &crate::given::catalog());
            prop_assert!(then.is_ok());
        }
    }

    /// Any sequence of commands leads to a state in which nothing removed is attached.
    #[test]
    fn nothing_is_attached_and_removed_at_once(commands in proptest::collection::vec(command(), 0..40)) {
        let mut state = Attachment::default();
        for command in commands {
            if let Ok(events) = crate::given::decide(&state, &command, &crate::given::catalog()) {
                events.iter().for_each(|event| state.evolve(event, &HAPPENED));
            }
            prop_assert!(!state.removed || state.places.is_empty());
            prop_assert!(state.uploaded.is_some() || state == Attachment::default());
        }
    }
}

fn command() -> impl Strategy<Value = AttachmentCommand> {
    let place = prop_oneof![
        Just(on(TICKET, None)),
        Just(on(TICKET, MESSAGE)),
        Just(on(OTHER, MESSAGE)),
    ];
    prop_oneof![
        Just(Record(photo())),
        place.clone().prop_map(Attach),
        place.prop_map(Detach),
        Just(Remove),
    ]
}
