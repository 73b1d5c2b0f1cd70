//! What is looked for, as a `tsquery` over the forms that documents hold.

mod common;
mod looked_for;
mod node;

use super::document::Mark;
use super::query::{Correction, SearchFrom, SearchIn, SearchQuery};
use super::syntax::Atom;
use super::words::{Piece, pieces};
use common::is_common;
pub(super) use looked_for::PREFIX_CHARS;
use looked_for::{exact_piece, of_piece};
pub(crate) use node::Node;
use node::all;
pub(super) use node::phrase_query;

/// All that must, and must not, be found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms(pub Vec<Group>);

/// Terms of which one at least must be found, or none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub terms: Vec<Term>,
    pub excluded: bool,
    /// The only parts that are looked at.
    pub within: Option<SearchIn>,
}

/// One word, code or phrase.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// As it is, in any of the forms, or only its beginning.
    pub found: Node,
    /// Exactly as it is.
    pub exact: Node,
    /// As it is, or inflected.
    pub inflected: Node,
    /// Words that must stand next to each other.
    pub phrase: Option<Vec<String>>,
    /// The number that it may be of a ticket.
    pub number: Option<i64>,
    /// Its words, for marking them in texts.
    pub pieces: Vec<Piece>,
    pub prefix: bool,
}

impl Terms {
    /// The terms of a query. Words that stand in every text are left out if there are others.
    pub(crate) fn of(query: &SearchQuery) -> Self {
        let read = |atom: &Atom| Term::of(atom, query.numbers.get(&atom.text).copied());
        let group = |atoms: &[Atom], excluded| Group {
            terms: atoms.iter().filter_map(read).collect(),
            excluded,
            within: query.within,
        };
        let wanted = query.text.groups.iter().map(|atoms| group(atoms, false));
        let wanted: Vec<_> = wanted.filter(|group| !group.terms.is_empty()).collect();
        let (mut groups, common): (Vec<_>, Vec<_>) =
            wanted.into_iter().partition(|group| !group.is_common());
        if groups.is_empty() {
            groups = common;
        }
        let excluded = query.text.excluded.iter();
        let excluded = excluded.map(|atom| group(std::slice::from_ref(atom), true));
        groups.extend(excluded.chain(query.from.iter().map(Group::from)));
        groups.retain(|group| !group.terms.is_empty() || group.within == Some(SearchIn::Customer));
        Self(groups)
    }

    /// The terms of a query with what its words may have been meant to be. Where somebody gave a
    /// choice of words, none of them is corrected.
    pub(crate) fn corrected(query: &SearchQuery, corrections: &[Correction]) -> Self {
        let mut terms = Self::of(query);
        for group in terms.0.iter_mut().filter(|group| !group.excluded) {
            let [term] = &group.terms[..] else { continue };
            let typed = term.word().map(str::to_owned);
            for correction in corrections {
                if typed.as_deref() == Some(&correction.typed) {
                    group.add(&correction.meant);
                }
            }
        }
        terms
    }

    /// The groups of which something must be found.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &Group> {
        self.0.iter().filter(|group| !group.excluded)
    }
}

impl Group {
    /// Adds words that may have been meant.
    pub(super) fn add(&mut self, meant: &[String]) {
        let terms = meant.iter().filter_map(|word| {
            let atom = Atom {
                text: word.clone(),
                phrase: false,
                prefix: false,
            };
            Term::of(&atom, None)
        });
        self.terms.extend(terms);
    }

    /// A `tsquery` for customers; empty where none are looked for.
    pub(super) fn people_query(&self) -> String {
        if !matches!(self.within, None | Some(SearchIn::Customer)) {
            return String::new();
        }
        let leads = Mark::leads(&[Mark::Person]);
        let terms = self.terms.iter().map(|term| match &term.phrase {
            Some(words) => phrase_query(words, &leads),
            None => term.found.query(&leads),
        });
        terms.collect::<Vec<_>>().join(" | ")
    }

    fn is_common(&self) -> bool {
        self.terms.iter().all(Term::is_common)
    }
}

impl From<&SearchFrom> for Group {
    /// A person, all of whose words are told.
    fn from(from: &SearchFrom) -> Self {
        let atom = Atom {
            text: from.text.clone(),
            phrase: false,
            prefix: false,
        };
        Self {
            terms: Term::of(&atom, None).into_iter().collect(),
            excluded: from.excluded,
            within: Some(SearchIn::Customer),
        }
    }
}

