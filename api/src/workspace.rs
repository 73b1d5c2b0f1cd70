//! The workspace: what holds for the whole installation.

mod portal;

use crate::answer::{Changed, Shown};
use crate::app::PATIENCE;
use crate::calendars::named_calendar;
use crate::history::{self, History, Wanted};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer, optional_object, present};
use crate::settings::{history_changes, judged, kept};
use crate::tickets::status_id;
use crate::types::{MaybeUndefined, Moment, Nullable};
use domain::catalog::Entry;
use domain::setting::{self, Setting, SettingCommand};
use domain::{Catalog, FieldError, StatusId};
use eventstore::Loaded;
use poem_openapi::param::Query;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use portal::{PortalPatch, PortalSettings};
use serde::{Deserialize, Serialize};

/// What holds for the whole installation.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Workspace {
    pub name: String,
    /// What stands before ticket numbers.
    pub number_prefix: String,
    /// To how many digits ticket numbers are filled up with zeros.
    pub number_padding: u16,
    /// Key of the status in which tickets begin.
    pub first_status: String,
    /// Key of the business calendar that holds where nobody names another one.
    pub calendar: Nullable<String>,
    /// Most bytes of all files on one ticket.
    pub max_ticket_attachment_bytes: u64,
    /// BCP 47 tags of the languages that are offered; the first is the usual one.
    pub languages: Vec<String>,
    /// What customers may do by themselves.
    pub portal: PortalSettings,
    /// 0 as long as nobody has changed it.
    pub version: i32,
    pub updated_at: Nullable<Moment>,
}

/// What shall be different.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WorkspacePatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// Up to 10 letters, digits and `-`, not ending with a digit, e.g. `DKT-`. Numbers stay as
    /// they are; only how they are written changes.
    #[serde(deserialize_with = "present")]
    pub number_prefix: Option<String>,
    /// 0 to 12.
    #[serde(deserialize_with = "present")]
    pub number_padding: Option<u16>,
    /// Id or key of the status in which tickets begin; null: `open`.
    pub first_status: MaybeUndefined<String>,
    /// Id or key of the business calendar that holds where nobody names another one; null: none.
    pub calendar: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub max_ticket_attachment_bytes: Option<u64>,
    #[serde(deserialize_with = "present")]
    pub languages: Option<Vec<String>>,
    /// What is given of it changes, the rest stays.
    #[serde(deserialize_with = "optional_object")]
    pub portal: Option<PortalPatch>,
}

pub(crate) struct WorkspaceSettings;

#[OpenApi(tag = "Tag::System")]
impl WorkspaceSettings {
    /// What holds for the whole installation.
    #[oai(path = "/workspace", method = "get", operation_id = "get_workspace")]
    async fn get(&self, reader: Reader) -> Result<Shown<Workspace>, Problem> {
        let catalog = &reader.catalog;
        let told = catalog.workspaces.get(setting::Workspace::id());
        let (version, updated_at) = told.map_or(
            (0, None),
            |Entry {
                 version,
                 updated_at,
                 ..
             }| { (*version, Some(Moment::from(*updated_at))) },
        );
        let view = Workspace::of(catalog.workspace(), catalog);
        let view = view.since(version, updated_at);
        Ok(Shown::new(&view)?.version(version))
    }

    /// Changes what is given and leaves the rest.
    #[oai(
        path = "/workspace",
        method = "patch",
        operation_id = "change_workspace"
    )]
    async fn change(
        &self,
        writer: Writer,
        body: Body<WorkspacePatch>,
    ) -> Result<Changed<Workspace>, Problem> {
        let lead = |loaded: &Loaded<Setting<setting::Workspace>>| {
            let told = loaded.state.value.as_ref();
            let now = told.cloned().unwrap_or_default();
            let wanted = body.value.applied_to(&now, &writer)?;
            Ok(match told {
                Some(_) => vec![SettingCommand::Save(wanted)],
                None if wanted == now => vec![],
                None => vec![SettingCommand::Create(wanted)],
            })
        };
        let id = setting::Workspace::id();
        let executed = writer.change(id, &body.bytes, lead).await?;
        let catalog = &writer.state.app.catalog;
        let newest = catalog.at_least(executed.position, PATIENCE).await;
        let newest = newest.unwrap_or_else(|| catalog.now());
        let loaded = &executed.loaded;
        let value = loaded.state.value.clone().unwrap_or_default();
        let updated_at = loaded.exists().then(|| loaded.updated_at.into());
        let view = Workspace::of(&value, &newest).since(loaded.version, updated_at);
        Changed::after(&executed, &view)
    }

    /// What happened to it, oldest first.
    #[oai(
        path = "/workspace/history",
        method = "get",
        operation_id = "workspace_history"
    )]
    async fn history(
        &self,
        reader: Reader,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<History>, Problem> {
        let wanted = Wanted {
            limit: limit.0,
            cursor: cursor.0,
        };
        type Told = Setting<setting::Workspace>;
        let told = |before: &Told, after: &Told, catalog: &Catalog| {
            history_changes(before, after, |value| Workspace::of(value, catalog))
        };
        history::history(&reader, setting::Workspace::id(), &wanted, told).await
    }
}

