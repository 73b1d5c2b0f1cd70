//! A day as HTTP spells it.

use crate::types::described;
use jiff::civil::Date;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A day of the calendar, such as `2026-03-29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        // a moment would be read too, and cut to its day
        let day = text.parse().ok().filter(|_| text.len() == 10);
        day.map(Self)
            .ok_or_else(|| D::Error::custom("must be a day like 2026-03-29"))
    }
}

described!(Day, "Day", MetaSchema::new_with_format("string", "date"));
