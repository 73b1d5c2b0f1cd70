//! Where the words of a search stand in a text, as it was written.

use super::forms::Forms;
use super::query::{Correction, SearchQuery};
use super::terms::{Group, Term, Terms};
use super::words::{Piece, pieces};
use std::ops::Range;

/// Letters of a snippet, about; and how many of them may stand before the first word found.
const SNIPPET: usize = 160;
const BEFORE: usize = 40;

/// Finds the words of one search in texts.
#[derive(Debug)]
pub struct Marker {
    groups: Vec<Group>,
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub text: String,
    /// Whether it is what was looked for.
    pub found: bool,
}

impl Marker {
    /// Marks what the search looks for, its corrections too.
    #[must_use]
    pub fn new(query: &SearchQuery, corrections: &[Correction]) -> Self {
        let mut terms = Terms::corrected(query, corrections);
        terms.0.retain(|group| !group.excluded);
        Self { groups: terms.0 }
    }

    /// The best stretch of the text with what was found in it; `None` where nothing is.
    #[must_use]
    pub fn snippet(&self, text: &str) -> Option<Vec<Segment>> {
        let marks = self.marks(text);
        let window = window(text, &marks)?;
        let cut_before = !text[..window.start].trim().is_empty();
        let cut_after = window.end < text.trim_end().len();
        let mut segments = Vec::new();
        let mut at = window.start;
        if cut_before {
            push(&mut segments, "…", false);
        }
        for mark in marks
            .iter()
            .filter(|m| m.start >= window.start && m.end <= window.end)
        {
            push(&mut segments, &text[at..mark.start], false);
            push(&mut segments, &text[mark.clone()], true);
            at = mark.end;
        }
        push(&mut segments, text[at..window.end].trim_end(), false);
        if cut_after {
            push(&mut segments, "…", false);
        }
        Some(segments)
    }

    /// What was found in the text, in its order and without overlaps.
    fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let pieces = pieces(text);
        let terms = self.groups.iter().flat_map(|group| &group.terms);
        let mut marks: Vec<_> = terms.flat_map(|term| term.marks(&pieces)).collect();
        marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for mark in marks {
            match apart.last_mut() {
                Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
                _ => apart.push(mark),
            }
        }
        apart
    }
}

impl Term {
    /// Where it stands among the pieces of a text.
    pub(crate) fn marks(&self, pieces: &[Piece]) -> Vec<Range<usize>> {
        match &self.phrase {
            Some(words) => phrases(words, pieces),
            None => {
                let last = self.pieces.len().saturating_sub(1);
                let wanted = self.pieces.iter().enumerate();
                let wanted = wanted.flat_map(|(at, wanted)| {
                    let prefix = self.prefix && at == last;
                    places(wanted, prefix, pieces)
                });
                wanted.collect()
            }
        }
    }
}

fn phrases(phrase: &[String], pieces: &[Piece]) -> Vec<Range<usize>> {
    let words: Vec<_> = pieces.iter().flat_map(|piece| &piece.words).collect();
    let runs = words.windows(phrase.len());
    let runs = runs.filter(|run| {
        run.iter()
            .zip(phrase)
            .all(|(word, text)| word.text == *text)
    });
    runs.map(|run| run[0].at.start..run[run.len() - 1].at.end)
        .collect()
}

fn places(wanted: &Piece, prefix: bool, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if let Some(whole) = wanted.whole() {
        found.extend(wholes(&whole, prefix, pieces));
        if wanted.hyphenated {
            let words = wanted.words.iter();
            found.extend(words.flat_map(|word| of_word(&word.text, false, pieces)));
        }
    } else if let [word] = &wanted.words[..] {
        found.extend(wholes(&word.text, prefix, pieces));
        found.extend(of_word(&word.text, prefix, pieces));
    }
    found
}

/// Pieces that are this when their words are joined, and a word with the number after it.
fn wholes(wanted: &str, prefix: bool, pieces: &[Piece]) -> Vec<Range<usize>> {
    let is_it = |whole: &str| whole == wanted || (prefix && whole.starts_with(wanted));
    let own = pieces.iter().filter(|piece| {
        let whole = piece.whole();
        whole.unwrap_or_else(|| piece.words[0].text.clone()) == wanted
            || piece.whole().is_some_and(|whole| is_it(&whole))
    });
    let pairs = pieces.windows(2).filter(|pair| {
        let joined = super::document::joined(&pair[0], &pair[1]);
        joined.is_some_and(|joined| is_it(&joined))
    });
    let pairs = pairs.map(|pair| pair[0].at().start..pair[1].at().end);
    own.map(Piece::at).chain(pairs).collect()
}

