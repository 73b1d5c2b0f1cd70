//! What names a setting: which others would be left pointing at nothing.

use super::SettingKind;
use crate::catalog::Settings;
use crate::event::to_json;
use crate::{Catalog, DepartmentId, MemberId};
use uuid::Uuid;

/// A setting in use that names another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its category, e.g. `rule`.
    pub kind: &'static str,
    pub id: Uuid,
    pub name: String,
}

impl Catalog {
    /// The rules, macros, shared views and fields that name a department, and the API keys that are limited to
    /// it: they would be good for nothing.
    #[must_use]
    pub fn references_to_department(&self, id: DepartmentId) -> Vec<Reference> {
        let mut found = self.mentions(id.0);
        found.extend(named(
            &self.api_keys,
            |k| k.name.clone(),
            |k| k.department_ids.contains(&id),
        ));
        found
    }

    /// The departments that a member leads, the members whose substitute they are, and the rules,
    /// macros, shared views and fields that name them.
    #[must_use]
    pub fn references_to_member(&self, id: MemberId) -> Vec<Reference> {
        let mut found = named(
            &self.departments,
            |d| d.name.clone(),
            |d| d.lead == Some(id),
        );
        let substitutes = |m: &super::Member| m.away.is_some_and(|a| a.substitute == Some(id));
        let others = named(&self.members, |m| m.name.clone(), substitutes);
        found.extend(others.into_iter().filter(|r| r.id != id.0));
        found.extend(self.mentions(id.0));
        found
    }

    /// The members who have a role, the fields that it sees or changes, and the statuses that only
    /// it sets.
    #[must_use]
    pub fn references_to_role(&self, key: &str) -> Vec<Reference> {
        let has = |keys: &[String]| keys.iter().any(|known| known == key);
        let mut found = named(&self.members, |m| m.name.clone(), |m| has(&m.roles()));
        let fields = named(
            &self.fields,
            |f| f.name.clone(),
            |f| has(&f.access.see_roles) || has(&f.access.edit_roles),
        );
        let statuses = named(&self.statuses, |s| s.name.clone(), |s| has(&s.set_by_roles));
        found.extend(fields);
        found.extend(statuses);
        found
    }

    /// Whatever the shape of rules, macros, views and conditions: an id that they name stands in their
    /// JSON, and nothing else looks like it.
    fn mentions(&self, id: Uuid) -> Vec<Reference> {
        let id = id.to_string();
        let mut found = named(
            &self.rules,
            |r| r.name.clone(),
            |r| to_json(r).contains(&id),
        );
        let macros = named(
            &self.macros,
            |m| m.name.clone(),
            |m| to_json(m).contains(&id),
        );
        let fields = named(
            &self.fields,
            |f| f.name.clone(),
            |f| to_json(f).contains(&id),
        );
        let views = named(
            &self.views,
            |v| v.name.clone(),
            |v| v.is_shared() && to_json(v).contains(&id),
        );
        found.extend(macros);
        found.extend(views);
        found.extend(fields);
        found
    }
}

fn named<T: SettingKind>(
    settings: &Settings<T>,
    name: impl Fn(&T) -> String,
    names: impl Fn(&T) -> bool,
) -> Vec<Reference> {
    let used = settings.iter().filter_map(|e| Some((e.id, e.active()?)));
    let naming = used.filter(|(_, value)| names(value));
    let reference = |(id, value): (Uuid, &T)| Reference {
        kind: T::CATEGORY,
        id,
        name: name(value),
    };
    naming.map(reference).collect()
}
