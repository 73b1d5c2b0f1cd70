//! Languages and time zones: which spellings name one.

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// Longest tag that anybody writes; BCP 47 asks programs for as much.
const TAG_CHARS: usize = 35;

/// A language tag of BCP 47's shape in its usual case (`en`, `ar-EG`, `zh-Hant-TW`); `None` when
/// it has another shape. Whether anybody speaks it is not asked.
#[must_use]
pub fn language(text: &str) -> Option<String> {
    let mut subtags = text.split('-');
    let primary = subtags.next().unwrap_or_default();
    let letters = primary.chars().all(|c| c.is_ascii_alphabetic());
    if !letters || !(2..=3).contains(&primary.len()) || text.len() > TAG_CHARS {
        return None;
    }
    let mut tag = primary.to_ascii_lowercase();
    for subtag in subtags {
        if !(1..=8).contains(&subtag.len()) || !subtag.chars().all(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        tag.push_str(&in_usual_case(subtag));
    }
    Some(tag)
}

/// Scripts have four letters, regions two; all else is written small.
fn in_usual_case(subtag: &str) -> String {
    let letters = subtag.chars().all(|c| c.is_ascii_alphabetic());
    match subtag.len() {
        2 if letters => subtag.to_ascii_uppercase(),
        4 if letters => subtag[..1].to_ascii_uppercase() + &subtag[1..].to_ascii_lowercase(),
        _ => subtag.to_ascii_lowercase(),
    }
}

/// Whether `name` is a time zone of the IANA database, as it is spelled there. The database is
/// the one built into the program, so that every machine gives the same answer.
#[must_use]
pub fn is_time_zone(name: &str) -> bool {
    time_zone(name).is_some()
}

/// The time zone of this name: see [`is_time_zone`].
#[must_use]
pub fn time_zone(name: &str) -> Option<TimeZone> {
    let zone = TimeZoneDatabase::bundled().get(name).ok();
    zone.filter(|zone| zone.iana_name() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_written_in_its_usual_case() {
        for (text, tag) in [
            ("en", "en"),
            ("HE", "he"),
            ("ar-eg", "ar-EG"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-DE-1996", "de-DE-1996"),
        ] {
            assert_eq!(language(text).as_deref(), Some(tag));
        }
    }

    #[test]
    fn what_is_no_language_tag_is_refused() {
        for text in [
            "",
            "e",
            "english",
            "en_US",
            "en-",
            "-en",
            "en--US",
            "12",
            "en-ümlaut",
            "en-abcdefghi",
            "en-abcdefgh-abcdefgh-abcdefgh-abcdefgh",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn time_zones_are_those_of_the_iana_database() {
        for zone in ["Asia/Jerusalem", "Africa/Cairo", "UTC", "Europe/Berlin"] {
            assert!(is_time_zone(zone), "{zone}");
        }
        for text in [
            "",
            "Asia/Atlantis",
            "asia/jerusalem",
            "+02:00",
            "../etc/passwd",
        ] {
            assert!(!is_time_zone(text), "{text}");
        }
    }
}
