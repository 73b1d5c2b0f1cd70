//! What is kept of a part of a ticket: its words' forms, marked with what the part is.
//!
//! A mark keeps apart what only some may find, and what only some searches look at. Readers ask for
//! the marks that they may, so that a word out of their sight is not in what they search.

use super::forms::Forms;
use super::gathered::Gathered;
use super::pairs::pair;
use super::vector::Vector;
use super::words::{Piece, pieces};

/// Different forms of one part; what a long part says after so many is not kept.
pub(super) const MOST_FORMS: usize = 9000;
/// Postgres knows no later places.
const LAST_PLACE: u16 = 16_383;

/// A part of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum PartKind {
    /// With it goes the ticket's number.
    Subject,
    Description,
    Tag,
    /// The name of a file on the ticket itself.
    File,
    /// Who asked, where no customer stands for them.
    Requester,
    Message,
    /// The names of the files of a message.
    MessageFiles,
}

impl PartKind {
    /// As the tables spell it.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Subject => "s",
            Self::Description => "d",
            Self::Tag => "t",
            Self::File => "f",
            Self::Requester => "r",
            Self::Message => "m",
            Self::MessageFiles => "n",
        }
    }

    /// The marks of its forms; `internal` for what is said among the staff.
    fn marks(self, internal: bool) -> &'static [Mark] {
        match (self, internal) {
            (Self::Subject, _) => &[Mark::Subject],
            (Self::Description, _) => &[Mark::Description],
            (Self::Tag, _) => &[Mark::Tag],
            (Self::File, _) => &[Mark::File],
            (Self::Requester, _) => &[Mark::Requester],
            (Self::Message, false) => &[Mark::Said],
            (Self::Message, true) => &[Mark::Noted],
            (Self::MessageFiles, false) => &[Mark::Said, Mark::File],
            (Self::MessageFiles, true) => &[Mark::Noted, Mark::NotedFile],
        }
    }
}

/// What stands before a form. A ticket's documents have the code of its shelf before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A customer's name or address.
    Person,
    Subject,
    Description,
    Tag,
    /// The name of a file of the ticket; of files of messages once more, for searches of them alone.
    File,
    NotedFile,
    /// Said to the customer, or by them.
    Said,
    /// Said among the staff.
    Noted,
    Requester,
    /// A customer's word with a letter left out, and the word.
    Near,
    /// Two words next to each other, as a code; whoever may see them.
    Pair,
    Number,
}

impl Mark {
    /// No word begins so.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Person => "",
            Self::Tag => "^",
            Self::Said => "+",
            Self::Noted => "!",
            Self::Requester => "@",
            Self::Subject => "=",
            Self::Description => "/",
            Self::File => "#",
            Self::NotedFile => "%",
            Self::Near => "?",
            Self::Pair => "*",
            Self::Number => "$",
        }
    }

    /// The marks as they stand before forms where nothing is before them.
    pub(super) fn leads(marks: &[Self]) -> Vec<String> {
        marks.iter().map(|mark| mark.as_str().to_owned()).collect()
    }
}

/// The forms of one part with their places, to be written as a `tsvector`.
#[derive(Debug, Default)]
pub(super) struct Document {
    forms: Gathered,
    place: u16,
}

impl Document {
    /// What is kept of a part.
    pub(super) fn of(kind: PartKind, internal: bool, text: &str) -> Self {
        let mut document = Self::default();
        document.read(text, kind.marks(internal));
        document
    }

    /// A customer's names and addresses; an address is found by its domain alone too.
    pub(super) fn of_person<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut document = Self::default();
        for text in texts {
            document.read(text, &[Mark::Person]);
            document.read_near(text);
            document.place = document.next_place(); // no phrase goes from one text to the next
            if let Some((_, domain)) = text.split_once('@') {
                document.read(domain, &[Mark::Person]);
                document.place = document.next_place();
            }
        }
        document
    }

    /// A ticket is found by its number.
    pub(super) fn number(&mut self, number: i64) {
        self.add([Mark::Number.as_str(), &number.to_string()], false);
    }

    pub(super) fn vector(self) -> Vector {
        self.forms.vector()
    }

    fn read(&mut self, text: &str, marks: &[Mark]) {
        let mut last: Option<Piece> = None;
        let has_pairs = !marks.contains(&Mark::Person);
        for piece in pieces(text) {
            let first = self.next_place();
            let mut before = last.as_ref().and_then(|last| last.words.last());
            for word in &piece.words {
                self.place = self.next_place();
                self.add_word(&word.text, marks);
                if let Some(before) = before.filter(|_| has_pairs) {
                    self.forms.add([&*pair(&before.text, &word.text)], None);
                }
                before = Some(word);
            }
            let joined = last.as_ref().and_then(|last| joined(last, &piece));
            let after = self.place;
            self.place = first;
            for whole in piece.whole().into_iter().chain(joined) {
                self.add_marked(&whole, marks, false);
            }
            self.place = after;
            last = Some(piece);
            if self.forms.reaches(MOST_FORMS) {
                return;
            }
        }
    }

    fn add_word(&mut self, word: &str, marks: &[Mark]) {
        let forms = Forms::known(word);
        self.add_marked(&forms.exact, marks, true);
        for form in forms.stems.iter().chain(forms.kept_roots()) {
            self.add_marked(form, marks, false);
        }
        for run in runs(word) {
            self.add_marked(run, marks, false);
        }
    }

    fn read_near(&mut self, text: &str) {
        for word in pieces(text).iter().flat_map(|piece| &piece.words) {
            for form in super::near::kept(&word.text) {
                self.add([Mark::Near.as_str(), &form], false);
            }
        }
    }

    fn add_marked(&mut self, form: &str, marks: &[Mark], exact: bool) {
        for mark in marks {
            self.add([mark.as_str(), form], exact);
        }
    }

    fn add(&mut self, form: [&str; 2], exact: bool) {
        let place = exact.then_some(self.place.max(1));
        self.forms.add(form, place);
    }

    fn next_place(&self) -> u16 {
        (self.place + 1).min(LAST_PLACE)
    }
}

