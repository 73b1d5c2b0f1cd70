//! What people may type.

use super::*;

fn wrong(check: impl FnOnce(&mut Checks)) -> Vec<String> {
    let mut checks = Checks::default();
    check(&mut checks);
    let errors = checks.finish().err().unwrap_or_default();
    errors.into_iter().map(|e| e.field).collect()
}

#[track_caller]
fn accepts(check: impl FnOnce(&mut Checks)) {
    assert_eq!(wrong(check), [""; 0]);
}

#[track_caller]
fn refuses(check: impl FnOnce(&mut Checks)) {
    assert_eq!(wrong(check), ["field"]);
}

#[test]
fn a_line_may_hold_exactly_its_limit_of_characters_of_any_script() {
    accepts(|c| c.line("field", &"ü".repeat(5), 5));
    accepts(|c| c.line("field", "مشكلة", 5));
}

#[test]
fn a_line_one_character_too_long_is_refused() {
    refuses(|c| c.line("field", "abcdef", 5));
}

#[test]
fn a_line_of_blanks_says_nothing_and_is_refused() {
    for blank in ["", " ", "\t\n", "\u{3000}"] {
        refuses(|c| c.line("field", blank, 5));
    }
}

#[test]
fn a_line_takes_no_line_break_nor_any_other_control_character() {
    for text in ["a\nb", "a\rb", "a\tb", "a\0b", "a\u{7f}b", "a\u{85}b"] {
        refuses(|c| c.line("field", text, 5));
    }
}

#[test]
fn text_may_be_empty_and_may_have_several_lines() {
    accepts(|c| c.text("field", ""));
    accepts(|c| c.text("field", "one\r\n\ttwo\n"));
}

#[test]
fn text_takes_no_control_characters_but_breaks_and_tabs() {
    for text in ["a\0", "a\u{1b}[31m", "a\u{8}"] {
        refuses(|c| c.text("field", text));
    }
}

#[test]
fn text_is_limited_in_bytes() {
    accepts(|c| c.text("field", &"x".repeat(BODY_BYTES)));
    refuses(|c| c.text("field", &"x".repeat(BODY_BYTES + 1)));
}

#[test]
fn a_moment_lies_between_1970_and_2199() {
    let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    accepts(|c| c.moment("field", None));
    accepts(|c| c.moment("field", at("1970-01-01T00:00:00Z")));
    accepts(|c| c.moment("field", at("2199-12-31T23:59:59Z")));
    refuses(|c| c.moment("field", at("1969-12-31T23:59:59Z")));
    refuses(|c| c.moment("field", at("2200-01-01T00:00:00Z")));
}

#[test]
fn a_list_has_at_most_fifty_entries() {
    accepts(|c| c.items("field", 50));
    refuses(|c| c.items("field", 51));
}

#[test]
fn an_event_must_fit_into_the_log() {
    accepts(|c| c.fits("field", EVENT_BYTES));
    refuses(|c| c.fits("field", EVENT_BYTES + 1));
}

#[test]
fn a_key_is_lower_case_letters_digits_and_underscores() {
    for key in ["open", "in_progress", "2nd_line", &"k".repeat(50)] {
        accepts(|c| c.key("field", key));
    }
    for key in [
        "",
        "_open",
        "Open",
        "in-progress",
        "ö",
        "a b",
        &"k".repeat(51),
    ] {
        refuses(|c| c.key("field", key));
    }
}

#[test]
fn a_colour_is_a_hash_and_six_hexadecimal_digits() {
    accepts(|c| c.colour("field", "#0F766e"));
    for colour in [
        "",
        "0f766e",
        "#0f7",
        "#0f766g",
        "#0f766e00",
        "#ééé",
        "##0f766",
    ] {
        refuses(|c| c.colour("field", colour));
    }
}

#[test]
fn an_address_has_one_at_sign_and_a_dotted_host() {
    for email in [
        "dana@example.org",
        "d+1.x@mail.example.co",
        "dänä@exämple.org",
    ] {
        accepts(|c| c.email("field", email));
    }
    for email in [
        "",
        "dana",
        "@example.org",
        "dana@localhost",
        "dana@.org",
        "dana@example.",
        "a@b@c.org",
    ] {
        refuses(|c| c.email("field", email));
    }
}

#[test]
fn an_address_smuggles_no_second_address_and_no_header() {
    for email in [
        "a b@c.org",
        "a@c.org\r\nBcc:x@y.org",
        "a,b@c.org",
        "<a@c.org>",
        "a@c.org\0",
    ] {
        refuses(|c| c.email("field", email));
    }
}

#[test]
fn an_address_is_at_most_254_bytes() {
    let email = |length: usize| format!("{}@example.org", "d".repeat(length - 12));
    accepts(|c| c.email("field", &email(254)));
    refuses(|c| c.email("field", &email(255)));
}

#[test]
fn all_wrong_fields_are_reported_at_once_in_the_order_of_the_checks() {
    let fields = wrong(|c| {
        c.line("name", "", 5);
        c.key("key", "open");
        c.colour("colour", "reddish");
    });
    assert_eq!(fields, ["name", "colour"]);
}
