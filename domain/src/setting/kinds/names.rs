//! Texts in several languages beside the usual one.

use crate::limits::{Checks, NAME_CHARS};
use crate::locale;
use std::collections::BTreeMap;

/// A text per language, by BCP 47 tags such as `ar`, `he`, `en`.
pub type Names = BTreeMap<String, String>;

/// Most languages of one text.
const MOST: usize = 20;

/// The text for readers of `language`: in just this language, else in the one that it is a kind
/// of (`ar` for `ar-EG`), else the usual one.
#[must_use]
pub fn in_language<'a>(usual: &'a str, names: &'a Names, language: &str) -> &'a str {
    let primary = language.split('-').next().unwrap_or_default();
    let found = names.get(language).or_else(|| names.get(primary));
    found.map_or(usual, String::as_str)
}

/// Every tag is one, and every text says something on one line.
pub fn check(checks: &mut Checks, field: &str, names: &Names) {
    if names.len() > MOST {
        checks.fail(field, format!("must have at most {MOST} languages"));
    }
    for (tag, name) in names.iter().take(MOST) {
        match locale::language(tag) {
            Some(usual) if usual == *tag => {
                checks.line(&format!("{field}.{tag}"), name, NAME_CHARS);
            }
            Some(usual) => checks.fail(field, format!("must spell {tag} as {usual}")),
            None => {
                let tag: String = tag.chars().take(20).collect();
                let detail = format!("{tag:?} is no language; use tags like ar, he, en");
                checks.fail(field, detail);
            }
        }
    }
}
