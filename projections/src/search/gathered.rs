//! The forms of a part while it is read, each with its places.

use super::vector::Vector;
use std::collections::BTreeMap;
use std::ops::Range;

/// Places that are kept of one form.
const MOST_PLACES: usize = 50;
/// So many are read before they are put in order; most parts have fewer.
const UNORDERED: usize = 4000;

/// Forms as they were read, and those of a long part in order, each once.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The letters of those that were read, one after the other.
    letters: String,
    read: Vec<Read>,
    ordered: BTreeMap<String, Vec<u16>>,
}

#[derive(Debug)]
struct Read {
    /// Which of the letters.
    at: Range<usize>,
    place: Option<u16>,
}

impl Gathered {
    /// The form that these parts make, and its place if a word reads exactly so. Places come in
    /// rising order.
    pub(super) fn add<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>, place: Option<u16>) {
        let start = self.letters.len();
        for part in parts {
            self.letters.push_str(part);
        }
        let at = start..self.letters.len();
        self.read.push(Read { at, place });
        if self.read.len() >= UNORDERED {
            self.put_in_order();
        }
    }

    /// Whether there are so many different ones.
    pub(super) fn reaches(&mut self, many: usize) -> bool {
        if self.ordered.len() + self.read.len() < many {
            return false; // the usual case, in which nothing need be compared
        }
        self.put_in_order();
        self.ordered.len() >= many
    }

    pub(super) fn vector(mut self) -> Vector {
        if !self.ordered.is_empty() {
            self.put_in_order();
            let forms = self.ordered.iter();
            return Vector::of("", forms.map(|(form, at)| (form, at.iter().copied())));
        }
        let form = |read: &Read| &self.letters[read.at.clone()];
        // stable, so that places stay in their order
        self.read.sort_by(|a, b| form(a).cmp(form(b)));
        let alike = self.read.chunk_by(|a, b| form(a) == form(b));
        Vector::of("", alike.map(|alike| (form(&alike[0]), places(alike))))
    }

    fn put_in_order(&mut self) {
        for Read { at, place } in self.read.drain(..) {
            let form = &self.letters[at];
            if !self.ordered.contains_key(form) {
                self.ordered.insert(form.to_owned(), Vec::new());
            }
            if let (Some(place), Some(places)) = (place, self.ordered.get_mut(form))
                && places.len() < MOST_PLACES
                && places.last() != Some(&place)
            {
                places.push(place);
            }
        }
        self.letters.clear();
    }
}

/// Each once.
fn places(alike: &[Read]) -> impl Iterator<Item = u16> {
    let mut last = None;
    let places = alike.iter().filter_map(|read| read.place);
    let once = places.filter(move |place| last.replace(*place) != Some(*place));
    once.take(MOST_PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_long_part_is_kept_as_a_short_one_is(
            read in prop::collection::vec(("[ab]{1,3}", any::<bool>()), 0..150),
        ) {
            let (mut short, mut long) = (Gathered::default(), Gathered::default());
            for ((form, exact), place) in read.iter().zip(1..) {
                // a place comes twice where a word is read under two marks
                let place = exact.then_some(place / 2 + 1);
                short.add([form.as_str()], place);
                long.add([&form[..1], &form[1..]], place);
                long.put_in_order();
            }
            let different: std::collections::BTreeSet<_> = read.iter().map(|(form, _)| form).collect();
            prop_assert!(long.reaches(different.len()) && !long.reaches(different.len() + 1));
            prop_assert!(short.read.len() == read.len());
            prop_assert_eq!(short.vector(), long.vector());
        }
    }
}
