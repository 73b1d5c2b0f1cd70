//! Keeps spreadsheet programs from running what somebody wrote into a ticket.
//!
//! CSV knows no types: a program that opens it takes a cell for a formula when it begins with one of
//! a few characters. As OWASP advises ("CSV Injection"), such a cell gets an apostrophe before them,
//! which makes it a text. The same is done where a cell could begin in the middle of a text: after a
//! line break, a tab or a semicolon, by which programs of other countries part cells.

use std::borrow::Cow;

/// What a formula begins with, in all widths in which it can be typed.
const TRIGGERS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫',
];

/// The text so that no program takes it, or a part of it, for a formula; unchanged where none would.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_suspect) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    let mut begins = true; // a cell may begin here
    for (at, c) in text.char_indices() {
        let control = at == 0 && matches!(c, '\t' | '\r' | '\n');
        if control || (begins && TRIGGERS.contains(&c)) {
            safe.push('\'');
        }
        let parts = matches!(c, '\t' | '\r' | '\n' | ';');
        begins = parts || (begins && is_passed_over(c));
        safe.push(c);
    }
    Cow::Owned(safe)
}

fn is_suspect(c: char) -> bool {
    TRIGGERS.contains(&c) || matches!(c, '\t' | '\r' | '\n')
}

/// Spaces, quotes and what nobody sees: programs pass over some of them before they look for a
/// formula.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`') || is_invisible(c)
}

/// Joiners, direction marks and other characters without a shape.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What spreadsheet programs may do with a cell, told without a look at the code above: they part
    /// it, pass over what does not count, and run what then begins like a formula.
    fn runs(cell: &str) -> bool {
        let skipped = |c: char| {
            c.is_whitespace()
                || c == '"'
                || c == '`'
                || "\u{feff}\u{200b}\u{200f}\u{202e}\u{2066}".contains(c)
        };
        let formula = |part: &str| {
            let first = part.trim_start_matches(skipped).chars().next();
            first.is_some_and(|c| "=+-@＝＋－＠﹦﹢﹣﹫".contains(c))
        };
        cell.starts_with(['\t', '\r', '\n']) || cell.split([';', '\t', '\r', '\n']).any(formula)
    }

    #[test]
    fn whatever_could_begin_a_formula_begins_with_an_apostrophe() {
        for text in [
            "=1+1",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\tx",
            "\rx",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "﹦1",
            " =1",
            "\u{a0}=1",
            "\u{3000}=1",
            "\"=1",
            " \" =1",
            "\u{feff}=1",
            "\u{200f}=1",
            "\u{202e}=1",
            "\u{2066}@x",
            "\u{200b}\u{200b}-1",
        ] {
            assert!(runs(text), "the oracle knows {text:?}");
            assert!(!runs(&harmless(text)), "{text:?}");
        }
        assert_eq!(harmless("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(harmless(" +1"), " '+1");
    }

    #[test]
    fn a_cell_that_other_programs_begin_in_the_middle_is_harmless_too() {
        assert_eq!(harmless("x;=1"), "x;'=1");
        assert_eq!(harmless("x\n=1"), "x\n'=1");
        assert_eq!(harmless("x\t @y"), "x\t '@y");
        assert_eq!(harmless("x;\"=1\""), "x;\"'=1\"");
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "",
            "printer on fire",
            "a = b",
            "ana@example.org",
            "2 - 3 + 4",
            "الطابعة تحترق؛ = لا",
            "מדפסת \u{200f}- קומה 2",
            "first\nsecond",
            "DKT-17",
        ] {
            assert_eq!(harmless(text), text, "{text:?}");
            let same = matches!(harmless(text), Cow::Borrowed(_)) || text.contains(is_suspect);
            assert!(same, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_mixture_of_them_runs(text in r#"[=+@;\t\r\n "'`a＝－\u{200f}\u{feff}-]{0,12}"#) {
            prop_assert!(!runs(&harmless(&text)), "{text:?} became {:?}", harmless(&text));
        }
    }
}
