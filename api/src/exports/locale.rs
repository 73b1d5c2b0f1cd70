//! In which language an export speaks, and in which time zone its times are.

use domain::setting::{Names, in_language};
use domain::{Catalog, MemberId, locale};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "fa", "he", "ku", "ps", "ug", "ur", "yi"];

/// A language and a time zone.
#[derive(Clone, Debug)]
pub(super) struct Locale {
    /// BCP 47 tag.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    zone: TimeZone,
}

impl Default for Locale {
    fn default() -> Self {
        Self::new("en".to_owned(), "UTC").unwrap_or_else(|| Self {
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
            zone: TimeZone::UTC,
        })
    }
}

impl Locale {
    /// `None` where there is no such time zone.
    pub fn new(language: String, time_zone: &str) -> Option<Self> {
        let known = locale::is_time_zone(time_zone);
        let zone = TimeZoneDatabase::bundled().get(time_zone).ok();
        Some(Self {
            language,
            time_zone: time_zone.to_owned(),
            zone: zone.filter(|_| known)?,
        })
    }

    pub fn is_right_to_left(&self) -> bool {
        RIGHT_TO_LEFT.contains(&self.primary())
    }

    /// One of the same text in English, Arabic and Hebrew.
    pub fn pick<'a>(&self, [english, arabic, hebrew]: [&'a str; 3]) -> &'a str {
        match self.primary() {
            "ar" => arabic,
            "he" => hebrew,
            _ => english,
        }
    }

    /// A name that people gave, in this language where they did.
    pub fn named<'a>(&self, usual: &'a str, names: &'a Names) -> &'a str {
        in_language(usual, names, &self.language)
    }

    /// The moment as clocks show it there.
    pub fn there(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }

    fn primary(&self) -> &str {
        self.language.split('-').next().unwrap_or_default()
    }
}

/// The time zone in which a member works, else UTC.
pub(super) fn usual_time_zone(member: Option<MemberId>, catalog: &Catalog) -> String {
    let calendar = member.and_then(|id| catalog.member(id)?.calendar.as_ref());
    calendar.map_or_else(|| "UTC".to_owned(), |calendar| calendar.time_zone.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_a_language_speaks_like_it() {
        let locale = |language: &str| Locale::new(language.to_owned(), "UTC").unwrap();
        let words = ["number", "رقم", "מספר"];
        assert_eq!(locale("ar-EG").pick(words), "رقم");
        assert!(locale("ar-EG").is_right_to_left() && locale("he").is_right_to_left());
        assert_eq!(locale("fr").pick(words), "number");
        assert!(!locale("fr").is_right_to_left());
    }

    #[test]
    fn clocks_jump_where_they_do() {
        let locale = Locale::new("he".to_owned(), "Asia/Jerusalem").unwrap();
        let shown = |text: &str| locale.there(text.parse().unwrap()).datetime().to_string();
        assert_eq!(shown("2026-03-26T23:59:00Z"), "2026-03-27T01:59:00");
        assert_eq!(shown("2026-03-27T00:00:00Z"), "2026-03-27T03:00:00");
        assert!(Locale::new("he".to_owned(), "Asia/Atlantis").is_none());
    }
}
