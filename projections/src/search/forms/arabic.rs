//! Arabic: articles, prepositions and endings left out, as light stemmers do (Larkey et al., 2002),
//! and the consonants of the rest, in which most broken plurals agree with their singulars.

use super::{Forms, root, without_ending};

/// The article with what may stand before it, longest first.
const ARTICLES: [&str; 11] = [
    "وبال", "فبال", "وكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "ال", "لل",
];
/// Conjunctions and prepositions of one letter.
const PARTICLES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];
/// Endings, with how many letters they must leave. Teh marbuta is spelled as heh here.
const ENDINGS: [(&str, usize); 20] = [
    ("تنا", 3),
    ("تها", 3),
    ("تهم", 3),
    ("تين", 3),
    ("تان", 3),
    ("يات", 3),
    ("ات", 3),
    ("ون", 3),
    ("ين", 3),
    ("ان", 4),
    ("تي", 3),
    ("تك", 3),
    ("يه", 3),
    ("ها", 3),
    ("هم", 3),
    ("كم", 3),
    ("نا", 3),
    ("ه", 2),
    ("ي", 3),
    ("ك", 4),
];

pub(super) fn forms(word: &str) -> Forms {
    let mut forms = Forms::default();
    for base in bases(word) {
        let stem = without_ending(base, &ENDINGS);
        forms.stems.push(stem.to_owned());
        let consonants = |text| root(text, &['ا'], &['و', 'ي']);
        forms.roots.extend(consonants(stem));
        forms.roots.extend(consonants(base));
        forms.bases.push(base.to_owned());
    }
    forms
}

/// The word without its article; where it has none, also without what may be a particle.
fn bases(word: &str) -> Vec<&str> {
    let long = |text: &str, least| text.chars().count() >= least;
    let bare = ARTICLES.iter().find_map(|a| word.strip_prefix(a));
    if let Some(bare) = bare.filter(|bare| long(bare, 2)) {
        return vec![bare];
    }
    let mut bases = vec![word];
    let without = |text: &str| text.strip_prefix(PARTICLES).map(str::len);
    let mut rest = word;
    for _ in 0..2 {
        let Some(length) = without(rest) else { break };
        rest = &word[word.len() - length..];
        if !long(rest, 3) {
            break;
        }
        bases.push(rest);
    }
    bases
}
