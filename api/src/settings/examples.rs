//! What the examples of all kinds of setting have in common.

use super::Record;
use domain::setting::Names;
use jiff::Timestamp;
use uuid::Uuid;

/// A text in Arabic and in Hebrew.
pub(crate) fn example_names(arabic: &str, hebrew: &str) -> Names {
    let owned = |(tag, text): (&str, &str)| (tag.to_owned(), text.to_owned());
    [("ar", arabic), ("he", hebrew)].map(owned).into()
}

/// The record of a setting that was just made.
pub(crate) fn example_record(id: Uuid) -> Record {
    let at = Timestamp::constant(1_772_357_400, 0).into();
    Record {
        id,
        retired: false,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}