/// A form as part of a `tsvector` or a `tsquery`. Forms have letters, digits and marks alone.
pub(super) fn quoted(form: &str) -> String {
    format!("'{}'", form.replace(['\'', '\\'], ""))
}

/// A word and the number that follows it, as people write `Windows 10` and `Windows10`.
pub(super) fn joined(last: &Piece, next: &Piece) -> Option<String> {
    let ([word], [number]) = (&last.words[..], &next.words[..]) else {
        return None;
    };
    let is_number = number.text.bytes().all(|b| b.is_ascii_digit());
    // numbers are rare and alphabets are many
    let is_word = || word.text.chars().all(char::is_alphabetic);
    (is_number && is_word()).then(|| format!("{}{}", word.text, number.text))
}

/// The letters and the digits of a word that has both, two of them at least.
pub(super) fn runs(word: &str) -> impl Iterator<Item = &str> {
    let digit = |c: char| c.is_ascii_digit();
    let mixed = word.contains(digit) && word.contains(|c| !digit(c));
    let word = if mixed { word } else { "" };
    let letters = word.split(digit);
    let digits = word.split(move |c| !digit(c));
    let runs = letters.chain(digits);
    runs.filter(|run| run.chars().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(kind: PartKind, text: &str) -> Vec<String> {
        let vector = Document::of(kind, false, text).vector();
        let forms = vector.forms().map(String::from_utf8_lossy);
        forms.map(Into::into).collect()
    }

    #[test]
    fn forms_are_marked_with_what_the_part_is() {
        assert_eq!(
            forms(PartKind::Message, "Printers"),
            ["+print", "+printer", "+printers"]
        );
        let two = forms(PartKind::Subject, "vpn, down");
        assert_eq!(two, [pair("vpn", "down").as_str(), "=down", "=vpn"]);
        assert_eq!(forms(PartKind::File, "vpn"), ["#vpn"]);
        assert_eq!(forms(PartKind::MessageFiles, "vpn"), ["#vpn", "+vpn"]);
        let noted = Document::of(PartKind::Message, true, "vpn");
        assert_eq!(noted.vector(), Vector::of("", [("!vpn", [1])]));
    }

    #[test]
    fn codes_are_kept_whole_and_in_parts() {
        let codes = forms(PartKind::Message, "AB-12 Windows 10 x5000");
        for code in ["+ab12", "+ab", "+12", "+windows10", "+x5000", "+5000"] {
            assert!(codes.iter().any(|form| form == code), "{code} in {codes:?}");
        }
    }

    #[test]
    fn a_part_without_end_is_kept_as_far_as_postgres_takes_it() {
        let text: String = (0..100_000)
            .map(|n| format!("w{n}{} ", "x".repeat(50)))
            .collect();
        let vector = Document::of(PartKind::Message, false, &text).vector();
        assert!(vector.len() <= MOST_FORMS + 20);
        let bytes: usize = vector.forms().map(<[u8]>::len).sum();
        assert!(bytes < 1_000_000);
        let again = Document::of(PartKind::Message, false, &"again ".repeat(100_000)).vector();
        let pair = pair("again", "again");
        let forms = [(pair.as_str(), vec![]), ("+again", (1..=50).collect())];
        assert_eq!(again, Vector::of("", forms));
    }

    #[test]
    fn nothing_in_a_form_can_be_taken_for_syntax() {
        let forms = forms(PartKind::Message, "it's 'a' \\' b:1A");
        assert!(forms.iter().all(|form| !form.contains(['\'', '\\'])));
    }
}
