//! Priorities: how urgent a ticket is.

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Reader, Writer, present};
use crate::settings::{Colours, Record, Resource, example_names, example_record, kept, resource};
use crate::types::{Moment, Nullable};
use domain::catalog::Settings;
use domain::setting::{self, Names};
use domain::{Catalog, PriorityId};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A priority.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Priority {
    pub id: Uuid,
    /// Stable name for machines.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    pub colour: String,
    /// The colour as it is painted; null for one that cannot be read.
    pub colours: Nullable<Colours>,
    /// Higher is more urgent.
    pub order: i32,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A priority, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPriority {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    /// `#rrggbb`, or one of grey, red, orange, amber, yellow, lime, green, teal, cyan, blue, purple, pink.
    pub colour: String,
    /// Higher is more urgent.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
}

/// What shall be different of a priority.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PriorityPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    #[serde(deserialize_with = "present")]
    pub colour: Option<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
}

resource! {
    Priorities of setting::Priority, tag "Tag::Priorities", writer Writer,
    at "/priorities" "/priorities/:id" "/priorities/:id/history";
    /// A page of priorities, in their order.
    page PriorityList of Priority;
    /// Lists priorities.
    list "list_priorities";
    /// Makes a priority.
    create "create_priority" from NewPriority;
    /// One priority.
    get "get_priority";
    /// Replaces a priority; brings a retired one back.
    replace "replace_priority";
    /// Changes what is given and leaves the rest; brings a retired priority back.
    change "change_priority" from PriorityPatch;
    /// What happened to a priority, oldest first.
    history "priority_history";
    /// Retires a priority; tickets that have it keep it.
    retire "retire_priority";
    {}
}

impl Resource for setting::Priority {
    type View = Priority;
    type New = NewPriority;
    type Patch = PriorityPatch;
    type Order = (i32, String);
    const PATH: &'static str = "priorities";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.priorities
    }

    fn view(&self, record: Record, _: &Catalog) -> Priority {
        Priority {
            id: record.id,
            key: self.key.clone(),
            name: self.name.clone(),
            names: self.names.clone(),
            colour: self.colour.clone(),
            colours: Colours::of(&self.colour).into(),
            order: self.order,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.key.clone())
    }

    fn made(new: &NewPriority, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            names: new.names.clone(),
            ..Self::new(&new.key, &new.name, &new.colour, new.order)
        })
    }

    fn changed(&self, patch: &PriorityPatch, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            key: self.key.clone(),
            name: kept(patch.name.as_ref(), &self.name),
            names: kept(patch.names.as_ref(), &self.names),
            colour: kept(patch.colour.as_ref(), &self.colour),
            order: patch.order.unwrap_or(self.order),
        })
    }

    fn new_id(&self) -> Uuid {
        PriorityId::from_key(&self.key).0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(PriorityId::from_key(text).0)
    }
}

impl Example for NewPriority {
    fn example() -> Self {
        Self {
            key: "critical".to_owned(),
            name: "Critical".to_owned(),
            names: example_names("حرج", "קריטי"),
            colour: "red".to_owned(),
            order: 50,
        }
    }
}

impl Example for PriorityPatch {
    fn example() -> Self {
        Self {
            order: Some(45),
            ..Self::default()
        }
    }
}

impl Example for Priority {
    fn example() -> Self {
        let new = NewPriority::example();
        let mut made = setting::Priority::new(new.key, new.name, new.colour, new.order);
        made.names = new.names;
        made.view(example_record(made.new_id()), &Catalog::default())
    }
}
