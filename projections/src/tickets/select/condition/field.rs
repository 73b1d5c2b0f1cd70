//! What is asked of a custom field, as SQL over its value in JSON.

use super::{Asks, Bound, Compiler, NEVER, sign};
use crate::text::literal;
use domain::FieldId;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use tokio_postgres::types::Type;

impl Compiler<'_> {
    /// True where the field has a value and that is as asked; else false.
    pub(super) fn field(&mut self, id: FieldId, asks: &Asks) -> String {
        let value = Value {
            id,
            key: self.text(&id.to_string()),
        };
        let test = self.test(&value, asks);
        let schema = self.places.tickets;
        format!("EXISTS (SELECT FROM {schema}.ticket_fields f WHERE f.id = t.id AND {test})")
    }

    fn test(&mut self, value: &Value, asks: &Asks) -> String {
        let json = value.json();
        match asks {
            Asks::Present => {
                format!("{json} <> ALL (ARRAY['\"\"', '[]']::jsonb[])")
            }
            Asks::Yes(yes) => self.contains(value, &json!(yes)),
            Asks::Words(words) => self.field_words(value, words),
            Asks::Part(part) => {
                let entry = self.text(part);
                let list = value.has(&format!("e.entry = {entry}"));
                let part = self.text(&format!("%{}%", literal(part)));
                value.told(&format!("LIKE {part}"), &list)
            }
            Asks::Start(start) => {
                let start = self.text(&format!("{}%", literal(start)));
                value.told(&format!("LIKE {start}"), NEVER)
            }
            Asks::Trail(trail) => {
                let held = self.contains(value, &json!(trail));
                let trail = self.json(&json!(trail));
                format!("({held} AND {json} = {trail})")
            }
            Asks::Under(trail) => self.under(value, trail),
            Asks::Compared(op, bound) => self.compared(value, sign(*op), bound),
            Asks::Day(date, from, to) => {
                let date = self.text(&date.to_string());
                let (from, to) = (self.spelled(*from), self.spelled(*to));
                let moment = value.moment();
                let within = format!("{moment} >= {from} AND {moment} < {to}");
                value.dated(&format!("= {date}"), &within)
            }
            Asks::Between(from, to) => {
                let (from, to) = (self.spelled(*from), self.spelled(*to));
                let moment = value.moment();
                value.timed(&format!("{moment} >= {from} AND {moment} <= {to}"))
            }
            _ => NEVER.to_owned(),
        }
    }

    /// The text, or one of the list's, is one of these. Where values are stored in their one
    /// spelling an index finds it.
    fn field_words(&mut self, value: &Value, words: &[String]) -> String {
        let of = self.texts(words);
        let list = value.has(&format!("e.entry = ANY ({of})"));
        let exact = value.told(&format!("= ANY ({of})"), &list);
        if !self.filter.is_keyed(value.id) {
            return exact;
        }
        let mut found = Vec::new();
        for word in words {
            found.push(self.contains(value, &json!(word)));
            found.push(self.contains(value, &json!([word])));
        }
        format!("(({}) AND {exact})", found.join(" OR "))
    }

    fn under(&mut self, value: &Value, trail: &[String]) -> String {
        let mut parts = vec![self.contains(value, &json!(trail))];
        for (index, key) in trail.iter().enumerate() {
            let key = self.text(key);
            parts.push(format!("{} ->> {index} = {key}", value.json()));
        }
        format!("({})", parts.join(" AND "))
    }

    fn compared(&mut self, value: &Value, sign: &str, bound: &Bound) -> String {
        let moment = value.moment();
        match bound {
            Bound::Number(number) => {
                let number = self.select.param(*number, Type::FLOAT8);
                value.numeric(&format!("{sign} {number}"))
            }
            Bound::Moment(at) => {
                let at = self.spelled(*at);
                value.timed(&format!("{moment} {sign} {at}"))
            }
            Bound::Date(date) => {
                let date = self.text(&date.to_string());
                value.dated(&format!("{sign} {date}"), NEVER)
            }
            Bound::Day(date, begin) => {
                let (date, begin) = (self.text(&date.to_string()), self.spelled(*begin));
                let than = format!("{moment} {sign} {begin}");
                value.dated(&format!("{sign} {date}"), &than)
            }
            Bound::Of(path, later) => {
                let other = self.later(path, *later);
                let other = format!(
                    "rtrim(rtrim(to_char({other} AT TIME ZONE 'UTC',
                                  'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '0'), '.') COLLATE \"C\""
                );
                value.timed(&format!("{moment} {sign} {other}"))
            }
        }
    }

    /// Served by the index on all values.
    fn contains(&mut self, value: &Value, wanted: &Json) -> String {
        let wanted = self.json(&json!({ value.id.to_string(): wanted }));
        format!("f.fields @> {wanted}")
    }

    fn json(&mut self, json: &Json) -> String {
        format!("{}::jsonb", self.text(&json.to_string()))
    }

    /// A moment as fields hold it, without the letter at the end: such texts are in the order of
    /// the moments.
    fn spelled(&mut self, at: Timestamp) -> String {
        let at = at.to_string();
        self.text(at.trim_end_matches('Z'))
    }
}

/// A field's value in the row `f`.
struct Value {
    id: FieldId,
    /// Parameter with its name in the JSON.
    key: String,
}

impl Value {
    fn json(&self) -> String {
        format!("(f.fields -> {})", self.key)
    }

    /// As it is compared: a folded form stands apart where it is another one.
    fn folded(&self) -> String {
        let key = &self.key;
        format!("coalesce(f.folded ->> {key}, f.fields ->> {key})")
    }

    fn text(&self) -> String {
        format!("(f.fields ->> {})", self.key)
    }

    fn moment(&self) -> String {
        format!("rtrim({}, 'Z') COLLATE \"C\"", self.text())
    }

    /// `test` of a text that says something, `list` of a list.
    fn told(&self, test: &str, list: &str) -> String {
        let (json, folded, text) = (self.json(), self.folded(), self.text());
        format!(
            "CASE jsonb_typeof({json}) WHEN 'string' THEN {text} <> '' AND {folded} {test}
                    WHEN 'array' THEN {list} END"
        )
    }

    /// Whether a list has such an entry.
    fn has(&self, test: &str) -> String {
        let key = &self.key;
        format!(
            "EXISTS (SELECT FROM jsonb_array_elements_text(
                        coalesce(f.folded -> {key}, f.fields -> {key})) e(entry) WHERE {test})"
        )
    }

    fn numeric(&self, test: &str) -> String {
        let json = self.json();
        format!("CASE jsonb_typeof({json}) WHEN 'number' THEN ({json})::float8 {test} END")
    }

    /// `date` of a date, `moment` of a moment.
    fn dated(&self, date: &str, moment: &str) -> String {
        let text = self.text();
        format!(
            "CASE WHEN {text} LIKE '____-__-__' THEN {text} COLLATE \"C\" {date}
                    WHEN {text} LIKE '____-__-__T%Z' THEN {moment} END"
        )
    }

    fn timed(&self, test: &str) -> String {
        let text = self.text();
        format!("CASE WHEN {text} LIKE '____-__-__T%Z' THEN {test} END")
    }
}
