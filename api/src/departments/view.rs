//! Departments as HTTP spells them.

use crate::calendars::named_calendar;
use crate::problem::Problem;
use crate::request::Reader;
use crate::settings::{Colours, Record, example_names, example_record, judged};
use crate::types::{Assignment, Moment, Nullable};
use domain::setting::{self, Names};
use domain::{Catalog, DepartmentId, FieldError, FieldId, MemberId, field};
use poem_openapi::Object;
use poem_openapi::types::Example;
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
    /// Key of the business calendar of its tickets; null: that of the workspace.
    pub calendar: Nullable<String>,
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
    /// Id or key of the business calendar of its tickets; that of the workspace unless told.
    pub calendar: Option<String>,
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

impl NewDepartment {
    pub fn to_department(&self, reader: &Reader) -> Result<setting::Department, Problem> {
        let (form, mut errors) = form(self.form.as_deref(), &reader.catalog);
        let calendar = named_calendar(self.calendar.as_deref(), &reader.catalog, &mut errors);
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
            calendar,
            keep_assignees_on_routing: self.keep_assignees_on_routing,
        };
        judged(department, errors, reader)
    }
}

/// The fields that a form names by id or key, and those that are not there.
pub(super) fn form(
    named: Option<&[String]>,
    catalog: &Catalog,
) -> (Option<Vec<FieldId>>, Vec<FieldError>) {
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
        let calendar = department.calendar.map(|id| catalog.calendar_key(id));
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
            calendar: calendar.into(),
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
            calendar: None,
            keep_assignees_on_routing: false,
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
