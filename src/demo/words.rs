//! What people say, in three languages, and whose names they have.

use super::dice::Dice;
use super::hours::Hours;
use domain::locale;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The languages, in the order in which everything is listed.
pub(super) const LANGUAGES: [&str; 3] = ["en", "ar", "he"];
/// How many of a hundred tickets are written in each.
pub(super) const SHARES: [u32; 3] = [38, 31, 31];

/// Everything that the data are made of.
#[derive(Debug)]
pub(super) struct Words {
    pub texts: [Texts; 3],
    pub people: People,
}

/// Sentences of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub regards: Vec<String>,
    pub greeting: Vec<String>,
    pub signature: Vec<String>,
    pub first_reply: Vec<String>,
    pub ask: Vec<String>,
    pub details: Vec<String>,
    pub chase: Vec<String>,
    pub progress: Vec<String>,
    pub thanks: Vec<String>,
    pub notes: Vec<String>,
    pub good: Vec<String>,
    pub fair: Vec<String>,
    pub bad: Vec<String>,
    pub checklist: Vec<String>,
    /// Names of a picture, a document and a text.
    pub files: [String; 3],
    /// From Monday on.
    pub days: [String; 7],
    /// In the same order as the topics of [`People`].
    pub topics: Vec<TopicTexts>,
}

/// What is said on one topic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicTexts {
    pub key: String,
    pub subjects: Vec<String>,
    pub openings: Vec<String>,
    pub answers: Vec<String>,
    pub notes: Vec<String>,
}

/// Who there is, and what comes up how often.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub devices: Vec<String>,
    pub en: Region,
    pub ar: Region,
    pub he: Region,
    pub members: Vec<MemberWords>,
    pub topics: Vec<Topic>,
}

/// A language's place: its clocks, its names, what is bought there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    zone: String,
    weekend: [domain::setting::Weekday; 2],
    /// In their own letters, and in an address.
    pub first: Vec<[String; 2]>,
    pub last: Vec<[String; 2]>,
    /// Name and domain.
    pub organisations: Vec<[String; 2]>,
    pub months: [String; 12],
    pub products: Vec<String>,
    pub currency: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberWords {
    pub name: String,
    /// Before the `@` of their address.
    pub key: String,
    pub language: String,
    pub role: String,
    pub departments: Vec<String>,
    /// From so many days after now until so many.
    pub away_days: Option<[i64; 2]>,
}

/// What tickets are about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    pub key: String,
    pub department: String,
    pub weight: u32,
    /// Weights of low, normal, high, urgent.
    pub priorities: [u32; 4],
    pub tags: Vec<String>,
    pub device: Option<String>,
    pub request: Option<String>,
}

impl Words {
    /// Reads what the program carries with it.
    #[expect(clippy::expect_used, reason = "a test reads these very files")]
    pub fn read() -> Self {
        let files = [
            include_str!("data/en.toml"),
            include_str!("data/ar.toml"),
            include_str!("data/he.toml"),
        ];
        Self {
            texts: files.map(|text| toml::from_str(text).expect("texts as tested")),
            people: toml::from_str(include_str!("data/people.toml")).expect("people as tested"),
        }
    }

    pub fn region(&self, language: usize) -> &Region {
        match language {
            0 => &self.people.en,
            1 => &self.people.ar,
            _ => &self.people.he,
        }
    }
}

impl Region {
    pub fn hours(&self) -> Hours {
        Hours {
            zone: locale::time_zone(&self.zone).unwrap_or(TimeZone::UTC),
            weekend: self.weekend.map(weekday),
        }
    }

    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// The days on which nobody works.
    pub fn weekend(&self) -> [domain::setting::Weekday; 2] {
        self.weekend
    }

    /// Somebody's first and last name, in their own letters and for an address.
    pub fn somebody(&self, dice: &mut Dice) -> (String, String) {
        let (first, last) = (dice.pick(&self.first), dice.pick(&self.last));
        let joined = |at: usize, by: &str| format!("{}{by}{}", first[at], last[at]);
        (joined(0, " "), joined(1, "."))
    }

    /// Money as it is written there.
    pub fn money(&self, hundredths: i64) -> String {
        let number = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        match self.currency.as_str() {
            "£" => format!("£{number}"),
            sign => format!("{number} {sign}"),
        }
    }
}

fn weekday(day: domain::setting::Weekday) -> Weekday {
    use domain::setting::Weekday as D;
    match day {
        D::Sunday => Weekday::Sunday,
        D::Monday => Weekday::Monday,
        D::Tuesday => Weekday::Tuesday,
        D::Wednesday => Weekday::Wednesday,
        D::Thursday => Weekday::Thursday,
        D::Friday => Weekday::Friday,
        D::Saturday => Weekday::Saturday,
    }
}

/// A sentence with its gaps filled in.
pub(super) fn fill(text: &str, gaps: &BTreeMap<&'static str, String>) -> String {
    let mut filled = text.to_owned();
    for (name, value) in gaps {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_speak_of_all_topics_and_of_everybody() {
        let words = Words::read();
        let topics: Vec<_> = words.people.topics.iter().map(|t| &t.key).collect();
        for (language, texts) in LANGUAGES.iter().zip(&words.texts) {
            let told: Vec<_> = texts.topics.iter().map(|t| &t.key).collect();
            assert_eq!(told, topics, "{language}");
            let members = words.people.members.iter();
            let of = members.filter(|m| m.language == *language).count();
            assert_eq!(of, 10, "{language}");
        }
    }
}
