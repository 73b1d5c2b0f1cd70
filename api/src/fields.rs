//! Custom fields: what an organisation wants to know of its tickets.

mod choice;
mod condition;
mod form;
mod kind;
mod view;

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Reader, Writer};
use crate::settings::{Record, Resource, resource};
pub(crate) use condition::Condition;
use domain::catalog::Settings;
use domain::{Catalog, FieldId, field};
pub(crate) use form::DepartmentForms;
use uuid::Uuid;
use view::{Field, FieldPatch, NewField};

resource! {
    Fields of field::Field, tag "Tag::Fields", writer Writer,
    at "/fields" "/fields/:id" "/fields/:id/history";
    /// A page of custom fields, in their order.
    page FieldList of Field;
    /// Lists custom fields, with their conditions, so that a screen can apply the same rules.
    list "list_fields";
    /// Makes a custom field. Tickets can have it at once.
    create "create_field" from NewField;
    /// One custom field, by id or key.
    get "get_field";
    /// Replaces a custom field but its key, type and choices; brings a retired one back.
    replace "replace_field";
    /// Changes what is given and leaves the rest; brings a retired field back.
    change "change_field" from FieldPatch;
    /// What happened to a custom field, oldest first.
    history "field_history";
    /// Retires a custom field: values that tickets have stay readable, new ones are refused.
    retire "retire_field";
    {}
}

impl Resource for field::Field {
    type View = Field;
    type New = NewField;
    type Patch = FieldPatch;
    type Order = (i32, String);
    const PATH: &'static str = "fields";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.fields
    }

    fn view(&self, record: Record, _: &Catalog) -> Field {
        Field::of(self, record)
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.key.clone())
    }

    fn made(new: &NewField, reader: &Reader) -> Result<Self, Problem> {
        new.to_field(reader)
    }

    fn changed(&self, patch: &FieldPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    fn new_id(&self) -> Uuid {
        FieldId::from_key(&self.key).0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(FieldId::from_key(text).0)
    }
}