fn of_word(wanted: &str, prefix: bool, pieces: &[Piece]) -> Vec<Range<usize>> {
    let forms = Forms::of(wanted);
    let prefix = prefix && wanted.chars().count() >= super::terms::PREFIX_CHARS;
    let is_it = |text: &str| {
        let own = Forms::of(text);
        let starts = |form: &str| prefix && form.starts_with(wanted);
        forms.are_like(&own)
            || own.all().any(starts)
            || super::document::runs(text).any(|run| forms.all().any(|f| f == run) || starts(run))
    };
    let words = pieces.iter().flat_map(|piece| &piece.words);
    words
        .filter(|word| is_it(&word.text))
        .map(|word| word.at.clone())
        .collect()
}

/// The stretch with the most of what was found, cut at blanks.
fn window(text: &str, marks: &[Range<usize>]) -> Option<Range<usize>> {
    let within = |from: &Range<usize>| {
        let end = after(text, from.start, SNIPPET - BEFORE);
        marks
            .iter()
            .filter(|m| m.start >= from.start && m.end <= end)
            .count()
    };
    let best = marks
        .iter()
        .enumerate()
        .max_by_key(|(at, mark)| (within(mark), usize::MAX - at))?
        .1;
    let start = before(text, best.start, BEFORE);
    let start = start + text[start..].len() - text[start..].trim_start().len();
    let end = after(text, best.start, SNIPPET - BEFORE).max(best.end);
    let cut = marks.iter().find(|mark| mark.start < end && mark.end > end);
    Some(start..cut.map_or(end, |mark| mark.end))
}

/// The blank, or else the letter, that stands so many letters before.
fn before(text: &str, at: usize, letters: usize) -> usize {
    let mut back = text[..at].char_indices().rev();
    let Some((far, _)) = back.nth(letters) else {
        return 0;
    };
    let blank = text[far..at].find(char::is_whitespace);
    blank.map_or(far, |blank| far + blank)
}

fn after(text: &str, at: usize, letters: usize) -> usize {
    let Some((far, _)) = text[at..].char_indices().nth(letters) else {
        return text.len();
    };
    let blank = text[at..at + far].rfind(char::is_whitespace);
    blank.map_or(at + far, |blank| at + blank)
}

fn push(segments: &mut Vec<Segment>, text: &str, found: bool) {
    if !text.is_empty() {
        let text = text.to_owned();
        segments.push(Segment { text, found });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::SearchText;

    fn marker(text: &str) -> Marker {
        let query = SearchQuery {
            text: SearchText::parse(text),
            ..SearchQuery::default()
        };
        Marker::new(&query, &[])
    }

    /// What was found in brackets.
    fn marked(query: &str, text: &str) -> String {
        let segments = marker(query).snippet(text).unwrap_or_default();
        let spelled = segments.iter().map(|segment| match segment.found {
            true => format!("[{}]", segment.text),
            false => segment.text.clone(),
        });
        spelled.collect()
    }

    #[test]
    fn words_are_marked_as_they_were_written() {
        assert_eq!(
            marked("printer ", "The PRINTERS burn"),
            "The [PRINTERS] burn"
        );
        assert_eq!(
            marked("طابعة ", "تعطّلت الطّابِعَةُ اليوم"),
            "تعطّلت [الطّابِعَةُ] اليوم"
        );
        assert_eq!(
            marked("חשבונית ", "לא קיבלתי את החשבוניות"),
            "לא קיבלתי את [החשבוניות]"
        );
        assert_eq!(
            marked("prin", "a printer, not a sprint"),
            "a [printer], not a sprint"
        );
        assert_eq!(
            marked("\"on fire\"", "fire on, on fire"),
            "fire on, [on fire]"
        );
        assert_eq!(
            marked("abc-123 ", "ABC 123 and (ABC-123)"),
            "[ABC 123] and ([ABC-123])"
        );
        assert_eq!(
            marked("10.0.0.1 ", "10.0.0.12, 10.0.0.1"),
            "10.0.0.12, [10.0.0.1]"
        );
        assert_eq!(marked("windows10 ", "on Windows 10"), "on [Windows 10]");
        assert_eq!(marked("-paper ink ", "paper, ink"), "paper, [ink]");
        assert_eq!(marked("fire ", "nothing"), "");
    }

    #[test]
    fn corrections_are_marked_too() {
        let query = SearchQuery {
            text: SearchText::parse("pritner"),
            ..SearchQuery::default()
        };
        let correction = Correction {
            typed: "pritner".to_owned(),
            meant: vec!["printer".to_owned()],
        };
        let marker = Marker::new(&query, &[correction]);
        assert!(marker.snippet("my printer").unwrap()[1].found);
    }

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let text = format!(
            "{} the printer is on fire {}",
            "before ".repeat(50),
            "שלום ".repeat(80)
        );
        let found = marked("printer fire", &text);
        assert!(found.starts_with("…before"), "{found}");
        assert!(found.contains("the [printer] is on [fire] שלום"), "{found}");
        assert!(
            found.ends_with("שלום…") && found.chars().count() < 200,
            "{found}"
        );
        let long = "x".repeat(500);
        assert!(marked(&long, &format!("a {long}")).contains('['));
    }
}
