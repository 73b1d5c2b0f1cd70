//! Departments as HTTP spells them.

use crate::problem::Problem;
use crate::request::{Reader, present};
use crate::settings::{Colours, Record, example_names, example_record, judged, kept, patched};
use crate::types::{Assignment, Moment, Nullable};
use domain::setting::{self, Names};
use domain::{Catalog, DepartmentId, FieldError, FieldId, MemberId, field};
use poem_openapi::Object;
use poem_openapi::types::{Example, MaybeUndefined};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A department.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Department {
    pub id: Uuid,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    pub description: String,
    pub colour: Nullable<String>,
    /// The colour as it is painted.
    pub colours: Nullable<Colours>,
    /// Place in lists, lowest first.
    pub order: i32,
    /// The member who leads it.
    pub lead_id: Nullable<Uuid>,
    /// Members in service who belong to it.
    pub member_ids: Vec<Uuid>,
    /// Whether the navigation lists it.
    pub show_in_navigation: bool,
    /// Who gets a ticket that comes in without anybody to do it.
    pub default_assignment: Assignment,
    /// Keys of the fields that its tickets have, in this order; null: all fields.
    pub form: Nullable<Vec<String>>,
    /// Whether those who had a ticket keep it when it is routed here.
    pub keep_assignees_on_routing: bool,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A department, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDepartment {
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    #[oai(default)]
    #[serde(default)]
    pub description: String,
    /// `#rrggbb`, or one of grey, red, orange, amber, yellow, lime, green, teal, cyan, blue, purple, pink.
    pub colour: Option<String>,
    /// Place in lists, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
    /// The member who leads it.
    pub lead_id: Option<Uuid>,
    /// All members who belong to it; without it they stay as they are.
    pub member_ids: Option<Vec<Uuid>>,
    /// Whether the navigation lists it; true unless told otherwise.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub show_in_navigation: bool,
    /// Who gets a ticket that comes in without anybody to do it; nobody unless told otherwise.
    #[oai(default = "nobody")]
    #[serde(default = "nobody")]
    pub default_assignment: Assignment,
    /// Ids or keys of the fields that its tickets have, in this order; without it all fields.
    pub form: Option<Vec<String>>,
    /// Whether those who had a ticket keep it when it is routed here; true unless told otherwise.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub keep_assignees_on_routing: bool,
}

fn yes() -> bool {
    true
}

fn nobody() -> Assignment {
    Assignment(setting::Assignment::None)
}

/// What shall be different of a department.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DepartmentPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    #[serde(deserialize_with = "present")]
    pub description: Option<String>,
    pub colour: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
    pub lead_id: MaybeUndefined<Uuid>,
    /// All members who belong to it.
    #[serde(deserialize_with = "present")]
    pub member_ids: Option<Vec<Uuid>>,
    #[serde(deserialize_with = "present")]
    pub show_in_navigation: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub default_assignment: Option<Assignment>,
    /// null: all fields.
    pub form: MaybeUndefined<Vec<String>>,
    #[serde(deserialize_with = "present")]
    pub keep_assignees_on_routing: Option<bool>,
}

impl NewDepartment {
    pub fn to_department(&self, reader: &Reader) -> Result<setting::Department, Problem> {
        let (form, errors) = form(self.form.as_deref(), &reader.catalog);
        let department = setting::Department {
            name: self.name.clone(),
            names: self.names.clone(),
            description: self.description.clone(),
            colour: self.colour.clone(),
            order: self.order,
            lead: self.lead_id.map(MemberId),
            show_in_navigation: self.show_in_navigation,
            default_assignment: self.default_assignment.0,
            form,
            keep_assignees_on_routing: self.keep_assignees_on_routing,
        };
        judged(department, errors, reader)
    }
}

impl DepartmentPatch {
    pub fn applied_to(
        &self,
        now: &setting::Department,
        reader: &Reader,
    ) -> Result<setting::Department, Problem> {
        let (change, errors) = self.change(&reader.catalog);
        judged(change.applied_to(now), errors, reader)
    }

    /// The change by itself, whatever the department is like by then.
    pub fn read(&self, reader: &Reader) -> Result<Change<'_>, Vec<FieldError>> {
        let (change, errors) = self.change(&reader.catalog);
        if errors.is_empty() {
            Ok(change)
        } else {
            Err(errors)
        }
    }

    fn change(&self, catalog: &Catalog) -> (Change<'_>, Vec<FieldError>) {
        let (named, errors) = match &self.form {
            MaybeUndefined::Value(named) => form(Some(named), catalog),
            MaybeUndefined::Null | MaybeUndefined::Undefined => (None, Vec::new()),
        };
        (
            Change {
                patch: self,
                form: named,
            },
            errors,
        )
    }
}

