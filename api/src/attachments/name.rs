//! Names of files in headers: read from what browsers and scripts send, written so that all read it.

use domain::attachment::tidy_name;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// What RFC 8187 lets stand as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The name in a `Content-Disposition`; `filename*` goes before `filename`.
pub(super) fn in_disposition(header: &str) -> Option<String> {
    let extended = parameter(header, "filename*").and_then(|value| {
        let (charset, rest) = value.split_once('\'')?;
        let (_, encoded) = rest.split_once('\'')?;
        let utf8 = charset.eq_ignore_ascii_case("utf-8");
        let decoded = percent_decode_str(encoded).decode_utf8().ok();
        decoded.filter(|_| utf8).map(Cow::into_owned)
    });
    let name = extended.or_else(|| parameter(header, "filename"))?;
    tidy_name(&name)
}

/// The value of a parameter, without its quotes. A semicolon may stand within them.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let (_, mut rest) = header.split_once(';')?;
    loop {
        let (name, after) = rest.split_once('=')?;
        let (value, next) = value(after.trim_start());
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

/// The value that a text begins with, and what follows its semicolon.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, next) = text.split_once(';').unwrap_or((text, ""));
        return (value.trim().to_owned(), next);
    };
    let (mut value, mut escaped) = (String::new(), false);
    for (at, c) in quoted.char_indices() {
        match c {
            _ if escaped => {
                value.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => {
                let next = &quoted[at + 1..];
                return (value, next.split_once(';').map_or("", |(_, next)| next));
            }
            c => value.push(c),
        }
    }
    (value, "")
}

/// `inline` or `attachment` with the name, twice: in ASCII for the oldest programs, and whole.
pub(super) fn disposition(kind: &str, name: &str) -> String {
    let plain = |c: char| match c {
        '"' | '\\' | '%' => '_',
        ' '..='~' => c,
        _ => '_',
    };
    let ascii: String = name.chars().map(plain).collect();
    let whole = utf8_percent_encode(name, PLAIN);
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

/// What a file is called that nobody named.
pub(super) fn usual(media_type: &str) -> String {
    let ending = match media_type {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "video/mp4" => ".mp4",
        "video/webm" => ".webm",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "text/plain" => ".txt",
        _ => "",
    };
    format!("file{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_from_either_parameter() {
        let read = |header| in_disposition(header).unwrap_or_default();
        assert_eq!(read("attachment; filename=plain.txt"), "plain.txt");
        assert_eq!(
            read("attachment; filename=\"a; b\\\"c.txt\"; size=3"),
            "a; b\"c.txt"
        );
        assert_eq!(read("attachment; filename=\"דוח.pdf\""), "דוח.pdf");
        let both = "attachment; filename=\"x.pdf\"; filename*=UTF-8''%D8%AA%D9%82.pdf";
        assert_eq!(read(both), "تق.pdf");
        assert_eq!(read("attachment; FILENAME*=utf-8'en'a%2Fb.png"), "b.png");
        for nothing in [
            "",
            "attachment",
            "inline; filename=\"\"",
            "inline; size=3; x",
        ] {
            assert_eq!(in_disposition(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_name_that_is_written_is_read_back() {
        for name in [
            "plain.txt",
            "تقرير الشهر.pdf",
            "a \"b\" \\ c;d%20.png",
            "é\u{200c}.zip",
        ] {
            let header = disposition("attachment", name);
            assert!(header.is_ascii(), "{header}");
            let kept = name.replace("a \"b\" \\ ", "");
            let read = in_disposition(&header).unwrap_or_default();
            assert!(read == name || read == kept.trim(), "{read}");
        }
    }
}
