//! Values of custom fields as they are stored.

use crate::FieldId;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The value of one field. Dates are `2026-03-01`, moments RFC 3339 in UTC, choices their keys, a
/// cascading choice the keys from the top down, members and customers their ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum FieldValue {
    Bool(bool),
    /// Within ±(2^53 − 1), which every JSON reader can hold.
    Integer(i64),
    /// Not whole: whole numbers are [`FieldValue::Integer`], whatever the field's kind.
    Number(f64),
    Text(String),
    List(Vec<String>),
}

/// The values of a ticket's fields.
pub type FieldValues = BTreeMap<FieldId, FieldValue>;

/// The largest whole number that every JSON reader can hold.
pub(crate) const LARGEST: i64 = (1 << 53) - 1;

impl FieldValue {
    /// The number in its only spelling; none when JSON readers might lose digits of it.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "only whole numbers within 2^53 are cast"
    )]
    pub fn number(number: f64) -> Option<Self> {
        if !number.is_finite() || number.abs() > LARGEST as f64 {
            None
        } else if number.fract() == 0.0 {
            Some(Self::Integer(number as i64))
        } else {
            Some(Self::Number(number))
        }
    }

    /// The value as JSON.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Bool(yes) => (*yes).into(),
            Self::Integer(number) => (*number).into(),
            Self::Number(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
            Self::List(texts) => texts.as_slice().into(),
        }
    }
}
