//! Conditions from JSON: every fault with its place and what to do, never a silent "no match".

use super::operand::Operand;
use super::time::ME;
use super::{Condition, Leaf, MAX_DEPTH, MAX_LEAVES, Op, Path, Usage};
use crate::Catalog;
use crate::aggregate::FieldError;
use crate::event::to_json;
use crate::field::{FieldValue, echo};
use crate::limits::{Checks, LIST_ITEMS, NAME_CHARS};
use crate::spelling::folded;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

impl Condition {
    /// A condition of a custom field that was sent, checked against what there is; `at` is the
    /// field that it was sent as. Ids of statuses, priorities and fields become keys. All faults
    /// are told.
    pub fn parse(json: &Json, at: &str, catalog: &Catalog) -> Result<Self, Vec<FieldError>> {
        Self::parse_for(&Usage::field_rules(catalog), json, at)
    }

    /// The same for what it is written for.
    pub fn parse_for(usage: &Usage<'_>, json: &Json, at: &str) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let condition = read(json, at, usage, &mut checks);
        checks.finish()?;
        condition.ok_or_else(|| vec![FieldError::new(at, "must be a condition")])
    }

    /// Checks a condition of a custom field as it would be when it was sent.
    pub fn check(&self, at: &str, checks: &mut Checks, catalog: &Catalog) {
        self.check_for(&Usage::field_rules(catalog), at, checks);
    }

    /// The same for what it is written for.
    pub fn check_for(&self, usage: &Usage<'_>, at: &str, checks: &mut Checks) {
        match serde_json::from_str(&to_json(self)) {
            Ok(json) => drop(read(&json, at, usage, checks)),
            Err(_) => checks.fail(at, format!("is nested more than {MAX_DEPTH} deep")),
        }
    }
}

fn read(json: &Json, at: &str, usage: &Usage<'_>, checks: &mut Checks) -> Option<Condition> {
    let mut reader = Reader {
        usage: *usage,
        checks,
        leaves: 0,
    };
    let condition = reader.condition(json, at, 1);
    if reader.leaves > MAX_LEAVES {
        let detail = format!("must ask at most {MAX_LEAVES} things; ask less, or make two of it");
        checks.fail(at, detail);
    }
    condition
}

struct Reader<'a, 'c> {
    usage: Usage<'c>,
    checks: &'a mut Checks,
    leaves: usize,
}

