//! What a file is, told by its first bytes alone: names and senders may say what they like.

#[cfg(test)]
mod tests;

/// How much of a file is looked at.
pub(crate) const HEAD_BYTES: usize = 8 * 1024;

const UNKNOWN: &str = "application/octet-stream";

/// The media type of a file that begins with `head`. Whatever a browser might take for a document
/// with scripts is called one; what nobody knows is `application/octet-stream`.
pub(crate) fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head).map(|kind| kind.mime_type()) {
        Some("text/html") => "text/html",
        Some(found) if !found.starts_with("text/") => usual(found),
        _ if is_mp4(head) => "video/mp4",
        _ if head.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) => matroska(head),
        other => text(head).unwrap_or(other.unwrap_or(UNKNOWN)),
    }
}

/// The registered names of what is known under several.
fn usual(found: &'static str) -> &'static str {
    match found {
        "audio/m4a" => "audio/mp4",
        "audio/opus" => "audio/ogg",
        "audio/x-flac" => "audio/flac",
        "audio/x-wav" => "audio/wav",
        "audio/x-aiff" => "audio/aiff",
        "video/x-m4v" => "video/mp4",
        other => other,
    }
}

/// Any brand that the list of known ones misses.
fn is_mp4(head: &[u8]) -> bool {
    head.get(4..8) == Some(b"ftyp")
}

/// A browser's own recordings name their kind after headers of any length.
fn matroska(head: &[u8]) -> &'static str {
    let begin = &head[..head.len().min(256)];
    match begin.windows(4).any(|word| word == b"webm") {
        true => "video/webm",
        false => "video/x-matroska",
    }
}

/// Markup before plain text: a script anywhere in the head makes a document of it.
fn text(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Some("text/plain"); // UTF-16: no markup is looked for, and none is ever shown
    }
    let text = whole_characters(head)?;
    if text
        .chars()
        .any(|c| c.is_control() && !"\t\n\r\u{c}\u{1b}".contains(c))
    {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let begin = lower.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    Some(match begin {
        b if b.starts_with('<') && b.contains("<svg") => "image/svg+xml",
        b if ["<html", "<!doctype html", "<script", "<body"]
            .iter()
            .any(|tag| b.contains(tag)) =>
        {
            "text/html"
        }
        b if b.starts_with("<?xml") => "application/xml",
        _ => "text/plain",
    })
}

/// The head as text; a character that the end of the head cuts through is left out.
fn whole_characters(head: &[u8]) -> Option<&str> {
    match std::str::from_utf8(head) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}