impl Workspace {
    fn of(workspace: &setting::Workspace, catalog: &Catalog) -> Self {
        let first = workspace.first_status;
        let first = first.unwrap_or_else(|| StatusId::from_key(setting::Status::FIRST));
        Self {
            name: workspace.name.clone(),
            number_prefix: workspace.number_prefix.clone(),
            number_padding: workspace.number_padding.into(),
            first_status: catalog.status_key(first),
            calendar: workspace.calendar.map(|id| catalog.calendar_key(id)).into(),
            max_ticket_attachment_bytes: workspace.max_ticket_attachment_bytes,
            languages: workspace.languages.clone(),
            portal: PortalSettings::from(&workspace.portal),
            version: 0,
            updated_at: Nullable(None),
        }
    }

    fn since(self, version: i32, updated_at: Option<Moment>) -> Self {
        let updated_at = updated_at.into();
        Self {
            version,
            updated_at,
            ..self
        }
    }
}

impl WorkspacePatch {
    fn applied_to(
        &self,
        now: &setting::Workspace,
        reader: &Reader,
    ) -> Result<setting::Workspace, Problem> {
        let mut errors = Vec::new();
        let bytes = self.max_ticket_attachment_bytes;
        // what is too large for the setting stays too large for its check
        let padding = self
            .number_padding
            .map(|n| u8::try_from(n).unwrap_or(u8::MAX));
        let workspace = setting::Workspace {
            name: kept(self.name.as_ref(), &now.name),
            number_prefix: kept(self.number_prefix.as_ref(), &now.number_prefix),
            number_padding: padding.unwrap_or(now.number_padding),
            first_status: self.first_status(now, reader, &mut errors),
            calendar: match &self.calendar {
                MaybeUndefined::Undefined => now.calendar,
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(text) => {
                    named_calendar(Some(text), &reader.catalog, &mut errors)
                }
            },
            max_ticket_attachment_bytes: bytes.unwrap_or(now.max_ticket_attachment_bytes),
            languages: kept(self.languages.as_ref(), &now.languages),
            portal: match &self.portal {
                Some(patch) => patch.applied_to(&now.portal),
                None => now.portal.clone(),
            },
        };
        judged(workspace, errors, reader)
    }

    fn first_status(
        &self,
        now: &setting::Workspace,
        reader: &Reader,
        errors: &mut Vec<FieldError>,
    ) -> Option<StatusId> {
        let text = match &self.first_status {
            MaybeUndefined::Undefined => return now.first_status,
            MaybeUndefined::Null => return None,
            MaybeUndefined::Value(text) => text,
        };
        let found = status_id(text, &reader.catalog);
        let wrong = |detail| errors.push(FieldError::new("first_status", detail));
        found.map_err(wrong).ok()
    }
}

impl Example for Workspace {
    fn example() -> Self {
        let workspace = setting::Workspace {
            name: "Example Ltd".to_owned(),
            number_prefix: "DKT-".to_owned(),
            number_padding: 6,
            ..setting::Workspace::default()
        };
        Self {
            first_status: setting::Status::FIRST.to_owned(),
            ..Self::of(&workspace, &Catalog::default())
        }
    }
}

impl Example for WorkspacePatch {
    fn example() -> Self {
        Self {
            number_prefix: Some("DKT-".to_owned()),
            number_padding: Some(6),
            ..Self::default()
        }
    }
}
