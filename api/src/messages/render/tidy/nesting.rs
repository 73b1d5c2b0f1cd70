//! Which elements are open, and which of them a tag closes.

use std::collections::HashMap;

/// Deepest nesting; replies quoted in replies need a few dozen.
const DEPTH: usize = 100;
/// Most open elements of [`FORMATS`]: a browser opens each again in later paragraphs.
const FORMAT_DEPTH: usize = 16;

/// Every element that is shown.
pub(in super::super) const TAGS: [&str; 64] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// "Formatting elements" of the HTML standard.
const FORMATS: [&str; 12] = [
    "a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "u",
];

/// Elements that end a paragraph by beginning.
const BLOCKS: [&str; 21] = [
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];

/// The elements that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<&'static str>,
    /// How many of them are of [`FORMATS`].
    formats: usize,
    /// Open elements that were left out for lying too deep; their ends are left out as well.
    skipped: HashMap<&'static str, usize>,
}

impl Nesting {
    /// Makes room for an element, closing what cannot hold it. `false` when it lies too deep.
    pub fn open(&mut self, name: &'static str, html: &mut String) -> bool {
        self.make_room(name, html);
        let is_format = FORMATS.contains(&name);
        if self.open.len() >= DEPTH || (is_format && self.formats >= FORMAT_DEPTH) {
            *self.skipped.entry(name).or_default() += 1;
            return false;
        }
        self.open.push(name);
        self.formats += usize::from(is_format);
        true
    }

    /// Closes the innermost element of this name, and what is open within it.
    pub fn close(&mut self, name: &str, html: &mut String) {
        if let Some(skipped) = self.skipped.get_mut(name).filter(|count| **count > 0) {
            *skipped -= 1;
            return;
        }
        let barriers: &[&str] = match name {
            "table" => &[],
            "tbody" | "tfoot" | "thead" | "tr" | "td" | "th" | "caption" => &["table"],
            _ => &["table", "td", "th", "caption"],
        };
        self.close_within(&[name], barriers, html);
    }

    pub fn close_all(&mut self, html: &mut String) {
        self.close_down_to(0, html);
    }

    /// What a browser would close by itself, so that nothing of it stays half open.
    pub fn make_room(&mut self, name: &str, html: &mut String) {
        if BLOCKS.contains(&name) {
            self.close_within(&["p"], &["table", "td", "th", "caption"], html);
        }
        match name {
            "a" => self.close_within(&["a"], &["table", "td", "th", "caption"], html),
            "li" => self.close_within(&["li"], &["ul", "ol", "table", "td", "th"], html),
            "dd" | "dt" => self.close_within(&["dd", "dt"], &["dl", "table", "td", "th"], html),
            "td" | "th" => self.close_within(&["td", "th", "caption"], &["table"], html),
            "tr" => self.close_within(&["tr", "caption", "colgroup"], &["table"], html),
            "tbody" | "tfoot" | "thead" => {
                let sections = ["tbody", "tfoot", "thead", "caption", "colgroup"];
                self.close_within(&sections, &["table"], html);
            }
            _ => {}
        }
    }

    /// Closes the innermost of `names`, looked for up to the first of `barriers`.
    fn close_within(&mut self, names: &[&str], barriers: &[&str], html: &mut String) {
        for (place, open) in self.open.iter().enumerate().rev() {
            if names.contains(open) {
                self.close_down_to(place, html);
                return;
            }
            if barriers.contains(open) {
                return;
            }
        }
    }

    fn close_down_to(&mut self, place: usize, html: &mut String) {
        for name in self.open.drain(place..).rev() {
            self.formats -= usize::from(FORMATS.contains(&name));
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
    }
}
