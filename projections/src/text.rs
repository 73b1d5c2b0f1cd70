//! Texts that are looked for in texts.

pub(crate) use domain::spelling::searchable;

/// A `LIKE` pattern for texts that contain `text`; `None` when nothing is left to look for.
pub(crate) fn contains_pattern(text: &str) -> Option<String> {
    let text = searchable(text.trim());
    (!text.is_empty()).then(|| format!("%{}%", literal(&text)))
}

/// The part of a `LIKE` pattern that matches this text and no other.
pub(crate) fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_never_a_wildcard() {
        assert_eq!(
            contains_pattern("100% _a\\").as_deref(),
            Some("%100\\% \\_a\\\\%")
        );
        assert_eq!(contains_pattern(" \u{64B}\0 "), None);
    }
}
