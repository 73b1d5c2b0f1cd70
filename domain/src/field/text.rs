//! Words that field errors are made of, and the checks of texts with a shape.

/// Most names that one sentence lists.
const NAMED: usize = 20;
/// Most letters of what somebody sent that a sentence repeats.
const ECHOED: usize = 60;
/// Longest web address.
const URL_CHARS: usize = 2_000;

/// `a, b, c`, cut where it becomes long.
pub(crate) fn some_of(names: &[&str]) -> String {
    let listed = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 if names.is_empty() => "none".to_owned(),
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

/// What somebody sent, short enough for a sentence.
pub(crate) fn echo(text: &str) -> String {
    let mut letters = text.chars().filter(|c| !c.is_control());
    let mut short: String = letters.by_ref().take(ECHOED).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// An address that a browser may open: nothing but the web, nobody's password in it.
pub(super) fn check_url(text: &str) -> Result<String, String> {
    let detail = "must be an address like https://example.org/path";
    let (scheme, rest) = text.split_once("://").ok_or(detail)?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let broken = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    if !matches!(scheme.as_str(), "http" | "https") || text.chars().any(broken) {
        return Err(detail.to_owned());
    }
    if host.contains('@') {
        return Err("must not name a user or password before the host".to_owned());
    }
    if !is_host(host) {
        return Err(detail.to_owned());
    }
    if text.chars().count() > URL_CHARS {
        return Err(format!("must be at most {URL_CHARS} characters"));
    }
    Ok(format!("{scheme}://{rest}"))
}

/// A name or address, with a port or without.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    if let Some(inner) = name.strip_prefix('[') {
        let address = inner.strip_suffix(']').unwrap_or_default();
        return port_fits && address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let label = |label: &str| {
        let letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        !label.is_empty() && label.chars().all(letter)
    };
    port_fits && name.strip_suffix('.').unwrap_or(name).split('.').all(label)
}

/// A telephone number as people write it, with runs of blanks made one.
pub(super) fn check_phone(text: &str) -> Result<String, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(&text);
    let fits = rest
        .chars()
        .all(|c| c.is_ascii_digit() || " -.()/".contains(c));
    if fits && (3..=20).contains(&digits) && text.chars().count() <= 40 {
        Ok(text)
    } else {
        Err("must be a telephone number like +972 3 555 0100: 3 to 20 digits".to_owned())
    }
}
