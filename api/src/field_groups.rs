//! Groups of custom fields: what is shown under one heading.

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Reader, Writer, present};
use crate::settings::{Record, Resource, resource};
use crate::types::Moment;
use domain::catalog::Settings;
use domain::{Catalog, field};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A group of custom fields.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct FieldGroup {
    pub id: Uuid,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: BTreeMap<String, String>,
    /// Place among groups, lowest first.
    pub order: i32,
    /// Closed until somebody opens it.
    pub collapsed: bool,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A group of custom fields, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFieldGroup {
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Place among groups, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
    /// Closed until somebody opens it.
    #[oai(default)]
    #[serde(default)]
    pub collapsed: bool,
}

/// What shall be different of a group of custom fields.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FieldGroupPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub names: Option<BTreeMap<String, String>>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
    #[serde(deserialize_with = "present")]
    pub collapsed: Option<bool>,
}

resource! {
    FieldGroups of field::FieldGroup, tag "Tag::Fields", writer Writer,
    at "/field_groups" "/field_groups/:id" "/field_groups/:id/history";
    /// A page of groups of custom fields, in their order.
    page FieldGroupList of FieldGroup;
    /// Lists groups of custom fields.
    list "list_field_groups";
    /// Makes a group of custom fields.
    create "create_field_group" from NewFieldGroup;
    /// One group of custom fields.
    get "get_field_group";
    /// Replaces a group of custom fields; brings a retired one back.
    replace "replace_field_group";
    /// Changes what is given and leaves the rest; brings a retired group back.
    change "change_field_group" from FieldGroupPatch;
    /// What happened to a group of fields, oldest first.
    history "field_group_history";
    /// Retires a group: its fields are shown without a heading, before all groups.
    retire "retire_field_group";
    {}
}

impl Resource for field::FieldGroup {
    type View = FieldGroup;
    type New = NewFieldGroup;
    type Patch = FieldGroupPatch;
    type Order = (i32, String);
    const PATH: &'static str = "field_groups";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.field_groups
    }

    fn view(&self, record: Record, _: &Catalog) -> FieldGroup {
        FieldGroup {
            id: record.id,
            name: self.name.clone(),
            names: self.names.clone(),
            order: self.order,
            collapsed: self.collapsed,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.name.clone())
    }

    fn made(new: &NewFieldGroup, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            name: new.name.clone(),
            names: new.names.clone(),
            order: new.order,
            collapsed: new.collapsed,
        })
    }

    fn changed(&self, patch: &FieldGroupPatch, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            name: patch.name.clone().unwrap_or_else(|| self.name.clone()),
            names: patch.names.clone().unwrap_or_else(|| self.names.clone()),
            order: patch.order.unwrap_or(self.order),
            collapsed: patch.collapsed.unwrap_or(self.collapsed),
        })
    }
}

impl Example for NewFieldGroup {
    fn example() -> Self {
        let names = [("ar", "الجهاز"), ("he", "המכשיר")];
        Self {
            name: "Device".to_owned(),
            names: names
                .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
                .into(),
            order: 10,
            collapsed: false,
        }
    }
}

impl Example for FieldGroup {
    fn example() -> Self {
        let new = NewFieldGroup::example();
        let at = Timestamp::constant(1_772_357_400, 0);
        Self {
            id: Uuid::from_u128(0x0192_f0c4_81b7_7c3e_a5d0_42f1_c7e6_9b30),
            name: new.name,
            names: new.names,
            order: new.order,
            collapsed: new.collapsed,
            retired: false,
            version: 1,
            created_at: at.into(),
            updated_at: at.into(),
        }
    }
}

impl Example for FieldGroupPatch {
    fn example() -> Self {
        Self {
            collapsed: Some(true),
            ..Self::default()
        }
    }
}
