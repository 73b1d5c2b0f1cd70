//! The forms under which a word is kept and looked for: as it is, without what grammar adds to it,
//! and its bare consonants, where the language hides the word in a plural.
//!
//! Two words are alike when any of their forms are equal, so both sides are treated the same and a
//! wrong guess costs an unwanted hit far down, never a missed exact one.

mod arabic;
mod english;
mod hebrew;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Marks a form of consonants alone.
const ROOT: char = '~';

/// Every form of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    /// As it is.
    pub exact: String,
    /// Without articles, prepositions and endings; never the exact one.
    pub stems: Vec<String>,
    /// Marked with [`ROOT`], so that none is taken for a word.
    pub roots: Vec<String>,
    /// Without articles and prepositions, endings and all: what a slip of the finger is told by.
    pub bases: Vec<String>,
}

thread_local! {
    /// Most words of a text were in the one before.
    static KNOWN: RefCell<HashMap<String, Rc<Forms>>> = RefCell::default();
}

/// Words that a thread remembers the forms of.
const REMEMBERED: usize = 20_000;

impl Forms {
    /// As [`Forms::of`], where a great many words are read.
    pub(crate) fn known(word: &str) -> Rc<Self> {
        KNOWN.with_borrow_mut(|known| {
            if let Some(forms) = known.get(word) {
                return Rc::clone(forms);
            }
            if known.len() >= REMEMBERED {
                known.clear();
            }
            let forms = Rc::new(Self::of(word));
            known.insert(word.to_owned(), Rc::clone(&forms));
            forms
        })
    }

    pub(crate) fn of(word: &str) -> Self {
        let mut forms = match word.chars().next() {
            Some('\u{0621}'..='\u{064A}') => arabic::forms(word),
            Some('\u{05D0}'..='\u{05EA}') => hebrew::forms(word),
            Some('a'..='z') => english::forms(word),
            _ => Self::default(),
        };
        word.clone_into(&mut forms.exact);
        forms.stems.retain(|stem| *stem != word);
        forms.bases.retain(|base| *base != word);
        distinct(&mut forms.stems);
        distinct(&mut forms.roots);
        forms
    }

    /// The roots that are kept: one that reads like the word or a stem of it need not be, since
    /// whoever looks for a root looks for such words too.
    pub(crate) fn kept_roots(&self) -> impl Iterator<Item = &String> {
        let reads_so = |root: &&String| {
            let bare = bare(root);
            bare != self.exact && self.stems.iter().all(|stem| stem != bare)
        };
        self.roots.iter().filter(reads_so)
    }

    /// Every form that is compared; bases are not.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let more = self.stems.iter().chain(&self.roots);
        std::iter::once(&self.exact).chain(more).map(String::as_str)
    }

    /// Whether they are forms of one word, as far as search can tell.
    pub(crate) fn are_like(&self, other: &Self) -> bool {
        self.all().any(|form| other.all().any(|f| f == form))
    }
}

/// A root as words read that are nothing but their roots.
pub(crate) fn bare(root: &str) -> &str {
    root.strip_prefix(ROOT).unwrap_or(root)
}

fn distinct(forms: &mut Vec<String>) {
    forms.sort_unstable();
    forms.dedup();
}

/// The consonants of a stem: what is left without these letters, of which the first stays if it
/// begins the word and is none of `anywhere`. Fewer than three tell nothing.
fn root(stem: &str, anywhere: &[char], inside: &[char]) -> Option<String> {
    let heard = stem.chars().enumerate().filter(|(at, c)| {
        let left_out = anywhere.contains(c) || (*at > 0 && inside.contains(c));
        !left_out
    });
    let heard: String = heard.map(|(_, c)| c).collect();
    (heard.chars().count() >= 3).then(|| format!("{ROOT}{heard}"))
}

/// The word without the first of the `endings` that it has and that leaves enough letters.
fn without_ending<'a>(word: &'a str, endings: &[(&str, usize)]) -> &'a str {
    let bare = endings.iter().find_map(|(ending, least)| {
        let bare = word.strip_suffix(ending)?;
        (bare.chars().count() >= *least).then_some(bare)
    });
    bare.unwrap_or(word)
}

#[cfg(test)]
mod tests;
