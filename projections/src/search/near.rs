//! Words that differ by one letter: left out, put in, another one, or two that changed places.
//!
//! Each word is kept with each of its letters left out once; two words are near when any of what is
//! kept of both is equal and their distance is 1 (Garbe's symmetric deletion, 2012). It needs no
//! extension of the database and works in every script.

use super::forms::Forms;

/// Shorter words have too many neighbours.
const LEAST: usize = 4;
/// Of longer words no letter is left out at the end.
const MOST: usize = 24;

/// What is kept of a word for searches that slipped; nothing of short words and numbers.
pub(super) fn kept(word: &str) -> Vec<String> {
    let forms = Forms::of(word);
    let mut kept = Vec::new();
    for spelled in std::iter::once(&forms.exact).chain(&forms.bases) {
        keep(spelled, &mut kept);
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

fn keep(word: &str, kept: &mut Vec<String>) {
    let length = word.chars().count();
    let wordlike = word.chars().all(char::is_alphabetic);
    if length < LEAST || !wordlike {
        return;
    }
    kept.push(word.to_owned());
    for (at, c) in word.char_indices().take(MOST) {
        let (begin, end) = word.split_at(at);
        kept.push(format!("{begin}{}", &end[c.len_utf8()..]));
    }
}

/// Whether two words differ by one letter, or forms of them do.
pub(super) fn are_near(one: &str, other: &str) -> bool {
    let long = |form: &&str| form.chars().count() >= LEAST && !form.starts_with('~');
    let (one, other) = (Forms::of(one), Forms::of(other));
    let spelled = |forms: &Forms| {
        let all = forms.all().chain(forms.bases.iter().map(String::as_str));
        all.filter(long).map(str::to_owned).collect::<Vec<_>>()
    };
    let (one, other) = (spelled(&one), spelled(&other));
    one.iter()
        .any(|a| other.iter().any(|b| differ_by_one(a, b)))
}

/// Whether the optimal string alignment distance is 1.
fn differ_by_one(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let begin = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[begin..], &b[begin..]);
    match b.len() - a.len() {
        1 => b[1..] == *a,
        0 => match (a, b) {
            ([], []) => false,
            ([w, x, ..], [y, z, ..]) if w == z && x == y && a[2..] == b[2..] => true,
            _ => a[1..] == b[1..],
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        for (one, other) in [
            ("printer", "pritner"),
            ("printer", "priner"),
            ("printer", "printter"),
            ("printer", "prinder"),
            ("printer", "rpinter"),
            ("طابعه", "طابغه"),
            ("חשבונית", "חשבנית"),
            ("מדפסט", "המדפסת"),
        ] {
            assert!(
                are_near(one, other) && are_near(other, one),
                "{one} {other}"
            );
            let (a, b) = (kept(one), kept(other));
            assert!(a.iter().any(|form| b.contains(form)), "{a:?} {b:?}");
        }
        assert!(!differ_by_one("printer", "printer"));
        assert!(!differ_by_one("printer", "prniert"));
        assert!(!differ_by_one("abcd", "abdcx"));
    }

    #[test]
    fn short_words_and_numbers_have_no_neighbours() {
        assert!(kept("vpn").is_empty());
        assert!(kept("123456").is_empty());
        assert_eq!(kept("aaaa"), ["aaa", "aaaa"]);
    }
}
