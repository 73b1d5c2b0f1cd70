//! Random values of custom fields.

use super::*;
use crate::FieldId;
use crate::field::FieldValue;

type Changes = Vec<(FieldId, Option<FieldValue>)>;

/// A whole number up to 90, and a text that closed tickets must have.
pub const FIELDS: [&str; 2] = ["floor", "solution"];

pub fn field_changes() -> impl Strategy<Value = TicketCommand> {
    fields().prop_map(|changes| C::SetFields { changes })
}

pub fn fields() -> impl Strategy<Value = Changes> {
    let [floor, solution] = FIELDS.map(FieldId::from_key);
    let (three, four) = (FieldValue::Integer(3), FieldValue::Integer(4));
    let (water, foam) = ("Water".to_owned(), "Foam".to_owned());
    let (water, foam) = (FieldValue::Text(water), FieldValue::Text(foam));
    let one = select(vec![
        (floor, None),
        (floor, Some(three)),
        (floor, Some(four)),
        (floor, Some(FieldValue::Integer(91))),
        (solution, None),
        (solution, Some(water.clone())),
        (solution, Some(water)),
        (solution, Some(foam)),
    ]);
    prop::collection::vec(one, 0..3)
}
