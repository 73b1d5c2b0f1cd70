//! HTML written anew, tag by tag: known tags alone, balanced, and never deeper than a bound.
//!
//! A browser's parser copies what was left open into every later paragraph, so that a few thousand
//! tags can become billions. Tags that are closed where they must be cannot do that.

mod attributes;
mod images;
mod nesting;
mod pieces;

pub(super) use attributes::{ATTRIBUTES, EVERYWHERE, LINKED, STYLES, is_safe};
pub(crate) use images::RemoteImages;
pub(super) use nesting::TAGS;

use nesting::Nesting;
use pieces::{Piece, Pieces, Tag};

/// Elements that have no end.
const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];

/// The same content in tags that [`super::render`] lets pass.
pub(super) fn tidy(html: &str, images: RemoteImages) -> String {
    let mut writer = Writer {
        html: String::with_capacity(html.len() + html.len() / 4),
        nesting: Nesting::default(),
        images,
    };
    for piece in Pieces(html) {
        match piece {
            Piece::Text(text) => push_source(&mut writer.html, text),
            Piece::Start(tag) => writer.start(&tag),
            Piece::End(name) => writer.nesting.close(&name, &mut writer.html),
        }
    }
    writer.nesting.close_all(&mut writer.html);
    writer.html
}

struct Writer {
    html: String,
    nesting: Nesting,
    images: RemoteImages,
}

impl Writer {
    fn start(&mut self, tag: &Tag<'_>) {
        if tag.name == "input" {
            self.checkbox(tag);
            return;
        }
        let Some(name) = TAGS.iter().find(|known| **known == tag.name) else {
            return;
        };
        let has_room = if VOID.contains(name) {
            self.nesting.make_room(name, &mut self.html);
            true
        } else {
            self.nesting.open(name, &mut self.html)
        };
        if has_room {
            self.html.push('<');
            self.html.push_str(name);
            attributes::push(&mut self.html, tag, self.images);
            self.html.push('>');
        }
    }

    /// A box of a task list is shown, but is no control.
    fn checkbox(&mut self, tag: &Tag<'_>) {
        let find = |name| tag.attributes.iter().find(|(n, _)| n == name);
        if find("type").is_some_and(|(_, value)| value.eq_ignore_ascii_case("checkbox")) {
            let is_checked = find("checked").is_some();
            self.html.push(if is_checked { '☑' } else { '☐' });
        }
    }
}

/// Text of the source, with its character references as they are written there. What a parser
/// drops in some places and keeps in others is dropped.
fn push_source(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\0' | '\u{feff}' => {}
            c => html.push(c),
        }
    }
}
