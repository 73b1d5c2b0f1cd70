//! Text in XML.

use std::fmt;

/// A text as the value of an attribute. What XML 1.0 cannot hold is left out.
pub(super) struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // a reader would make spaces of them
                '\t' | '\n' | '\r' => write!(f, "&#{};", u32::from(c))?,
                '\u{0}'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => {}
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_it() {
        let text = "a\"b<c>&d\n\u{1}\u{FFFF}\u{5D0}";
        assert_eq!(
            Escaped(text).to_string(),
            "a&quot;b&lt;c&gt;&amp;d&#10;\u{5D0}"
        );
    }
}