impl Term {
    /// `None` where the text has nothing to look for.
    fn of(atom: &Atom, number: Option<i64>) -> Option<Self> {
        let pieces = pieces(&atom.text);
        let words: Vec<_> = pieces
            .iter()
            .flat_map(|p| &p.words)
            .map(|w| w.text.clone())
            .collect();
        if words.is_empty() {
            return None;
        }
        let exact = all(words.iter().cloned().map(Node::Form).collect());
        let phrase = atom.phrase && words.len() > 1;
        let (found, inflected) = match atom.phrase {
            true => (exact.clone(), exact.clone()),
            false => {
                let last = pieces.len() - 1;
                let each = |roots: bool| {
                    let nodes = pieces.iter().enumerate().map(|(at, piece)| {
                        let prefix = atom.prefix && at == last && roots;
                        of_piece(piece, roots, prefix)
                    });
                    all(nodes.collect())
                };
                (each(true), each(false))
            }
        };
        let exact = match atom.phrase {
            true => exact,
            false => all(pieces.iter().map(exact_piece).collect()),
        };
        Some(Self {
            found,
            exact,
            inflected,
            phrase: phrase.then_some(words),
            number,
            pieces,
            prefix: atom.prefix && !atom.phrase,
        })
    }

    /// The one word of it, if it is one.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.pieces[..] {
            [piece] if self.phrase.is_none() => match &piece.words[..] {
                [word] => Some(&word.text),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_common(&self) -> bool {
        self.word().is_some_and(is_common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::syntax::SearchText;

    fn terms(text: &str) -> Vec<Term> {
        let query = SearchQuery {
            text: SearchText::parse(text),
            ..SearchQuery::default()
        };
        let groups = Terms::of(&query).0.into_iter();
        groups.flat_map(|group| group.terms).collect()
    }

    fn queries(text: &str) -> Vec<String> {
        let terms = terms(text);
        terms
            .iter()
            .map(|term| term.found.query(&Mark::leads(&[Mark::Person])))
            .collect()
    }

    #[test]
    fn a_word_is_looked_for_in_all_its_forms() {
        assert_eq!(
            queries("printers "),
            ["(('printers') | ('print') | ('printer'))"]
        );
        assert_eq!(queries("vpn"), ["(('vpn') | ('vpn':*))"]);
        assert_eq!(
            terms("vpn ")[0]
                .found
                .query(&Mark::leads(&[Mark::Subject, Mark::Noted])),
            "('=vpn' | '!vpn')"
        );
    }

    #[test]
    fn a_code_is_looked_for_whole_and_joined_words_apart_too() {
        assert_eq!(queries("10.0.0.1 "), ["('10001')"]);
        assert_eq!(queries("x-9 "), ["(('x9') | (('x') & ('9')))"]);
        assert_eq!(queries("2-3 "), ["('23')"]);
    }

    #[test]
    fn a_choice_of_words_is_not_corrected() {
        let query = SearchQuery {
            text: SearchText::parse("pritner OR vpn pritner "),
            ..SearchQuery::default()
        };
        let meant = Correction {
            typed: "pritner".to_owned(),
            meant: vec!["printer".to_owned()],
        };
        let counts = |terms: Terms| terms.0.iter().map(|g| g.terms.len()).collect::<Vec<_>>();
        assert_eq!(counts(Terms::of(&query)), [2, 1]);
        assert_eq!(counts(Terms::corrected(&query, &[meant])), [2, 2]);
    }

    #[test]
    fn common_words_are_left_out_unless_there_is_nothing_else() {
        assert_eq!(queries("the vpn is ").len(), 1);
        assert_eq!(queries("the and ").len(), 2);
        assert_eq!(queries("«the end» ").len(), 1);
        assert!(queries("— \"\" ! ").is_empty());
    }

    #[test]
    fn the_words_of_a_phrase_stand_next_to_each_other() {
        let terms = terms("\"On fire\"");
        let phrase = terms[0].phrase.clone().unwrap();
        assert_eq!(
            phrase_query(&phrase, &Mark::leads(&[Mark::Said])),
            "('+on':A <-> '+fire':A)"
        );
    }
}
