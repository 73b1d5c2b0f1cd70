//! A text cut at blanks and quotation marks.

/// One unit of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Atom {
    pub text: String,
    pub quoted: bool,
    pub excluded: bool,
    /// A star stood at its end.
    pub star: bool,
    /// What stood before the colon of a quoted value.
    name: Option<String>,
}

/// Names are not longer.
const NAME_BYTES: usize = 20;

impl Atom {
    /// `OR` or `|`, between what it joins.
    pub(super) fn is_or(&self) -> bool {
        !self.quoted && !self.excluded && (self.text == "OR" || self.text == "|")
    }

    /// Neither excluded nor a filter, so that it may be an alternative.
    pub(super) fn is_plain(&self) -> bool {
        !self.excluded && !self.is_or() && self.filter().is_none()
    }

    /// Name and value, where it is written as a filter is. Addresses of the web and moments of the
    /// day are not.
    pub(super) fn filter(&self) -> Option<(String, String)> {
        if let Some(name) = &self.name {
            return Some((name.to_lowercase(), self.text.clone()));
        }
        let (name, value) = self.text.split_once(':').filter(|_| !self.quoted)?;
        let fits = is_name(name) && !value.is_empty() && !value.starts_with("//");
        fits.then(|| (name.to_lowercase(), value.to_owned()))
    }
}

fn is_name(name: &str) -> bool {
    let letters = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    (2..=NAME_BYTES).contains(&name.len()) && name.bytes().all(letters)
}

/// The units of a text in their order. A quotation mark that is not closed goes to the end.
pub(super) fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (atom, after) = first(rest);
        if !atom.text.trim().is_empty() {
            atoms.push(atom);
        }
        rest = after.trim_start();
    }
    atoms
}

fn first(text: &str) -> (Atom, &str) {
    let bare = text.strip_prefix('-').filter(|rest| starts_word(rest));
    let excluded = bare.is_some();
    let text = bare.unwrap_or(text);
    if let Some((quoted, rest)) = quoted(text) {
        let atom = Atom {
            text: quoted.to_owned(),
            quoted: true,
            excluded,
            ..Atom::default()
        };
        return (atom, rest);
    }
    let named = text.split_once(':').filter(|(name, _)| is_name(name));
    if let Some((name, value)) = named
        && let Some((quoted, rest)) = quoted(value)
    {
        let atom = Atom {
            text: quoted.to_owned(),
            name: Some(name.to_owned()),
            excluded,
            ..Atom::default()
        };
        return (atom, rest);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let bare = word.strip_suffix('*').filter(|bare| !bare.is_empty());
    let atom = Atom {
        text: bare.unwrap_or(word).to_owned(),
        excluded,
        star: bare.is_some(),
        ..Atom::default()
    };
    (atom, rest)
}

fn starts_word(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric() || OPENING.contains(&c))
}

const OPENING: [char; 5] = ['"', '“', '”', '„', '«'];
const CLOSING: [char; 4] = ['"', '”', '“', '»'];

/// What stands in quotation marks at the beginning, and what comes after.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(OPENING)?;
    let end = inside.find(CLOSING);
    let Some(end) = end else {
        return Some((inside, ""));
    };
    let (quoted, rest) = inside.split_at(end);
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    Some((quoted, &rest[mark..]))
}
