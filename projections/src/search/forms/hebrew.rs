//! Hebrew: letters of service before a word and plural and gender endings after it left out, and
//! the rest without the vowel letters that are written or not.

use super::{Forms, root, without_ending};

/// Letters that stand before words: and, the, in, to, from, that, as.
const SERVICE: [char; 7] = ['ו', 'ה', 'ב', 'ל', 'מ', 'ש', 'כ'];
/// Endings, with how many letters they must leave. Final letters are spelled as others here.
const ENDINGS: [(&str, usize); 11] = [
    ("יותינו", 3),
    ("ותינו", 3),
    ("יות", 3),
    ("ות", 3),
    ("ימ", 3),
    ("ית", 3),
    ("תי", 3),
    ("יה", 3),
    ("ה", 3),
    ("ת", 3),
    ("י", 3),
];
const ALEF: [(&str, usize); 1] = [("א", 3)];
/// Most letters of service before one word, as in וכשה־.
const MOST: usize = 3;

pub(super) fn forms(word: &str) -> Forms {
    let mut forms = Forms::default();
    for base in bases(word) {
        let stem = without_ending(without_ending(base, &ENDINGS), &ALEF);
        forms.stems.push(stem.to_owned());
        forms.roots.extend(root(stem, &[], &['ו', 'י']));
        forms.bases.push(base.to_owned());
    }
    forms
}

/// The word, and what is left of it when its first letters are of service. Each must leave three.
fn bases(word: &str) -> Vec<&str> {
    let mut bases = vec![word];
    let mut rest = word;
    for _ in 0..MOST {
        match rest.strip_prefix(SERVICE) {
            Some(bare) if bare.chars().count() >= 3 => rest = bare,
            _ => break,
        }
        bases.push(rest);
    }
    bases
}
