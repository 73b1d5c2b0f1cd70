//! Who sees a field and who changes it, as HTTP spells it.

use crate::types::described;
use domain::DepartmentId;
use domain::field::{self, FieldAccess};
use poem_openapi::Object;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who sees a field and who changes it. An empty list asks nothing; of two lists both must fit.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[oai(rename = "FieldAccess")]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Access {
    /// Keys of roles, any of them: `administrator`, `member`.
    #[oai(default)]
    pub see_roles: Vec<String>,
    /// Members of any of these departments.
    #[oai(default)]
    pub see_departments: Vec<Uuid>,
    /// Of those who see it: keys of roles, any of them.
    #[oai(default)]
    pub edit_roles: Vec<String>,
    /// Of those who see it: members of any of these departments.
    #[oai(default)]
    pub edit_departments: Vec<Uuid>,
    #[oai(default)]
    pub portal: Portal,
}

/// What customers may do with a field in the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Portal(field::Portal);

described!(
    Portal,
    "FieldPortal",
    MetaSchema {
        enum_items: vec!["hidden".into(), "visible".into(), "editable".into()],
        ..MetaSchema::new("string")
    }
);

impl Access {
    pub fn of(access: &FieldAccess) -> Self {
        let ids = |departments: &[DepartmentId]| departments.iter().map(|id| id.0).collect();
        Self {
            see_roles: access.see_roles.clone(),
            see_departments: ids(&access.see_departments),
            edit_roles: access.edit_roles.clone(),
            edit_departments: ids(&access.edit_departments),
            portal: Portal(access.portal),
        }
    }

    pub fn read(&self) -> FieldAccess {
        let ids = |departments: &[Uuid]| departments.iter().copied().map(DepartmentId).collect();
        FieldAccess {
            see_roles: self.see_roles.clone(),
            see_departments: ids(&self.see_departments),
            edit_roles: self.edit_roles.clone(),
            edit_departments: ids(&self.edit_departments),
            portal: self.portal.0,
        }
    }
}
