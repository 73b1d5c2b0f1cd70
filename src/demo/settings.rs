//! What the organisation of the data has set up: departments, fields, promises, views, macros.

use super::DemoError;
use super::cast::Cast;
use crate::bootstrap;
use crate::import::catalog;
use domain::business::BusinessCalendar;
use domain::field::{Field, FieldGroup};
use domain::ids::derived;
use domain::macros::Macro;
use domain::setting::{
    Department, Names, Priority, Setting, SettingCommand, SettingKind, Status, Workspace,
};
use domain::sla::SlaPolicy;
use domain::view::View;
use domain::{Access, Actor, CalendarId, Catalog, FieldId, PriorityId, StatusId};
use eventstore::{EventStore, Execute};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// As the file has them. `$kind:key` stands for an id.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    statuses: BTreeMap<String, Names>,
    new_statuses: Vec<Map<String, Value>>,
    priorities: BTreeMap<String, Names>,
    calendars: Vec<Map<String, Value>>,
    field_groups: Vec<Map<String, Value>>,
    fields: Vec<Map<String, Value>>,
    departments: Vec<Map<String, Value>>,
    sla_policies: Vec<Map<String, Value>>,
    views: Vec<Map<String, Value>>,
    macros: Vec<Map<String, Value>>,
    workspace: Map<String, Value>,
}

/// Makes settings as of one moment of the past. What is there already stays as it is.
pub(super) struct Maker<'a> {
    pub store: &'a EventStore,
    pub at: Timestamp,
}

impl Maker<'_> {
    /// Everything that tickets need to be there, and the staff.
    pub async fn make(&self, cast: &Cast, key: Option<&str>) -> Result<Option<String>, DemoError> {
        let told: Told = serde_json::from_str(include_str!("data/settings.json"))?;
        self.name_statuses(&told).await?;
        let made_key = bootstrap::bootstrap(self.store, key).await?;
        self.all::<Status>(&told.new_statuses, true).await?;
        self.all::<BusinessCalendar>(&told.calendars, true).await?;
        self.all::<FieldGroup>(&told.field_groups, false).await?;
        self.all::<Field>(&told.fields, true).await?;
        self.all::<Department>(&told.departments, false).await?;
        self.staff(cast).await?;
        self.all::<SlaPolicy>(&told.sla_policies, false).await?;
        self.all::<View>(&told.views, false).await?;
        self.all::<Macro>(&told.macros, false).await?;
        let workspace = read::<Workspace>(told.workspace, false)?;
        self.create(Workspace::id(), workspace).await?;
        Ok(made_key)
    }

    /// The usual statuses and priorities, with names in all three languages.
    async fn name_statuses(&self, told: &Told) -> Result<(), DemoError> {
        for mut status in bootstrap::statuses() {
            status.names = told.statuses.get(&status.key).cloned().unwrap_or_default();
            let id = StatusId::from_key(&status.key).0;
            let names = status.names.clone();
            if !self.create(id, status).await? {
                let named = |now: Status| Status { names, ..now };
                self.change(id, |now: &Status| now.names.is_empty(), named)
                    .await?;
            }
        }
        for mut priority in bootstrap::priorities() {
            let names = told.priorities.get(&priority.key);
            priority.names = names.cloned().unwrap_or_default();
            let id = PriorityId::from_key(&priority.key).0;
            let names = priority.names.clone();
            if !self.create(id, priority).await? {
                let named = |now: Priority| Priority { names, ..now };
                self.change(id, |now: &Priority| now.names.is_empty(), named)
                    .await?;
            }
        }
        Ok(())
    }

    /// The members; then each department gets its lead, who must be there first.
    async fn staff(&self, cast: &Cast) -> Result<(), DemoError> {
        for member in &cast.members {
            self.create(member.id.0, member.value.clone()).await?;
        }
        for (department, lead) in cast.leads() {
            let led = |now: Department| Department {
                lead: Some(lead),
                ..now
            };
            self.change(department.0, |now: &Department| now.lead.is_none(), led)
                .await?;
        }
        Ok(())
    }

    async fn all<T: SettingKind + DeserializeOwned>(
        &self,
        values: &[Map<String, Value>],
        keyed: bool,
    ) -> Result<(), DemoError> {
        for value in values {
            let key = value.get("key").and_then(Value::as_str).unwrap_or_default();
            let id = id_of(T::CATEGORY, key);
            self.create(id, read::<T>(value.clone(), keyed)?).await?;
        }
        Ok(())
    }

    /// Whether it was not there.
    async fn create<T: SettingKind>(&self, id: Uuid, value: T) -> Result<bool, DemoError> {
        if self.store.load::<Setting<T>>(id).await?.exists() {
            return Ok(false);
        }
        let command = SettingCommand::Create(value);
        self.execute(id, command, self.at).await?;
        Ok(true)
    }

    async fn change<T: SettingKind>(
        &self,
        id: Uuid,
        wanted: impl FnOnce(&T) -> bool,
        change: impl FnOnce(T) -> T,
    ) -> Result<(), DemoError> {
        let now = self.store.load::<Setting<T>>(id).await?;
        let value = now.state.value.clone().filter(|_| !now.state.retired);
        if let Some(value) = value.filter(wanted) {
            let command = SettingCommand::Save(change(value));
            self.execute(id, command, now.updated_at.max(self.at))
                .await?;
        }
        Ok(())
    }

    async fn execute<T: SettingKind>(
        &self,
        id: Uuid,
        command: SettingCommand<T>,
        at: Timestamp,
    ) -> Result<(), DemoError> {
        let catalog: Catalog = catalog(self.store).await?;
        let mut request = Execute::<Setting<T>>::new(id, command, Actor::SYSTEM, &catalog, at);
        request.access = Cow::Borrowed(Access::everything());
        let done = self.store.execute(request).await;
        done.map_err(|error| DemoError::refused(T::CATEGORY, error))?;
        Ok(())
    }
}

/// The id of a setting of the data; of those that have keys it is derived from these.
pub(super) fn id_of(kind: &str, key: &str) -> Uuid {
    match kind {
        "status" => StatusId::from_key(key).0,
        "field" => FieldId::from_key(key).0,
        "calendar" => CalendarId::from_key(key).0,
        "group" => derived("demo.field_group", key),
        kind => derived(&format!("demo.{kind}"), key),
    }
}

fn read<T: DeserializeOwned>(
    mut value: Map<String, Value>,
    keyed: bool,
) -> Result<T, serde_json::Error> {
    if !keyed {
        value.remove("key");
    }
    let mut value = Value::Object(value);
    put_ids(&mut value);
    serde_json::from_value(value)
}

/// Puts ids in the place of `$kind:key`.
fn put_ids(value: &mut Value) {
    match value {
        Value::String(text) => {
            let named = text.strip_prefix('$').and_then(|text| text.split_once(':'));
            if let Some((kind, key)) = named {
                *text = id_of(kind, key).to_string();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(put_ids),
        Value::Object(values) => values.values_mut().for_each(put_ids),
        _ => {}
    }
}
