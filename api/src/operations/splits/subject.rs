//! The subject that a message suggests: its first line, short and without markup.

use domain::ticket::Format;

/// Longest subject that is made of a message; people may write longer ones.
const CHARS: usize = 100;

/// The first line that says something, cut at a word; `None` when no line does.
pub(super) fn first_line(body: &str, format: Format) -> Option<String> {
    let plain = match format {
        Format::Html => without_tags(body),
        Format::Text | Format::Markdown => body.to_owned(),
    };
    let mut lines = plain.lines().map(|line| words(line, format));
    lines.find(|line| !line.is_empty()).map(|line| cut(&line))
}

/// One line's words with single spaces between them.
fn words(line: &str, format: Format) -> String {
    let line = match format {
        Format::Markdown => line.trim_matches(['#', '>', '*', '_', '-', '`', ' ', '\t']),
        Format::Text | Format::Html => line,
    };
    let spaced = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<_> = line.split(spaced).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn cut(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(CHARS) else {
        return line.to_owned();
    };
    let head = &line[..end];
    let word_end = head.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", head[..word_end].trim_end())
}

/// What is between the tags; a subject is never shown as HTML, so nothing needs to be made safe.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tagged)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        let name = tag.trim_start_matches('/').to_ascii_lowercase();
        let breaks = ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"];
        let ends = |word: &&str| {
            let end = name.strip_prefix(*word);
            end.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        if breaks.iter().any(ends) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    let named = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    for (name, character) in named {
        text = text.replace(name, character);
    }
    text.replace("&amp;", "&") // last, so that nothing is read twice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_says_something_is_the_subject() {
        let text = |body| first_line(body, Format::Text);
        assert_eq!(
            text("\n  \nThe  toner\tis empty. \nPlease").as_deref(),
            Some("The toner is empty.")
        );
        assert_eq!(text(" \n\n"), None);
        let markdown = first_line("## **Toner**\nis empty", Format::Markdown);
        assert_eq!(markdown.as_deref(), Some("Toner"));
    }

    #[test]
    fn a_long_line_is_cut_at_a_word() {
        let line = "word ".repeat(40);
        let subject = first_line(&line, Format::Text).unwrap();
        assert!(subject.ends_with("word…"), "{subject}");
        assert!(subject.chars().count() <= CHARS + 1);
        let endless = first_line(&"ش".repeat(300), Format::Text).unwrap();
        assert_eq!(endless.chars().count(), CHARS + 1);
    }

    #[test]
    fn markup_is_left_out() {
        let html = |body| first_line(body, Format::Html);
        let body = "<div dir=\"rtl\"><p><b>מדפסת</b> &amp; טונר</p><p>later</p></div>";
        assert_eq!(html(body).as_deref(), Some("מדפסת & טונר"));
        assert_eq!(html("<p><br></p><broken").as_deref(), None);
        assert_eq!(html("a &amp;lt; b").as_deref(), Some("a &lt; b"));
    }
}
