//! Texts as people type them, and what is read from them.

use super::*;
use proptest::prelude::*;

fn word(text: &str) -> Atom {
    Atom {
        text: text.to_owned(),
        phrase: false,
        prefix: false,
    }
}

fn phrase(text: &str) -> Atom {
    Atom {
        phrase: true,
        ..word(text)
    }
}

fn prefix(text: &str) -> Atom {
    Atom {
        prefix: true,
        ..word(text)
    }
}

fn filter(name: &str, value: &str) -> TypedFilter {
    TypedFilter {
        name: name.to_owned(),
        value: value.to_owned(),
        excluded: false,
    }
}

#[test]
fn words_must_all_be_found_and_the_last_may_go_on() {
    let read = SearchText::parse("printer  on fi");
    assert_eq!(
        read.groups,
        [vec![word("printer")], vec![word("on")], vec![prefix("fi")]]
    );
    assert_eq!(SearchText::parse("fire ").groups, [vec![word("fire")]]);
    assert_eq!(
        SearchText::parse("inv* paid ").groups,
        [vec![prefix("inv")], vec![word("paid")]]
    );
}

#[test]
fn phrases_exclusions_and_alternatives_are_read() {
    let read = SearchText::parse("\"on fire\" -paper -\"no ink\" scanner OR fax");
    assert_eq!(
        read.groups,
        [
            vec![phrase("on fire")],
            vec![word("scanner"), prefix("fax")]
        ]
    );
    assert_eq!(read.excluded, [word("paper"), phrase("no ink")]);
    assert_eq!(
        SearchText::parse("“דואר נכנס” ").groups,
        [vec![phrase("דואר נכנס")]]
    );
}

#[test]
fn filters_stand_within_the_text() {
    let read = SearchText::parse("Status:open tag:\"needs parts\" -assignee:me vpn");
    assert_eq!(
        read.filters,
        [
            filter("status", "open"),
            filter("tag", "needs parts"),
            TypedFilter {
                excluded: true,
                ..filter("assignee", "me")
            }
        ]
    );
    assert_eq!(read.groups, [vec![prefix("vpn")]]);
    for text in ["https://example.org/x", "10:30", "C:", "a:b", "re:"] {
        assert!(SearchText::parse(text).filters.is_empty(), "{text}");
    }
}

#[test]
fn what_is_typed_wrongly_is_words() {
    assert_eq!(SearchText::parse("\"open").groups, [vec![phrase("open")]]);
    assert_eq!(
        SearchText::parse("OR fax ").groups,
        [vec![word("OR")], vec![word("fax")]]
    );
    assert_eq!(SearchText::parse("fax OR").groups.len(), 2);
    assert!(SearchText::parse(" \"\" ").is_empty());
    let many = "a b c d e ".repeat(10);
    let read = SearchText::parse(&many);
    assert_eq!((read.groups.len(), read.left_out), (MOST_ATOMS, 30));
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "[a-z\"“:*| א-ת\u{64B}ا-ي-]{0,40}", any in ".{0,40}") {
        for text in [text, any] {
            let read = SearchText::parse(&text);
            prop_assert!(read.groups.iter().all(|group| !group.is_empty()));
        }
    }
}
