//! What a condition is written for, which decides what may be named in it.

use super::{EventPath, Path};
use crate::access::Audience;
use crate::field::{self, Field, FieldKind};
use crate::{Catalog, FieldId};
use uuid::Uuid;

/// What a condition is written for.
#[derive(Clone, Copy, Debug)]
pub struct Usage<'a> {
    pub catalog: &'a Catalog,
    /// Who reads the answers: fields that they may not see are as if they were not there.
    audience: Option<&'a Audience>,
    purpose: Purpose,
}

/// What the answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// These change nothing with time, and know no more than the ticket.
    FieldRules,
    Lists,
    /// These know the event that sets them off, but nobody who asks and no other tickets.
    Automation,
}

impl<'a> Usage<'a> {
    /// For a custom field to be shown, required or narrowed.
    #[must_use]
    pub fn field_rules(catalog: &'a Catalog) -> Self {
        Self {
            catalog,
            audience: None,
            purpose: Purpose::FieldRules,
        }
    }

    /// For finding tickets: everything may be named that `audience` may see.
    #[must_use]
    pub fn lists(catalog: &'a Catalog, audience: &'a Audience) -> Self {
        Self {
            catalog,
            audience: Some(audience),
            purpose: Purpose::Lists,
        }
    }

    /// For rules to run: everything may be named that is known when an event is reacted to.
    #[must_use]
    pub fn automation(catalog: &'a Catalog) -> Self {
        Self {
            catalog,
            audience: None,
            purpose: Purpose::Automation,
        }
    }

    /// Whether it is asked at some moment, of what changes with time.
    pub(super) fn knows_time(&self) -> bool {
        self.purpose != Purpose::FieldRules
    }

    /// Whether somebody asks who may call themselves `me`.
    pub(super) fn knows_me(&self) -> bool {
        self.purpose == Purpose::Lists
    }

    /// Whether the path may be named.
    pub(super) fn knows(&self, path: &Path) -> bool {
        match self.purpose {
            Purpose::FieldRules => path.is_of_field_rules(),
            Purpose::Lists => !path.is_of_events(),
            Purpose::Automation => !path.is_of_others(),
        }
    }

    /// Every path that may be named, for people.
    pub(super) fn paths(&self) -> String {
        let fixed = Path::fixed().filter(|(_, path)| self.knows(path));
        let mut names: Vec<_> = fixed.map(|(name, _)| name).collect();
        if self.purpose == Purpose::Automation {
            names.extend(EventPath::known());
            names.push("before.<path>");
        }
        names.push("fields.<key>");
        names.join(", ")
    }

    /// What the field holds, retired or not; `Err` is what to do about one that is not there.
    pub(super) fn field(&self, key: &str) -> Result<&'a FieldKind, String> {
        let found = field::by_key(self.catalog, key).filter(|field| self.sees(field));
        found.map(|field| &field.kind).ok_or_else(|| {
            let fields = self.catalog.fields.iter().filter_map(|e| e.active());
            let fields = fields.filter(|field| self.sees(field));
            let keys: Vec<_> = fields.map(|field| field.key.as_str()).collect();
            let (key, keys) = (field::echo(key), field::some_of(&keys));
            format!("there is no field {key}; use one of {keys}")
        })
    }

    /// The key of the field with this id; the id where nothing is to be known of it.
    pub(super) fn key(&self, id: Uuid) -> String {
        let entry = self.catalog.fields.get(id);
        let found = entry.and_then(|entry| entry.setting.value.as_ref());
        match found.filter(|field| self.sees(field)) {
            Some(field) => field.key.clone(),
            None => FieldId(id).to_string(),
        }
    }

    fn sees(&self, field: &Field) -> bool {
        self.audience
            .is_none_or(|audience| field.access.sees(audience))
    }
}
