//! Attributes that pass, and what their values may be.

use super::images::{RemoteImages, Source, is_remote, strip_scheme};
use super::pieces::Tag;
use super::push_source;

/// Attributes of every element.
pub(in super::super) const EVERYWHERE: [&str; 4] = ["dir", "lang", "style", "title"];

/// Attributes of some elements besides.
pub(in super::super) const ATTRIBUTES: [(&str, &[&str]); 16] = [
    ("a", &["href"]),
    ("code", &["class"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("div", &["align"]),
    ("font", &["color"]),
    ("h1", &["align"]),
    ("h2", &["align"]),
    ("h3", &["align"]),
    (
        "img",
        &[
            "alt",
            "class",
            "data-remote-src",
            "height",
            "referrerpolicy",
            "src",
            "width",
        ],
    ),
    ("ol", &["start"]),
    ("p", &["align"]),
    ("table", &["align"]),
    ("td", &["align", "colspan", "rowspan"]),
    ("th", &["align", "colspan", "rowspan"]),
    ("tr", &["align"]),
];

/// Properties that colour and align. None of them can move, cover or fetch anything.
pub(in super::super) const STYLES: [&str; 7] = [
    "background-color",
    "color",
    "direction",
    "font-style",
    "font-weight",
    "text-align",
    "text-decoration",
];

/// Elements whose text tells its own direction. Items of a list go by the list, or its markers
/// would stand on both sides.
const DIRECTED: [&str; 20] = [
    "blockquote",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "p",
    "pre",
    "td",
    "th",
    "ul",
];

/// What every link gets: the page that it leads to learns nothing of this one.
pub(in super::super) const LINKED: &str = "noopener noreferrer nofollow";

/// Class of an image that was not fetched.
const BLOCKED: &str = "remote-image";

/// Writes the attributes that `tag` may have.
pub(super) fn push(html: &mut String, tag: &Tag<'_>, images: RemoteImages) {
    let (tag, given) = (tag.name.as_str(), &tag.attributes);
    let mut directed = !DIRECTED.contains(&tag);
    for (name, value) in given {
        match (tag, name.as_str()) {
            ("img", "src") => push_image(html, value, images),
            ("img", "class" | "data-remote-src" | "referrerpolicy") => {} // ours alone
            (_, "style") => push_style(html, value),
            ("a", "href") => push_link(html, value),
            _ if is_known(tag, name) && is_safe(tag, name, value, images) => {
                push_one(html, name, value);
                directed |= name == "dir";
            }
            _ => {}
        }
    }
    if !directed {
        push_one(html, "dir", "auto");
    }
}

/// Whether a known attribute may have this value. Asked twice: when tags are written anew, and
/// of what a browser makes of them.
pub(in super::super) fn is_safe(tag: &str, name: &str, value: &str, images: RemoteImages) -> bool {
    match (tag, name) {
        (_, "style") => value
            .split(';')
            .all(|d| d.trim().is_empty() || is_safe_style(d)),
        (_, "title") | ("img", "alt") => true,
        (_, "dir") => is_one_of(value, &["auto", "ltr", "rtl"]),
        (_, "lang") => is_word(value, "-") && value.len() <= 35,
        (_, "align") => is_one_of(value, &["center", "justify", "left", "right"]),
        ("a", "href") => is_link(value),
        ("a", "rel") => value == LINKED,
        ("font", "color") => is_word(value, "#"),
        ("code", "class") => {
            let language = value.strip_prefix("language-");
            language.is_some_and(|language| is_word(language, "+-_#."))
        }
        ("img", "class") => value == BLOCKED,
        ("img", "data-remote-src") => is_remote(value),
        ("img", "referrerpolicy") => value == "no-referrer",
        ("img", "src") => match Source::of(value) {
            Source::Own(own) => own == value,
            Source::Remote(remote) => images == RemoteImages::Allow && remote == value,
            Source::None => false,
        },
        ("img", "height" | "width") => is_number(value, 4096),
        (_, "colspan" | "rowspan" | "span") => is_number(value, 100),
        ("ol", "start") => is_number(value, 1_000_000),
        _ => false,
    }
}

fn is_known(tag: &str, name: &str) -> bool {
    let mut tags = ATTRIBUTES.iter();
    EVERYWHERE.contains(&name) || tags.any(|(t, names)| *t == tag && names.contains(&name))
}

fn push_one(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    push_source(html, value);
    html.push('"');
}

fn push_image(html: &mut String, src: &str, images: RemoteImages) {
    match (Source::of(src), images) {
        (Source::Own(src), _) => push_one(html, "src", &src),
        (Source::Remote(src), RemoteImages::Allow) => {
            push_one(html, "src", &src);
            push_one(html, "referrerpolicy", "no-referrer");
        }
        (Source::Remote(src), RemoteImages::Block) => {
            push_one(html, "class", BLOCKED);
            push_one(html, "data-remote-src", &src);
        }
        (Source::None, _) => {}
    }
}

/// Browsers drop line ends in addresses and take blanks as `%20`.
fn push_link(html: &mut String, href: &str) {
    let href = href
        .trim()
        .replace(['\n', '\r', '\t'], "")
        .replace(' ', "%20");
    if is_link(&href) {
        push_one(html, "href", &href);
    }
}

fn push_style(html: &mut String, style: &str) {
    let safe: Vec<_> = style
        .split(';')
        .map(str::trim)
        .filter(|d| is_safe_style(d))
        .collect();
    if !safe.is_empty() {
        push_one(html, "style", &safe.join(";"));
    }
}

/// Values are words, numbers and colours; no other function than a colour's takes arguments.
fn is_safe_style(declaration: &str) -> bool {
    let Some((name, value)) = declaration.split_once(':') else {
        return false;
    };
    let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
    let value = value.to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || " #%.,()-!".contains(c);
    let function = value.split_once('(').map(|(function, _)| function);
    let is_colour = function.is_none_or(|f| is_one_of(f, &["hsl", "hsla", "rgb", "rgba"]));
    let one = value.matches('(').count() <= 1;
    STYLES.contains(&&*name) && value.chars().all(plain) && is_colour && one
}

fn is_link(url: &str) -> bool {
    let mail = strip_scheme(url, "mailto:").is_some_and(|address| !address.is_empty());
    let plain = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    is_remote(url) || (mail && plain)
}

fn is_one_of(value: &str, words: &[&str]) -> bool {
    words.iter().any(|word| value.eq_ignore_ascii_case(word))
}

fn is_word(value: &str, besides: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || besides.contains(c);
    !value.is_empty() && value.len() <= 100 && value.chars().all(letter)
}

fn is_number(value: &str, most: u32) -> bool {
    let plain = value.bytes().all(|b| b.is_ascii_digit());
    plain && value.parse::<u32>().is_ok_and(|number| number <= most)
}
