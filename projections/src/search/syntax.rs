//! What people type to find tickets, read into words, phrases, exclusions and filters.
//!
//! Nothing that can be typed is refused: what cannot be meant otherwise is taken for words.

mod atoms;

use atoms::{Atom as Read, atoms};

/// Most words and phrases of one search; what follows is told as left out.
pub const MOST_ATOMS: usize = 20;

/// A text that was typed, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchText {
    /// Each of them must be found, one of its alternatives at least.
    pub groups: Vec<Vec<Atom>>,
    /// None of them may be found.
    pub excluded: Vec<Atom>,
    /// `name:value`, as typed, for names that are written as filters are.
    pub filters: Vec<TypedFilter>,
    /// Words that were left out because there are too many.
    pub left_out: usize,
}

/// A word or a phrase to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    pub text: String,
    /// All words next to each other, as they are.
    pub phrase: bool,
    /// Words that begin so will do.
    pub prefix: bool,
}

/// A filter within the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedFilter {
    /// In lower case.
    pub name: String,
    pub value: String,
    /// `-name:value`.
    pub excluded: bool,
}

impl SearchText {
    /// Reads a text. The last word, if it is still being typed, finds all words that begin so.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut read = Self::default();
        let typing = !text.ends_with(char::is_whitespace);
        let mut atoms = atoms(text).into_iter().peekable();
        let mut alternative = false;
        while let Some(atom) = atoms.next() {
            if atom.is_or() && !read.groups.is_empty() && atoms.peek().is_some_and(Read::is_plain) {
                alternative = true;
                continue;
            }
            let last = typing && atoms.peek().is_none();
            read.take(atom, std::mem::take(&mut alternative), last);
        }
        read
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.excluded.is_empty() && self.filters.is_empty()
    }

    /// Every word of a filter that is none, read as words instead.
    pub fn as_words(&mut self, filter: &TypedFilter) {
        let atom = Atom {
            text: format!("{} {}", filter.name, filter.value),
            phrase: true,
            prefix: false,
        };
        match filter.excluded {
            true => self.excluded.push(atom),
            false => self.groups.push(vec![atom]),
        }
    }

    fn take(&mut self, atom: Read, alternative: bool, last: bool) {
        if let Some((name, value)) = atom.filter() {
            self.filters.push(TypedFilter {
                name,
                value,
                excluded: atom.excluded,
            });
            return;
        }
        let (star, excluded) = (atom.star, atom.excluded);
        let atom = Atom {
            prefix: !atom.quoted && (star || last),
            phrase: atom.quoted,
            text: atom.text,
        };
        if self.groups.len() + self.excluded.len() >= MOST_ATOMS {
            self.left_out += 1;
        } else if excluded {
            self.excluded.push(Atom {
                prefix: star,
                ..atom
            });
        } else if let Some(group) = self.groups.last_mut().filter(|_| alternative) {
            group.push(atom);
        } else {
            self.groups.push(vec![atom]);
        }
    }
}

#[cfg(test)]
mod tests;
