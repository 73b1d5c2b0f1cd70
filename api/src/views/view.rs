//! Views as HTTP spells them.

use crate::fields::Condition;
use crate::problem::Problem;
use crate::request::{Reader, optional_object, present};
use crate::settings::{Record, example_names, example_record, judged, kept, patched};
use crate::tickets::GroupBy;
use crate::types::{MaybeUndefined, Moment, Nullable};
use domain::setting::Names;
use domain::{DepartmentId, FieldError, view};
use poem_openapi::types::Example;
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// A view.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct View {
    pub id: Uuid,
    /// Of a built-in view; it names the view wherever an id does.
    pub key: Nullable<String>,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    pub scope: ViewScope,
    /// Which tickets it shows; null for all that lists show by themselves.
    pub condition: Nullable<Condition>,
    /// What is shown of each ticket, in this order; none where whoever shows it chooses.
    pub columns: Vec<String>,
    /// As `sort` of the ticket list; null for the newest first.
    pub sort: Nullable<String>,
    pub group_by: Nullable<GroupBy>,
    /// Place in lists, lowest first.
    pub order: i32,
    /// How many tickets it shows the caller, where `counts=true` asks for it.
    pub count: Nullable<i64>,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Who sees a view.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ViewScope {
    #[oai(mapping = "all")]
    All(ViewForAll),
    #[oai(mapping = "department")]
    Department(ViewForDepartments),
    #[oai(mapping = "private")]
    Private(PrivateView),
}

/// All of the staff.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewForAll {}

/// The members of these departments.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewForDepartments {
    pub ids: Vec<Uuid>,
}

/// Whoever made it, alone.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrivateView {}

/// A view, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewView {
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    pub scope: ViewScope,
    /// Which tickets it shows.
    #[serde(default)]
    pub condition: Option<Condition>,
    /// Names of columns as exports have them, and `fields.<key>`.
    #[oai(default)]
    #[serde(default)]
    pub columns: Vec<String>,
    /// As `sort` of the ticket list.
    #[serde(default)]
    pub sort: Option<String>,
    #[serde(default)]
    pub group_by: Option<GroupBy>,
    /// Place in lists, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
}

/// What shall be different of a view; `null` takes a condition, an order or groups away.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ViewPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    #[serde(deserialize_with = "optional_object")]
    pub scope: Option<ViewScope>,
    #[serde(deserialize_with = "present")]
    pub condition: Option<Nullable<Condition>>,
    /// All columns.
    #[serde(deserialize_with = "present")]
    pub columns: Option<Vec<String>>,
    pub sort: MaybeUndefined<String>,
    pub group_by: MaybeUndefined<GroupBy>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
}

impl NewView {
    pub fn to_view(&self, reader: &Reader) -> Result<view::View, Problem> {
        let mut errors = Vec::new();
        let condition = self.condition.as_ref();
        let condition = condition.and_then(|c| c.read_for_lists("condition", reader, &mut errors));
        let made = view::View {
            key: None,
            name: self.name.clone(),
            names: self.names.clone(),
            scope: self.scope.read(reader, &mut errors),
            condition,
            columns: self.columns.clone(),
            sort: self.sort.clone(),
            group_by: self.group_by.map(Into::into),
            order: self.order,
        };
        judged(made, errors, reader)
    }
}

impl ViewPatch {
    pub fn applied_to(&self, now: &view::View, reader: &Reader) -> Result<view::View, Problem> {
        let mut errors = Vec::new();
        let condition = match &self.condition {
            None => now.condition.clone(),
            Some(given) => {
                (given.0.as_ref()).and_then(|c| c.read_for_lists("condition", reader, &mut errors))
            }
        };
        let scope = self.scope.as_ref();
        let scope = scope.map(|scope| scope.read(reader, &mut errors));
        let wanted = view::View {
            key: now.key.clone(),
            name: kept(self.name.as_ref(), &now.name),
            names: kept(self.names.as_ref(), &now.names),
            scope: scope.unwrap_or_else(|| now.scope.clone()),
            condition,
            columns: kept(self.columns.as_ref(), &now.columns),
            sort: patched(&self.sort, &now.sort, |sort| sort),
            group_by: patched(&self.group_by, &now.group_by, Into::into),
            order: self.order.unwrap_or(now.order),
        };
        judged(wanted, errors, reader)
    }
}

impl View {
    pub fn of(found: &view::View, record: Record) -> Self {
        Self {
            id: record.id,
            key: found.key.clone().into(),
            name: found.name.clone(),
            names: found.names.clone(),
            scope: (&found.scope).into(),
            condition: found.condition.as_ref().map(Condition::of).into(),
            columns: found.columns.clone(),
            sort: found.sort.clone().into(),
            group_by: found.group_by.map(GroupBy::from).into(),
            order: found.order,
            count: Nullable(None),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl ViewScope {
    /// `private` is whoever asks, who must be a member; else that is added to `errors`.
    fn read(&self, reader: &Reader, errors: &mut Vec<FieldError>) -> view::ViewScope {
        match self {
            Self::All(ViewForAll {}) => view::ViewScope::All,
            Self::Department(ViewForDepartments { ids }) => view::ViewScope::Department {
                ids: ids.iter().copied().map(DepartmentId).collect(),
            },
            Self::Private(PrivateView {}) => {
                let member = reader.access.who();
                if member.is_none() {
                    let detail = "must be all or department: private ones belong to members";
                    errors.push(FieldError::new("scope", detail));
                }
                member.map_or(view::ViewScope::All, |member| view::ViewScope::Private {
                    member,
                })
            }
        }
    }
}

impl From<&view::ViewScope> for ViewScope {
    fn from(scope: &view::ViewScope) -> Self {
        match scope {
            view::ViewScope::All => Self::All(ViewForAll {}),
            view::ViewScope::Department { ids } => Self::Department(ViewForDepartments {
                ids: ids.iter().map(|id| id.0).collect(),
            }),
            view::ViewScope::Private { .. } => Self::Private(PrivateView {}),
        }
    }
}

impl Example for NewView {
    fn example() -> Self {
        Self {
            name: "Urgent and late".to_owned(),
            names: example_names("عاجلة ومتأخرة", "דחופות ומאחרות"),
            scope: ViewScope::Private(PrivateView {}),
            condition: Some(Condition(json!({"all": [
                {"path": "priority", "op": "in", "value": ["high", "urgent"]},
                {"path": "overdue", "op": "eq", "value": true},
            ]}))),
            columns: ["number", "subject", "assignees", "due_at"]
                .map(str::to_owned)
                .into(),
            sort: Some("-priority".to_owned()),
            group_by: Some(GroupBy::Department),
            order: 10,
        }
    }
}

impl Example for ViewPatch {
    fn example() -> Self {
        Self {
            sort: MaybeUndefined::Value("due_at".to_owned()),
            ..Self::default()
        }
    }
}

impl Example for View {
    fn example() -> Self {
        let new = NewView::example();
        let record = example_record(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_003b));
        Self {
            id: record.id,
            key: Nullable(None),
            name: new.name,
            names: new.names,
            scope: new.scope,
            condition: new.condition.into(),
            columns: new.columns,
            sort: new.sort.into(),
            group_by: new.group_by.into(),
            order: new.order,
            count: Nullable(Some(7)),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
