//! What roles and keys can allow, and how a request names it.

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use domain::{FieldError, Permission, Permissions};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

/// Most unknown permissions that are told one by one.
const TOLD: usize = 10;

/// One kind of thing to do.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Permission")]
pub(crate) struct PermissionView {
    /// Spelled `module.action`.
    pub key: String,
    pub module: String,
    /// What it allows, in a sentence.
    pub description: String,
    /// Whether a role's scope says to which tickets it goes.
    pub scoped: bool,
}

/// Every permission there is.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PermissionList {
    pub items: Vec<PermissionView>,
}

pub(crate) struct PermissionsResource;

#[OpenApi(tag = "Tag::Roles")]
impl PermissionsResource {
    /// Lists everything that roles and keys can allow, module by module.
    #[oai(
        path = "/permissions",
        method = "get",
        operation_id = "list_permissions"
    )]
    async fn list(&self, _reader: Reader) -> Result<Shown<PermissionList>, Problem> {
        let items = Permission::ALL.iter().copied().map(PermissionView::of);
        Shown::new(&PermissionList {
            items: items.collect(),
        })
    }
}

impl PermissionView {
    fn of(permission: Permission) -> Self {
        let key = permission.as_str();
        Self {
            key: key.to_owned(),
            module: key.split('.').next().unwrap_or_default().to_owned(),
            description: permission.sentence().to_owned(),
            scoped: permission.is_scoped(),
        }
    }
}

/// The permissions that a request names, and what is wrong with those that do not exist.
pub(crate) fn named(texts: &[String]) -> (Permissions, Vec<FieldError>) {
    let known = texts.iter().filter_map(|text| Permission::parse(text));
    let unknown = texts
        .iter()
        .filter(|text| Permission::parse(text).is_none());
    let unknown: Vec<String> = unknown
        .take(TOLD)
        .map(|text| format!("{:?}", text.chars().take(50).collect::<String>()))
        .collect();
    if unknown.is_empty() {
        return (known.collect(), Vec::new());
    }
    let all: Vec<_> = Permission::ALL.iter().map(|p| p.as_str()).collect();
    let unknown = unknown.join(", ");
    let detail = format!(
        "names {unknown}, which do not exist; use {}",
        all.join(", ")
    );
    let error = FieldError::new("permissions", detail);
    (known.collect(), vec![error])
}

/// How answers spell a set of permissions.
pub(crate) fn spelled(permissions: Permissions) -> Vec<String> {
    permissions.iter().map(|p| p.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_permission_is_refused_with_those_that_exist() {
        let texts = ["tickets.read".to_owned(), "tickets.fly".to_owned()];
        let (known, errors) = named(&texts);
        assert_eq!(spelled(known), ["tickets.read"]);
        assert_eq!(errors.len(), 1);
        assert!(errors[0].detail.contains("\"tickets.fly\""));
        assert!(errors[0].detail.contains("people.manage"));
    }

    #[test]
    fn every_permission_says_what_it_allows() {
        for permission in Permission::ALL {
            let sentence = permission.sentence();
            assert!(sentence.ends_with('.'), "{permission:?}: {sentence}");
        }
    }
}
