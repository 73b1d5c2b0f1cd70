//! Bodies made to be hard: of the greatest length, nested, or left open a thousand times.

use super::*;
use domain::limits::BODY_BYTES;
use std::time::{Duration, Instant};

/// Hangs are meant, not slow machines: what is well built takes a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(60);
/// An attack that is let through grows a thousand times.
const MOST: usize = 2 * HTML_BYTES;

fn full_of(piece: &str) -> String {
    piece.repeat(BODY_BYTES / piece.len())
}

fn half_and_half(first: &str, second: &str) -> String {
    let half = |piece: &str| piece.repeat(BODY_BYTES / 2 / piece.len());
    half(first) + &half(second)
}

fn numbered(most: usize, piece: impl Fn(usize) -> String) -> String {
    let mut body = String::new();
    for number in 0.. {
        let piece = piece(number);
        if body.len() + piece.len() > most {
            break;
        }
        body += &piece;
    }
    body
}

fn is_quick(bodies: &[String]) {
    for body in bodies {
        assert!(body.len() <= BODY_BYTES);
        for format in [Format::Text, Format::Markdown, Format::Html] {
            let started = Instant::now();
            let shown = render(body, format, RemoteImages::Block);
            let (taken, begin) = (started.elapsed(), &body[..60]);
            assert!(taken < PATIENCE, "{begin:?} as {format:?} took {taken:?}");
            let bytes = shown.len();
            assert!(bytes < MOST, "{begin:?} as {format:?} became {bytes} bytes");
        }
    }
}

#[test]
fn deeply_nested_bodies_are_shown_in_time() {
    let pieces = [
        "<div>",
        "<blockquote>",
        "<span>",
        "<table><tr><td>",
        "<table>",
        "<ul><li>",
        "<svg>",
        ">",
        "> ",
        "- ",
        "1. ",
        "[",
        "![",
        "[a](",
        "[a](<b",
        "<",
        "<a",
        "</",
        "(",
    ];
    is_quick(&pieces.map(full_of));
}

#[test]
fn tags_that_are_left_open_are_not_opened_again_for_ever() {
    let bold = numbered(BODY_BYTES / 2, |number| format!("<b title={number}>"));
    let eight = "<b><i><u><s><em><code><tt><small>";
    is_quick(&[
        numbered(BODY_BYTES, |number| format!("<b title={number}>")),
        bold.clone() + &"<p>x".repeat(BODY_BYTES / 8),
        format!("<p>{bold}{}", "<div>x</div>".repeat(BODY_BYTES / 26)),
        eight.to_owned() + &"<p>x</p><hr>x<table>x".repeat(BODY_BYTES / 24),
        full_of("<a href=https://a.example><b><p>"),
        full_of("<b></p>"),
        half_and_half("<b>", "</i>"),
        half_and_half("<div>", "</p>"),
        full_of("<table>x<b>"),
    ]);
}

#[test]
fn bodies_that_a_parser_reads_again_and_again_are_shown_in_time() {
    let attributes = numbered(BODY_BYTES - 10, |number| format!("a{number:x} "));
    let columns = "|a".repeat(20_000) + "|\n" + &"|-".repeat(20_000) + "|\n";
    let style = "color:red;".repeat(BODY_BYTES / 11);
    is_quick(&[
        format!("<p {attributes}>"),
        columns.clone() + &"|x\n".repeat((BODY_BYTES - columns.len()) / 3),
        half_and_half("*a_ ", "_b* "),
        half_and_half("`", "`a"),
        numbered(BODY_BYTES, |number| "`".repeat(number) + "a"),
        numbered(BODY_BYTES, |number| format!("[{number}]: x\n")),
        format!("<p style=\"{style}\">"),
    ]);
    let pieces = [
        "*a **b ",
        "a**b",
        "_a __b ",
        "~~a ~b ",
        "[a][b]",
        "http://",
        "http://a.",
        "www.a(",
        "mailto:",
        "a@a.",
        "@",
        "http://a)",
        "&",
        "&amp",
        "\\",
        "<!--",
        "<?",
        "<!A ",
        "<![CDATA[",
        "<a href=\"",
        "\n",
        "\n> ",
        "a\n\n",
        "|",
        "|-|\n",
        "- a\n",
        "* * *\n",
        "x\n=",
    ];
    is_quick(&pieces.map(full_of));
}
