//! The words of a text as search compares them, each with where it stands in the text.
//!
//! What is written in one piece, such as `ABC-123`, `dana@x.org` or `192.168.1.1`, is one
//! [`Piece`] of several words, so that it is found whole and in parts.

mod fold;

use fold::{folded, is_letter, is_passed_over};
use std::ops::Range;

/// Longest word, in bytes; of longer ones the beginning counts.
const WORD_BYTES: usize = 60;

/// What is written without a blank: one word, or several with connectors between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub words: Vec<Word>,
    /// Only hyphens connect the words.
    pub hyphenated: bool,
}

/// One word, folded, and the bytes of the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub text: String,
    pub at: Range<usize>,
}

impl Piece {
    /// All its words in one, without the connectors; `None` for a single word.
    pub(crate) fn whole(&self) -> Option<String> {
        let several = self.words.len() > 1;
        several.then(|| bounded(self.words.iter().map(|w| w.text.as_str()).collect()))
    }

    /// The bytes of the text from its first word to its last.
    pub(crate) fn at(&self) -> Range<usize> {
        let end = self.words.last().map_or(0, |word| word.at.end);
        self.words.first().map_or(0, |word| word.at.start)..end
    }
}

/// The pieces of a text in their order.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut reading = Reading::default();
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        match kind(c, before, after) {
            Kind::Letter => reading.letter(at..at + c.len_utf8()),
            Kind::Within => reading.within(at + c.len_utf8()),
            Kind::Connector => reading.connect(text, is_hyphen(c)),
            Kind::End => reading.end(text),
        }
        before = Some(c);
    }
    reading.end(text);
    reading.pieces
}

/// The words of a text without regard to how they are connected.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> {
    pieces(text).into_iter().flat_map(|piece| piece.words)
}

/// What a character is to the word around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    /// Belongs to the word, but is not heard.
    Within,
    /// Joins two words into one piece.
    Connector,
    End,
}

fn kind(c: char, before: Option<char>, after: Option<char>) -> Kind {
    let letter = |c: Option<char>| c.is_some_and(|c| is_letter(c) || is_passed_over(c));
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let hebrew = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{0591}'..='\u{05EA}'));
    if is_passed_over(c) {
        return Kind::Within;
    }
    if is_letter(c) {
        return Kind::Letter;
    }
    let between = letter(before) && letter(after);
    match c {
        '\'' | '’' | '‘' | 'ʼ' | '׳' | '״' if between => Kind::Within,
        '"' | '”' if hebrew(before) && hebrew(after) => Kind::Within,
        '.' | '_' | '/' | '\\' | '@' | '+' | '&' if between => Kind::Connector,
        ':' | ',' | '٫' | '٬' if digit(before) && digit(after) => Kind::Connector,
        c if is_hyphen(c) && between => Kind::Connector,
        _ => Kind::End,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{05BE}')
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    pieces: Vec<Piece>,
    words: Vec<Word>,
    other_connectors: bool,
    word: Option<Range<usize>>,
}

impl Reading {
    fn letter(&mut self, at: Range<usize>) {
        let begun = self.word.get_or_insert(at.clone());
        begun.end = at.end;
    }

    fn within(&mut self, end: usize) {
        if let Some(word) = &mut self.word {
            word.end = end;
        }
    }

    fn connect(&mut self, text: &str, hyphen: bool) {
        self.finish_word(text);
        self.other_connectors |= !hyphen;
    }

    fn end(&mut self, text: &str) {
        self.finish_word(text);
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            let hyphenated = words.len() > 1 && !self.other_connectors;
            self.pieces.push(Piece { words, hyphenated });
        }
        self.other_connectors = false;
    }

    fn finish_word(&mut self, text: &str) {
        let Some(at) = self.word.take() else {
            return;
        };
        let written = &text[at.clone()];
        let folded = bounded(without_possessive(folded(written), written));
        if !folded.is_empty() {
            self.words.push(Word { text: folded, at });
        }
    }
}

/// `Dana's` is about Dana.
fn without_possessive(mut folded: String, written: &str) -> String {
    let possessive = ["'s", "’s", "'S", "’S"];
    let ends = || possessive.iter().any(|end| written.ends_with(end));
    if folded.ends_with('s') && ends() {
        folded.pop();
    }
    folded
}

fn bounded(mut word: String) -> String {
    if word.len() > WORD_BYTES {
        let fits = (0..=WORD_BYTES).rev().find(|at| word.is_char_boundary(*at));
        word.truncate(fits.unwrap_or(0));
    }
    word
}

#[cfg(test)]
mod tests;
