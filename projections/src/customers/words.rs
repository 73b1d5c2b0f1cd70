//! What customers and organisations are found by, word by word.

use crate::select::Select;
use crate::text::{contains_pattern, searchable};
use domain::customer::phone_key;
use tokio_postgres::types::Type;

/// Words of a search that count.
const WORDS: usize = 8;
/// Characters of a name that put it in order.
const SORTED_CHARS: usize = 60;
/// Fewest digits that are looked for as a phone number.
const PHONE_DIGITS: usize = 3;

/// What is looked through: every text by itself, phones by their digits as well.
pub(super) fn searched<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    phones: &'a [String],
) -> String {
    let spelled = phones.iter().map(String::as_str);
    let mut lines: Vec<_> = texts.into_iter().chain(spelled).map(searchable).collect();
    lines.extend(phones.iter().map(|phone| phone_key(phone)));
    lines.join("\n")
}

/// What a list by name is in the order of.
pub(super) fn sort_name(name: &str) -> String {
    searchable(name).trim().chars().take(SORTED_CHARS).collect()
}

/// Lets only rows pass in whose `column` every word of `text` is found. A phone number is one
/// word, and found however it is spelled, with the country's code or a zero in its place.
pub(crate) fn find(select: &mut Select, column: &str, text: &str) {
    let words: Vec<_> = match phone_pattern(text) {
        Some(_) => vec![text],
        None => text.split_whitespace().take(WORDS).collect(),
    };
    for word in words {
        let patterns = [contains_pattern(word), phone_pattern(word)];
        let found: Vec<_> = (patterns.into_iter().flatten())
            .map(|pattern| format!("{column} LIKE {}", select.param(pattern, Type::TEXT)))
            .collect();
        if !found.is_empty() {
            select.and(&format!("({})", found.join(" OR ")));
            select.by_value = true;
        }
    }
}

fn phone_pattern(text: &str) -> Option<String> {
    let digits = phone_key(text);
    let digits = digits.trim_start_matches('0');
    let other = text.chars().any(|c| c.is_alphabetic() || c == '@');
    (!other && digits.len() >= PHONE_DIGITS).then(|| format!("%{digits}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_looked_for_and_phones_by_their_digits() {
        let mut select = Select::new(String::new());
        find(&mut select, "c.search", " Dana  02-123 ");
        assert_eq!(
            select.sql,
            "\n  AND (c.search LIKE $1)\n  AND (c.search LIKE $2 OR c.search LIKE $3)"
        );
        let mut nothing = Select::new(String::new());
        find(&mut nothing, "c.search", " \u{64B} ");
        assert_eq!(nothing.sql, "");
    }

    #[test]
    fn texts_are_kept_apart() {
        let phones = ["02-123".to_owned()];
        assert_eq!(
            searched(["Dana", "A@B.c"], &phones),
            "dana\na@b.c\n02-123\n02123"
        );
    }
}
