//! What holds for the whole installation, and how its tickets are numbered.

use super::*;
use crate::limits::TICKET_FILE_BYTES;
use crate::setting::CustomerPortal;
use proptest::prelude::*;

fn numbered(prefix: &str, padding: u8) -> Workspace {
    Workspace {
        number_prefix: prefix.to_owned(),
        number_padding: padding,
        ..Workspace::default()
    }
}

fn workspace() -> Given<Setting<Workspace>> {
    given([])
}

#[test]
fn the_workspace_can_be_saved_but_never_retired() {
    let named = numbered("DKT-", 6);
    workspace().when(Create(named.clone())).then([Saved(named)]);
    given::<Setting<Workspace>>([Saved(Workspace::default())])
        .when(Retire)
        .wrong(["id"]);
}

#[test]
fn all_wrong_fields_of_the_workspace_are_reported_at_once() {
    let bad = Workspace {
        name: " ".to_owned(),
        number_prefix: "№ ".to_owned(),
        number_padding: 13,
        first_status: Some(status("lost").0),
        calendar: None,
        max_ticket_attachment_bytes: 0,
        languages: vec!["en".to_owned(), "en".to_owned(), "EN".to_owned()],
        portal: CustomerPortal {
            form_sites: vec!["https://a.example/path".to_owned()],
            ..CustomerPortal::default()
        },
    };
    workspace().when(Create(bad)).wrong([
        "name",
        "number_prefix",
        "number_padding",
        "first_status",
        "max_ticket_attachment_bytes",
        "languages[1]",
        "languages[2]",
        "portal.form_sites[0]",
    ]);
}

#[test]
fn a_prefix_that_would_run_into_the_number_is_refused() {
    for prefix in ["2026", "A1", "12345678901", "DKT_"] {
        let when = workspace().when(Create(numbered(prefix, 0)));
        when.wrong(["number_prefix"]);
    }
}

#[test]
fn the_workspace_needs_a_language() {
    let silent = Workspace {
        languages: vec![],
        ..Workspace::default()
    };
    workspace().when(Create(silent)).wrong(["languages"]);
}

#[test]
fn a_number_is_said_with_its_prefix_and_zeros() {
    assert_eq!(numbered("DKT-", 6).reference(123), "DKT-000123");
    assert_eq!(numbered("", 0).reference(123), "123");
    assert_eq!(numbered("T", 2).reference(1234), "T1234");
}

#[test]
fn a_number_is_understood_however_people_write_it() {
    let workspace = numbered("DKT-", 6);
    for text in [
        "DKT-000123",
        "dkt-123",
        "123",
        "#123",
        " #DKT-123 ",
        "000123",
    ] {
        assert_eq!(workspace.number(text), Some(123), "{text}");
    }
    for text in [
        "",
        "#",
        "DKT-",
        "DKT-x",
        "ABC-123",
        "-123",
        "+123",
        "0",
        "1.5",
        "１２３",
        "##1",
    ] {
        assert_eq!(workspace.number(text), None, "{text}");
    }
    assert_eq!(workspace.number("99999999999999999999"), None);
}

#[test]
fn the_workspace_says_how_many_bytes_a_ticket_takes() {
    let mut catalog = catalog();
    assert_eq!(catalog.ticket_file_bytes(), TICKET_FILE_BYTES);
    let small = Workspace {
        max_ticket_attachment_bytes: 10,
        ..Workspace::default()
    };
    put(&mut catalog, Workspace::id(), [Saved(small)]);
    assert_eq!(catalog.ticket_file_bytes(), 10);
}

proptest! {
    #[test]
    fn every_number_is_understood_as_it_is_said(
        number in 1_i64..,
        prefix in "([A-Za-z0-9-]{0,9}[A-Za-z-])?",
        padding in 0_u8..=12,
    ) {
        let workspace = numbered(&prefix, padding);
        prop_assert_eq!(workspace.number(&workspace.reference(number)), Some(number));
        prop_assert_eq!(workspace.number(&number.to_string()), Some(number));
    }
}
