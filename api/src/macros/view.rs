//! Macros as HTTP spells them.

use super::action::{MacroAction, read_actions};
use crate::problem::Problem;
use crate::request::{Reader, optional_object, present};
use crate::settings::{Record, example_names, example_record, judged, kept, patched};
use crate::types::{MaybeUndefined, Moment, Nullable, Visibility};
use domain::macros;
use domain::setting::Names;
use domain::{Catalog, DepartmentId, MemberId};
use poem_openapi::types::Example;
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A macro.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Macro {
    pub id: Uuid,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    /// What it posts.
    pub text: Nullable<MacroText>,
    /// What it does, in this order.
    pub actions: Vec<MacroAction>,
    pub scope: MacroScope,
    /// Place in lists, lowest first.
    pub order: i32,
    /// Whether it can be applied.
    pub active: bool,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A message that a macro posts.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MacroText {
    /// Markdown, with `{{ticket.number}}`, `{{ticket.subject}}`, `{{customer.name}}` and
    /// `{{member.name}}` for what they stand for.
    pub body: String,
    pub visibility: Visibility,
}

/// Who may apply a macro.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum MacroScope {
    #[oai(mapping = "all")]
    All(ForAll),
    #[oai(mapping = "department")]
    Department(ForDepartments),
    #[oai(mapping = "member")]
    Member(ForMember),
}

/// All of the staff.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForAll {}

/// The members of these departments.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForDepartments {
    pub ids: Vec<Uuid>,
}

/// This member alone.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForMember {
    pub id: Uuid,
}

/// A macro, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMacro {
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    #[serde(default, deserialize_with = "optional_object")]
    pub text: Option<MacroText>,
    #[oai(default)]
    #[serde(default)]
    pub actions: Vec<MacroAction>,
    pub scope: MacroScope,
    /// Place in lists, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
    /// Whether it can be applied; true unless told otherwise.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

/// What shall be different of a macro.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MacroPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    /// null: it posts nothing.
    pub text: MaybeUndefined<MacroText>,
    /// All actions.
    #[serde(deserialize_with = "present")]
    pub actions: Option<Vec<MacroAction>>,
    #[serde(deserialize_with = "present")]
    pub scope: Option<MacroScope>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
    #[serde(deserialize_with = "present")]
    pub active: Option<bool>,
}

impl NewMacro {
    pub fn to_macro(&self, reader: &Reader) -> Result<macros::Macro, Problem> {
        let (actions, errors) = read_actions(&self.actions, &reader.catalog);
        let made = macros::Macro {
            name: self.name.clone(),
            names: self.names.clone(),
            text: self.text.clone().map(Into::into),
            actions,
            scope: self.scope.clone().into(),
            order: self.order,
            active: self.active,
        };
        judged(made, errors, reader)
    }
}

impl MacroPatch {
    pub fn applied_to(
        &self,
        now: &macros::Macro,
        reader: &Reader,
    ) -> Result<macros::Macro, Problem> {
        let given = self.actions.as_deref();
        let read = given.map(|actions| read_actions(actions, &reader.catalog));
        let (actions, errors) = read.unwrap_or_else(|| (now.actions.clone(), Vec::new()));
        let scope = self.scope.clone().map(Into::into);
        let wanted = macros::Macro {
            name: kept(self.name.as_ref(), &now.name),
            names: kept(self.names.as_ref(), &now.names),
            text: patched(&self.text, &now.text, Into::into),
            actions,
            scope: scope.unwrap_or_else(|| now.scope.clone()),
            order: self.order.unwrap_or(now.order),
            active: self.active.unwrap_or(now.active),
        };
        judged(wanted, errors, reader)
    }
}

impl Macro {
    pub fn of(found: &macros::Macro, record: Record, catalog: &Catalog) -> Self {
        let actions = found.actions.iter();
        Self {
            id: record.id,
            name: found.name.clone(),
            names: found.names.clone(),
            text: found.text.clone().map(MacroText::from).into(),
            actions: actions.map(|a| MacroAction::of(a, catalog)).collect(),
            scope: found.scope.clone().into(),
            order: found.order,
            active: found.active,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl From<MacroText> for macros::MacroText {
    fn from(text: MacroText) -> Self {
        Self {
            body: text.body,
            visibility: text.visibility.0,
        }
    }
}

impl From<macros::MacroText> for MacroText {
    fn from(text: macros::MacroText) -> Self {
        Self {
            body: text.body,
            visibility: Visibility(text.visibility),
        }
    }
}

impl From<MacroScope> for macros::MacroScope {
    fn from(scope: MacroScope) -> Self {
        match scope {
            MacroScope::All(ForAll {}) => Self::All,
            MacroScope::Department(ForDepartments { ids }) => Self::Department {
                ids: ids.into_iter().map(DepartmentId).collect(),
            },
            MacroScope::Member(ForMember { id }) => Self::Member { id: MemberId(id) },
        }
    }
}

impl From<macros::MacroScope> for MacroScope {
    fn from(scope: macros::MacroScope) -> Self {
        match scope {
            macros::MacroScope::All => Self::All(ForAll {}),
            macros::MacroScope::Department { ids } => Self::Department(ForDepartments {
                ids: ids.into_iter().map(|id| id.0).collect(),
            }),
            macros::MacroScope::Member { id } => Self::Member(ForMember { id: id.0 }),
        }
    }
}

impl Example for NewMacro {
    fn example() -> Self {
        Self {
            name: "Ask for a screenshot".to_owned(),
            names: example_names("اطلب لقطة شاشة", "בקשת צילום מסך"),
            text: Some(MacroText {
                body: "Dear {{customer.name}},\nplease send us a screenshot.".to_owned(),
                visibility: Visibility(domain::ticket::Visibility::Public),
            }),
            actions: MacroAction::examples(),
            scope: MacroScope::All(ForAll {}),
            order: 10,
            active: true,
        }
    }
}

impl Example for MacroPatch {
    fn example() -> Self {
        Self {
            active: Some(false),
            ..Self::default()
        }
    }
}

impl Example for Macro {
    fn example() -> Self {
        let new = NewMacro::example();
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_003a);
        let record = example_record(id);
        Self {
            id: record.id,
            name: new.name,
            names: new.names,
            text: new.text.into(),
            actions: new.actions,
            scope: new.scope,
            order: new.order,
            active: new.active,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
