//! English: plurals, -ing and -ed left out as in the first step of Porter's stemmer (1980), common
//! derivations too, and American spelling for British.

use super::{Forms, without_ending};

/// British endings and their American spelling.
const SPELLINGS: [(&str, &str); 13] = [
    ("isational", "izational"),
    ("isations", "izations"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("ours", "ors"),
    ("our", "or"),
    ("tres", "ters"),
    ("tre", "ter"),
    ("ence", "ense"),
];
/// Endings that make one word of another, with how many letters they must leave.
const DERIVED: [(&str, usize); 11] = [
    ("ational", 4),
    ("ations", 4),
    ("ation", 4),
    ("ion", 4),
    ("ment", 4),
    ("able", 4),
    ("ness", 4),
    ("ful", 4),
    ("er", 4),
    ("or", 4),
    ("ly", 4),
];
/// Shorter words have no other forms.
const LEAST: usize = 4;

pub(super) fn forms(word: &str) -> Forms {
    let mut forms = Forms::default();
    if word.len() < LEAST || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return forms;
    }
    let stem = stem(&american(word));
    let derived = without_ending(&stem, &DERIVED);
    if derived != stem {
        forms.stems.push(ended(derived).to_owned());
    }
    forms.stems.push(stem);
    forms
}

fn american(word: &str) -> String {
    let american = SPELLINGS.iter().find_map(|(british, american)| {
        let begin = word.strip_suffix(british)?;
        (begin.len() >= 3).then(|| format!("{begin}{american}"))
    });
    american.unwrap_or_else(|| word.to_owned())
}

fn stem(word: &str) -> String {
    let single = singular(word);
    for ending in ["ing", "ed"] {
        let begin = single.strip_suffix(ending);
        if let Some(begin) = begin.filter(|b| b.len() >= 3 && has_vowel(b)) {
            return match (ending, begin.strip_suffix('i')) {
                ("ed", Some(begin)) => format!("{begin}y"),
                _ => ended(begin).to_owned(),
            };
        }
    }
    ended(&single).to_owned()
}

fn singular(word: &str) -> String {
    let es = ["sses", "xes", "zes", "ches", "shes"];
    if let Some(begin) = word.strip_suffix("ies").filter(|b| b.len() >= 2) {
        return format!("{begin}y");
    }
    if es.iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    let kept = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let bare = word.strip_suffix('s').filter(|_| !kept);
    bare.unwrap_or(word).to_owned()
}

/// Without a silent e, and with one of two equal letters at the end.
fn ended(stem: &str) -> &str {
    if let Some(bare) = stem.strip_suffix('e').filter(|b| b.len() >= 3) {
        return bare;
    }
    let mut last = stem.bytes().rev();
    let (one, two) = (last.next(), last.next());
    let doubled = one == two && one.is_some_and(|b| !b"aeiouls".contains(&b));
    if doubled && stem.len() > 3 {
        &stem[..stem.len() - 1]
    } else {
        stem
    }
}

fn has_vowel(text: &str) -> bool {
    text.bytes().any(|b| b"aeiouy".contains(&b))
}