impl<'c> Reader<'_, 'c> {
    fn condition(&mut self, json: &Json, at: &str, depth: usize) -> Option<Condition> {
        let Some(map) = json.as_object() else {
            self.leaves += 1;
            self.checks.fail(at, SHAPE);
            return None;
        };
        if depth > MAX_DEPTH {
            self.leaves += 1;
            let detail = format!("is nested more than {MAX_DEPTH} deep; make it flatter");
            self.checks.fail(at, detail);
            return None;
        }
        let mut keys = map.keys().map(String::as_str);
        match (keys.next(), keys.next()) {
            (Some("all"), None) => {
                let all = self.parts(&map["all"], &format!("{at}.all"), depth)?;
                Some(Condition::All { all })
            }
            (Some("any"), None) => {
                let any = self.parts(&map["any"], &format!("{at}.any"), depth)?;
                Some(Condition::Any { any })
            }
            (Some("not"), None) => {
                let not = self.condition(&map["not"], &format!("{at}.not"), depth + 1)?;
                Some(Condition::Not { not: Box::new(not) })
            }
            _ => self.leaf(map, at).map(Condition::Leaf),
        }
    }

    fn parts(&mut self, json: &Json, at: &str, depth: usize) -> Option<Vec<Condition>> {
        let Some(items) = json.as_array().filter(|items| !items.is_empty()) else {
            self.checks
                .fail(at, "must be a list of at least one condition");
            return None;
        };
        let mut parts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if self.leaves > MAX_LEAVES {
                break;
            }
            parts.push(self.condition(item, &format!("{at}[{index}]"), depth + 1));
        }
        parts.into_iter().collect()
    }

    fn leaf(&mut self, map: &Map<String, Json>, at: &str) -> Option<Leaf> {
        self.leaves += 1;
        if self.leaves > MAX_LEAVES {
            return None;
        }
        let unknown = map.keys().find(|key| !LEAF.contains(&key.as_str()));
        if let Some(key) = unknown {
            self.checks.fail(&format!("{at}.{}", echo(key)), SHAPE);
            return None;
        }
        let path = self.path(map.get("path"), &format!("{at}.path"));
        let op = self.op(map.get("op"), &format!("{at}.op"));
        let ((path, operand), op) = (path?, op?);
        let timed = self.usage.knows_time();
        let ops = operand.ops().iter();
        let ops: Vec<_> = ops.filter(|op| timed || !op.is_relative()).collect();
        if !ops.contains(&&op) {
            let ops: Vec<_> = ops.into_iter().map(ToString::to_string).collect();
            let detail = format!("does not go with {path}; use one of {}", ops.join(", "));
            self.checks.fail(&format!("{at}.op"), detail);
            return None;
        }
        let at = format!("{at}.value");
        let value = self.value(map.get("value"), (operand, op), &at)?;
        match Leaf::try_new(path, op, value) {
            Ok(leaf) => Some(leaf),
            Err(detail) => {
                self.checks.fail(&at, detail);
                None
            }
        }
    }

    fn path(&mut self, json: Option<&Json>, at: &str) -> Option<(Path, Operand<'c>)> {
        let text = self.text(json, at)?;
        let usage = self.usage;
        let path = Path::try_from(by_key(text, &usage)).ok();
        let path = path.filter(|path| usage.knows(path));
        let path = path.ok_or_else(|| {
            let (text, known) = (echo(text), usage.paths());
            format!("there is no path {text} here; use one of {known}")
        });
        let found = path.and_then(|path| Ok((Operand::of(&path, &usage)?, path)));
        match found {
            Ok((operand, path)) => Some((path, operand)),
            Err(detail) => {
                self.checks.fail(at, detail);
                None
            }
        }
    }

    fn op(&mut self, json: Option<&Json>, at: &str) -> Option<Op> {
        let text = self.text(json, at)?;
        let op = Op::named(text);
        if op.is_none() {
            let detail = format!("there is no op {}; use one of {}", echo(text), Op::known());
            self.checks.fail(at, detail);
        }
        op
    }

    fn text<'j>(&mut self, json: Option<&'j Json>, at: &str) -> Option<&'j str> {
        match json {
            Some(Json::String(text)) => return Some(text),
            Some(_) => self.checks.fail(at, "must be a string"),
            None => self.checks.fail(at, "is required"),
        }
        None
    }

    fn value(
        &mut self,
        json: Option<&Json>,
        (operand, op): (Operand<'_>, Op),
        at: &str,
    ) -> Option<FieldValue> {
        let Some(json) = json else {
            self.checks.fail(at, "is required");
            return None;
        };
        let value = match op {
            Op::Exists => (json.as_bool().map(FieldValue::Bool))
                .ok_or_else(|| "must be true (has a value) or false (has none)".to_owned()),
            Op::In | Op::NotIn => return self.values(json, (operand, op), at),
            _ => self.one(json, operand, op),
        };
        value.map_err(|detail| self.checks.fail(at, detail)).ok()
    }

    fn one(&self, json: &Json, operand: Operand<'_>, op: Op) -> Result<FieldValue, String> {
        let text = json.as_str().filter(|_| self.usage.knows_time());
        let relative = text.and_then(|text| operand.read_relative(op, text));
        let value = match relative {
            Some(Ok(text)) if text == ME && !self.usage.knows_me() => Err(NOBODY.to_owned()),
            Some(relative) => relative.map(FieldValue::Text),
            None => operand.read(json, self.usage.catalog),
        };
        let value = value.and_then(short)?;
        match (operand, &value) {
            (Operand::Text, FieldValue::Text(text)) if folded(text).next().is_none() => {
                Err("must be a string that says something: no letter of it counts".to_owned())
            }
            _ => Ok(value),
        }
    }

    fn values(
        &mut self,
        json: &Json,
        (operand, op): (Operand<'_>, Op),
        at: &str,
    ) -> Option<FieldValue> {
        let items = json.as_array().filter(|items| !items.is_empty());
        let Some(items) = items.filter(|items| items.len() <= LIST_ITEMS) else {
            let detail = format!("must be a list of 1 to {LIST_ITEMS} values");
            self.checks.fail(at, detail);
            return None;
        };
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match self.one(item, operand, op) {
                Ok(FieldValue::Text(text)) => texts.push(Some(text)),
                Ok(_) => texts.push(None),
                Err(detail) => {
                    self.checks.fail(&format!("{at}[{index}]"), detail);
                    texts.push(None);
                }
            }
        }
        let texts: Option<Vec<_>> = texts.into_iter().collect();
        texts.map(FieldValue::List)
    }
}

const NOBODY: &str = "means nobody here: a rule runs by itself; name a member";
const LEAF: [&str; 3] = ["path", "op", "value"];
const SHAPE: &str = "must be {\"all\": […]}, {\"any\": […]}, {\"not\": {…}} or \
                     {\"path\": …, \"op\": …, \"value\": …}, and nothing beside it";

/// Nobody compares with more than a line.
fn short(value: FieldValue) -> Result<FieldValue, String> {
    match &value {
        FieldValue::Text(text) if text.chars().count() > NAME_CHARS => {
            Err(format!("must be at most {NAME_CHARS} characters"))
        }
        FieldValue::Text(text) if text.chars().any(char::is_control) => {
            Err("must be one line without control characters".to_owned())
        }
        _ => Ok(value),
    }
}

/// `fields.<id>` as `fields.<key>`; everything else as it is.
fn by_key(text: &str, usage: &Usage<'_>) -> String {
    let id = text.strip_prefix(Path::FIELDS).map(Uuid::parse_str);
    match id {
        Some(Ok(id)) => format!("{}{}", Path::FIELDS, usage.key(id)),
        _ => text.to_owned(),
    }
}
