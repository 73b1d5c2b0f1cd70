//! Values of custom fields as the list is put in order by them.

use crate::text::searchable;
use domain::field::{FieldValue, FieldValues};
use uuid::Uuid;

/// Longest beginning of a text that is compared, in characters.
const LETTERS: usize = 60;
/// Stands between the levels of a cascading choice.
const BELOW: &str = "\u{1f}";

/// A value of one field: numbers by size, texts by their folded letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Placed {
    pub field: Uuid,
    /// The bits of the number, which can be compared for being the same.
    bits: u64,
    pub word: String,
}

impl Placed {
    pub(super) fn number(&self) -> f64 {
        f64::from_bits(self.bits)
    }
}

/// All values of a ticket.
pub(super) fn placed(fields: &FieldValues) -> Vec<Placed> {
    let values = fields.iter().map(|(id, value)| {
        let (number, word) = split(value);
        Placed {
            field: id.0,
            bits: number.to_bits(),
            word: word.chars().take(LETTERS).collect(),
        }
    });
    values.collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "whole numbers in fields are within 2^53"
)]
fn split(value: &FieldValue) -> (f64, String) {
    match value {
        FieldValue::Bool(yes) => (f64::from(u8::from(*yes)), String::new()),
        FieldValue::Integer(number) => (*number as f64, String::new()),
        FieldValue::Number(number) => (*number, String::new()),
        FieldValue::Text(text) => (0.0, searchable(text)),
        FieldValue::List(texts) => {
            let texts: Vec<_> = texts.iter().map(|text| searchable(text)).collect();
            (0.0, texts.join(BELOW))
        }
    }
}
