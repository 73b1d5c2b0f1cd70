//! HTML cut into tags and text, as the HTML standard's tokenizer does.
//!
//! Character references stay as they are written. No tag keeps more than a few attributes: to
//! find out which of 60,000 are there twice is what other tokenizers take seconds for.

/// Most attributes of a tag; later ones are passed over.
const ATTRIBUTES: usize = 64;
/// Elements that hold no text for people; what is in them goes with them.
const SILENT: [&str; 8] = [
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];

/// A part of the source.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Start(Tag<'a>),
    /// The name, in lower case.
    End(String),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub name: String,
    /// Names in lower case, each once.
    pub attributes: Vec<(String, &'a str)>,
}

/// What is left to be cut.
#[derive(Debug)]
pub(super) struct Pieces<'a>(pub &'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let mut letters = self.0.chars();
            let text = match (letters.next()?, letters.next(), letters.next()) {
                ('<', Some(c), _) if c.is_ascii_alphabetic() => {
                    let tag = self.tag(1)?;
                    self.pass_silent(&tag.name);
                    return Some(Piece::Start(tag));
                }
                ('<', Some('/'), Some(c)) if c.is_ascii_alphabetic() => {
                    return Some(Piece::End(self.tag(2)?.name));
                }
                ('<', Some('/' | '!' | '?'), Some(_)) => {
                    self.pass_comment();
                    continue;
                }
                ('<', ..) => self.take(1),
                _ => self.take(self.0.find('<').unwrap_or(self.0.len())),
            };
            return Some(Piece::Text(text));
        }
    }
}

impl<'a> Pieces<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.0.split_at(bytes);
        self.0 = rest;
        taken
    }

    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'a str {
        self.take(self.0.find(ends).unwrap_or(self.0.len()))
    }

    /// Passes what ends with `end`, or everything.
    fn pass(&mut self, end: &str) {
        let place = self.0.find(end).map(|place| place + end.len());
        self.take(place.unwrap_or(self.0.len()));
    }

    fn pass_comment(&mut self) {
        match self.0.strip_prefix("<!--") {
            // two that end at once
            Some(rest) if rest.starts_with('>') || rest.starts_with("->") => self.pass(">"),
            Some(_) => {
                self.take("<!--".len());
                self.pass("-->");
            }
            None => self.pass(">"),
        }
    }

    /// Up to the end tag, which is left.
    fn pass_silent(&mut self, name: &str) {
        if !SILENT.contains(&name) {
            return;
        }
        let ends = |(place, _): &(usize, &str)| {
            let rest = &self.0[place + 2..];
            let begins = rest.get(..name.len());
            let after = rest.as_bytes().get(name.len());
            begins.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
                && after.is_none_or(|b| b.is_ascii_whitespace() || b"/>".contains(b))
        };
        let end = self.0.match_indices("</").find(ends);
        self.take(end.map_or(self.0.len(), |(place, _)| place));
    }

    /// A tag whose name begins after `skip` bytes; `None` when the source ends within it.
    fn tag(&mut self, skip: usize) -> Option<Tag<'a>> {
        self.take(skip);
        let name = self.take_until(|c| is_blank(c) || "/>".contains(c));
        let mut attributes: Vec<(String, &str)> = Vec::new();
        loop {
            self.take(self.0.find(|c| !is_blank(c) && c != '/')?);
            if self.0.starts_with('>') {
                self.take(1);
                let name = name.to_ascii_lowercase();
                return Some(Tag { name, attributes });
            }
            let (name, value) = self.attribute()?;
            let is_new = || !attributes.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
            if attributes.len() < ATTRIBUTES && is_new() {
                attributes.push((name.to_ascii_lowercase(), value));
            }
        }
    }

    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let ends = |c: char| is_blank(c) || "/>=".contains(c);
        let first = self.0.chars().next()?; // even = begins a name
        let rest = &self.0[first.len_utf8()..];
        let name = self.take(first.len_utf8() + rest.find(ends)?);
        let after = self.0.trim_start_matches(is_blank);
        let Some(value) = after.strip_prefix('=') else {
            return Some((name, ""));
        };
        self.0 = value.trim_start_matches(is_blank);
        let value = match self.0.chars().next()? {
            quote @ ('"' | '\'') => {
                self.take(1);
                let value = self.take(self.0.find(quote)?);
                self.take(1);
                value
            }
            _ => self.take_until(|c| is_blank(c) || c == '>'),
        };
        Some((name, value))
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}
