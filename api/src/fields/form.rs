//! The form of a department: which fields its tickets have, for whoever asks.

use super::view::Field;
use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use crate::settings::Record;
use crate::types::Nullable;
use domain::field::{self, form};
use domain::{Audience, Catalog, DepartmentId, FieldGroupId, FieldId};
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fields of a department's tickets that the caller may see, in order.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "DepartmentForm", example)]
pub(crate) struct Form {
    pub department_id: Uuid,
    pub groups: Vec<FormGroup>,
}

/// Fields that are shown together.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct FormGroup {
    /// Null: fields that stand in no group.
    pub id: Nullable<Uuid>,
    pub name: Nullable<String>,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: BTreeMap<String, String>,
    /// Closed until somebody opens it.
    pub collapsed: bool,
    pub fields: Vec<FormField>,
}

/// A field and what the caller may do with it.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct FormField {
    pub field: Field,
    /// Whether the caller may change its values.
    pub editable: bool,
}

pub(crate) struct DepartmentForms;

#[OpenApi(tag = "Tag::Fields")]
impl DepartmentForms {
    /// The form of a department: the fields that the caller may see, by group, in order.
    #[oai(
        path = "/departments/:id/form",
        method = "get",
        operation_id = "get_department_form"
    )]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Form>, Problem> {
        let id = Uuid::parse_str(&id.0).map_err(|_| Problem::not_found("department"))?;
        let catalog = &reader.catalog;
        let department = catalog.department(DepartmentId(id));
        let department = department.ok_or_else(|| Problem::not_found("department"))?;
        let audience = Audience::of(&reader.principal.actor(), catalog);
        let fields = form(catalog, department.form.as_deref());
        let groups = grouped(&fields, catalog, &audience);
        Shown::new(&Form {
            department_id: id,
            groups,
        })
    }
}

/// Groups in the order in which their first fields come.
fn grouped(
    fields: &[(FieldId, &field::Field)],
    catalog: &Catalog,
    audience: &Audience,
) -> Vec<FormGroup> {
    let mut groups: Vec<FormGroup> = Vec::new();
    for (id, field) in fields.iter().filter(|(_, f)| f.access.sees(audience)) {
        let Some(entry) = catalog.fields.get(id.0) else {
            continue;
        };
        let group = FormGroup::of(field.group, catalog);
        let shown = FormField {
            field: Field::of(field, Record::from(entry)),
            editable: field.access.edits(audience),
        };
        let place = groups.iter().position(|known| known.id == group.id);
        let place = place.unwrap_or_else(|| {
            groups.push(group);
            groups.len() - 1
        });
        groups[place].fields.push(shown);
    }
    groups
}

impl FormGroup {
    /// A group without fields yet; a retired one is none.
    fn of(id: Option<FieldGroupId>, catalog: &Catalog) -> Self {
        let found = id.and_then(|id| Some((id, catalog.field_group(id)?)));
        Self {
            id: found.map(|(id, _)| id.0).into(),
            name: found.map(|(_, group)| group.name.clone()).into(),
            names: found.map_or_else(BTreeMap::new, |(_, group)| group.names.clone()),
            collapsed: found.is_some_and(|(_, group)| group.collapsed),
            fields: Vec::new(),
        }
    }
}

impl Example for Form {
    fn example() -> Self {
        Self {
            department_id: Uuid::from_u128(0x0192_f0c1_2f4e_7d1a_8c55_9a3b_6f0e_4d21),
            groups: vec![FormGroup {
                id: None.into(),
                name: None.into(),
                names: BTreeMap::new(),
                collapsed: false,
                fields: vec![FormField {
                    field: Field::example(),
                    editable: true,
                }],
            }],
        }
    }
}
