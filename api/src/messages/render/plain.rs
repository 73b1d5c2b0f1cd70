//! Plain text as HTML: paragraphs, line breaks, and addresses that can be clicked.

/// How addresses begin that become links.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The text in paragraphs, which blank lines set apart.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut html = String::with_capacity(text.len() + 64);
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            if open {
                html.push_str("</p>");
            }
            open = false;
            continue;
        }
        html.push_str(if open { "<br>" } else { "<p>" });
        open = true;
        push_linked(&mut html, line);
    }
    if open {
        html.push_str("</p>");
    }
    html
}

fn push_linked(html: &mut String, line: &str) {
    let (mut done, mut at) = (0, 0);
    while let Some(begin) = next_scheme(line, at) {
        let end = begin + address(&line[begin..]);
        let scheme = line[begin..].find(':').map_or(0, |colon| colon + 1);
        let rest = line[begin + scheme..end.max(begin + scheme)].trim_start_matches('/');
        if rest.is_empty() {
            at = begin + scheme;
            continue;
        }
        escape(html, &line[done..begin]);
        html.push_str("<a href=\"");
        escape(html, &line[begin..end]);
        html.push_str("\">");
        escape(html, &line[begin..end]);
        html.push_str("</a>");
        (done, at) = (end, end);
    }
    escape(html, &line[done..]);
}

/// Where the next address begins; the letter before it must not belong to a word.
fn next_scheme(line: &str, from: usize) -> Option<usize> {
    let mut colons = line[from..].match_indices(':');
    colons.find_map(|(colon, _)| {
        let head = &line[from..from + colon];
        let fitting = SCHEMES.iter().find_map(|scheme| {
            let (word, slashes) = scheme.split_once(':')?;
            let begin = head.len().checked_sub(word.len())?;
            let is_word = head.get(begin..)?.eq_ignore_ascii_case(word);
            let after = &line[from + colon + 1..];
            (is_word && after.starts_with(slashes)).then_some(begin)
        })?;
        let before = head[..fitting].chars().next_back();
        let stands_alone = before.is_none_or(|c| !c.is_alphanumeric());
        stands_alone.then_some(from + fitting)
    })
}

/// How long the address is that `text` begins with: up to a blank, without the punctuation of the
/// sentence around it.
fn address(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"`{}|\\^".contains(c);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    let count = |c| address.matches(c).count();
    let mut unopened = count(')').saturating_sub(count('('));
    while let Some(last) = address.chars().next_back() {
        let trims = match last {
            ')' if unopened > 0 => {
                unopened -= 1;
                true
            }
            ')' => false,
            _ => ".,;:!?']،؛؟".contains(last),
        };
        if !trims {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
