//! What settings are called, in the language of whoever reads; retired ones too.

use domain::Catalog;
use domain::catalog::Settings;
use domain::setting::{SettingKind, in_language};
use uuid::Uuid;

/// A setting's value, in use or not.
pub(crate) fn value<T: SettingKind>(settings: &Settings<T>, id: Uuid) -> Option<&T> {
    settings.get(id)?.setting.value.as_ref()
}

pub(crate) fn status<'a>(catalog: &'a Catalog, id: Uuid, language: &str) -> Option<&'a str> {
    let status = value(&catalog.statuses, id)?;
    Some(in_language(&status.name, &status.names, language))
}

pub(crate) fn priority<'a>(catalog: &'a Catalog, id: Uuid, language: &str) -> Option<&'a str> {
    let priority = value(&catalog.priorities, id)?;
    Some(in_language(&priority.name, &priority.names, language))
}

pub(crate) fn department<'a>(catalog: &'a Catalog, id: Uuid, language: &str) -> Option<&'a str> {
    let department = value(&catalog.departments, id)?;
    Some(in_language(&department.name, &department.names, language))
}

/// People have one name.
pub(crate) fn member(catalog: &Catalog, id: Uuid) -> Option<&str> {
    Some(&value(&catalog.members, id)?.name)
}
