//! The words of a message's body without its markup.

use domain::ticket::Format;
use std::borrow::Cow;

/// Elements whose content is not read.
const UNREAD: [&str; 4] = ["script", "style", "head", "title"];
/// Names of characters that mails are full of.
const NAMED: [(&str, &str); 7] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("shy", ""),
];
/// Longer names are none.
const NAME_BYTES: usize = 10;

/// A body as it is read: of HTML what stands between its tags. Markdown reads as it is.
#[must_use]
pub fn plain(body: &str, format: Format) -> Cow<'_, str> {
    match format {
        Format::Text | Format::Markdown => Cow::Borrowed(body),
        Format::Html => Cow::Owned(without_tags(body)),
    }
}

fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.starts_with('<') {
            true => after_tag(rest, &mut text),
            false => after_reference(rest, &mut text),
        };
    }
    text.push_str(rest);
    text
}

/// A tag sets what is around it apart, unless it only changes how letters look.
fn after_tag<'a>(rest: &'a str, text: &mut String) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, after)| after);
    }
    let inside = &rest[1..];
    let name = inside.trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        text.push('<');
        return inside;
    }
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let name = name[..length].to_ascii_lowercase();
    if !matches!(
        name.as_str(),
        "b" | "i" | "u" | "em" | "strong" | "span" | "a" | "mark"
    ) {
        text.push('\n');
    }
    let after = inside.split_once('>').map_or("", |(_, after)| after);
    let opens = !inside.starts_with('/') && UNREAD.contains(&name.as_str());
    if opens {
        after_element(after, &name)
    } else {
        after
    }
}

fn after_element<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let begin = from + at + 2;
        let closing = rest.get(begin..begin + name.len());
        if closing.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest[begin..].split_once('>').map_or("", |(_, after)| after);
        }
        from = begin;
    }
    ""
}

fn after_reference<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let inside = &rest[1..];
    let end = inside.bytes().take(NAME_BYTES).position(|b| b == b';');
    if let Some(end) = end
        && let Some(read) = referred(&inside[..end])
    {
        text.push_str(&read);
        return &inside[end + 1..];
    }
    text.push('&');
    inside
}

fn referred(name: &str) -> Option<String> {
    if let Some((_, read)) = NAMED.iter().find(|(named, _)| *named == name) {
        return Some((*read).to_owned());
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
        .filter(|c| *c != '\0')
        .map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let text = plain(html, Format::Html);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tags_are_no_words() {
        assert_eq!(
            read("<p class=\"fire\">Pri<b>nt</b>er</p><p>on</p>"),
            "Printer on"
        );
        assert_eq!(
            read("<style>.a{color:red}</style>x<!-- y -->z"),
            "x z".replace(' ', "")
        );
        assert_eq!(read("<SCRIPT>alert('</p>')</Script >seen"), "seen");
        assert_eq!(
            read("&#1588;&#x5D0; R&amp;D &unknown; &"),
            "شא R&D &unknown; &"
        );
        assert_eq!(read("1 < 2 <br>three"), "1 < 2 three");
        assert_eq!(plain("a<b>", Format::Markdown), "a<b>");
    }

    #[test]
    fn broken_html_ends() {
        for html in [
            "<",
            "<p",
            "<!--",
            "<style>",
            "&#x110000;",
            "&#0;",
            "</",
            "<script></scrip",
            "&é;",
            "<script></é",
        ] {
            assert!(plain(html, Format::Html).len() <= html.len());
        }
    }
}