/// A patch whose form was read.
pub(crate) struct Change<'a> {
    patch: &'a DepartmentPatch,
    form: Option<Vec<FieldId>>,
}

impl Change<'_> {
    pub fn applied_to(&self, now: &setting::Department) -> setting::Department {
        let patch = self.patch;
        setting::Department {
            name: kept(patch.name.as_ref(), &now.name),
            names: kept(patch.names.as_ref(), &now.names),
            description: kept(patch.description.as_ref(), &now.description),
            colour: patched(&patch.colour, &now.colour, |colour| colour),
            order: patch.order.unwrap_or(now.order),
            lead: patched(&patch.lead_id, &now.lead, MemberId),
            show_in_navigation: patch.show_in_navigation.unwrap_or(now.show_in_navigation),
            default_assignment: (patch.default_assignment)
                .map_or(now.default_assignment, |assignment| assignment.0),
            form: match &patch.form {
                MaybeUndefined::Undefined => now.form.clone(),
                MaybeUndefined::Null | MaybeUndefined::Value(_) => self.form.clone(),
            },
            keep_assignees_on_routing: (patch.keep_assignees_on_routing)
                .unwrap_or(now.keep_assignees_on_routing),
        }
    }
}

/// The fields that a form names by id or key, and those that are not there.
fn form(named: Option<&[String]>, catalog: &Catalog) -> (Option<Vec<FieldId>>, Vec<FieldError>) {
    let Some(named) = named else {
        return (None, Vec::new());
    };
    let (mut ids, mut errors) = (Vec::with_capacity(named.len()), Vec::new());
    for (index, text) in named.iter().enumerate() {
        let id = text
            .parse()
            .map_or_else(|_| FieldId::from_key(text), FieldId);
        if catalog.fields.get(id.0).is_some() {
            ids.push(id);
        } else if errors.len() < 20 {
            let text: String = text.chars().take(50).collect();
            let detail = format!("{text:?} is no field; use the id or key of one");
            errors.push(FieldError::new(format!("form[{index}]"), detail));
        }
    }
    (Some(ids), errors)
}

impl Department {
    pub fn of(department: &setting::Department, record: Record, catalog: &Catalog) -> Self {
        let key = |id: &FieldId| field::key(*id, catalog);
        let form = department.form.as_ref();
        let colour = department.colour.as_deref();
        Self {
            id: record.id,
            name: department.name.clone(),
            names: department.names.clone(),
            description: department.description.clone(),
            colour: department.colour.clone().into(),
            colours: colour.and_then(Colours::of).into(),
            order: department.order,
            lead_id: department.lead.map(|id| id.0).into(),
            member_ids: members(DepartmentId(record.id), catalog),
            show_in_navigation: department.show_in_navigation,
            default_assignment: Assignment(department.default_assignment),
            form: form.map(|ids| ids.iter().map(key).collect()).into(),
            keep_assignees_on_routing: department.keep_assignees_on_routing,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

fn members(id: DepartmentId, catalog: &Catalog) -> Vec<Uuid> {
    let members = catalog.members.iter();
    let belongs = |m: &setting::Member| m.department_ids.contains(&id);
    let belonging = members.filter(|e| e.active().is_some_and(belongs));
    belonging.map(|e| e.id).collect()
}

impl Example for NewDepartment {
    fn example() -> Self {
        Self {
            name: "Support".to_owned(),
            names: example_names("الدعم", "תמיכה"),
            description: "First line, all products".to_owned(),
            colour: Some("teal".to_owned()),
            order: 10,
            lead_id: None,
            member_ids: Some(vec![]),
            show_in_navigation: true,
            default_assignment: Assignment(setting::Assignment::RoundRobin),
            form: None,
            keep_assignees_on_routing: false,
        }
    }
}

impl Example for DepartmentPatch {
    fn example() -> Self {
        Self {
            colour: MaybeUndefined::Value("blue".to_owned()),
            show_in_navigation: Some(false),
            ..Self::default()
        }
    }
}

impl Example for Department {
    fn example() -> Self {
        let new = NewDepartment::example();
        let department = setting::Department {
            names: new.names,
            description: new.description,
            colour: new.colour,
            order: new.order,
            default_assignment: new.default_assignment.0,
            keep_assignees_on_routing: false,
            ..setting::Department::new(new.name)
        };
        let record = example_record(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_00d1));
        Self::of(&department, record, &Catalog::default())
    }
}
