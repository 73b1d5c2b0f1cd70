//! What all kinds of setting have in common over HTTP.

mod colours;
mod examples;
mod history;
mod judged;
mod patch;
mod resource;

use crate::answer::{Changed, Created, Shown};
use crate::app::PATIENCE;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::types::Moment;
use bytes::Bytes;
use domain::Catalog;
use domain::catalog::{Entry, Settings};
use domain::setting::{Setting, SettingCommand, SettingError, SettingKind};
use eventstore::{Executed, Loaded};
use serde::Serialize;
use uuid::Uuid;

pub(crate) use colours::Colours;
pub(crate) use examples::{example_names, example_record};
pub(crate) use history::{changes as history_changes, of as history_of};
pub(crate) use judged::judged;
pub(crate) use patch::{kept, patched};
pub(crate) use resource::resource;

/// Most settings of a page, and as many unless told otherwise.
const USUAL: u16 = 200;

/// A kind of setting as the API shows and takes it; [`resource`] makes its operations.
pub(crate) trait Resource: SettingKind {
    type View: Serialize;
    /// A whole setting, as a request gives it.
    type New: Send + Sync;
    /// What a request wants changed.
    type Patch: Send + Sync;
    type Order: Ord;

    /// Where settings of this kind live, below `/api/v1`.
    const PATH: &'static str;

    fn all(catalog: &Catalog) -> &Settings<Self>;

    fn view(&self, record: Record, catalog: &Catalog) -> Self::View;

    /// Place in lists.
    fn order(&self) -> Self::Order;

    /// The setting that `new` asks for.
    fn made(new: &Self::New, reader: &Reader) -> Result<Self, Problem>;

    /// This setting with what `patch` wants changed.
    fn changed(&self, patch: &Self::Patch, reader: &Reader) -> Result<Self, Problem>;

    /// The id of a new one; for kinds with a key it is derived from the key.
    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// The id that `text` names, when it is not a UUID.
    fn by_key(_: &str) -> Option<Uuid> {
        None
    }

    /// Whether the caller may know of it.
    fn is_for(&self, _: &Reader) -> bool {
        true
    }

    /// Whether the caller may turn one (none: a new one) into another (none: a retired one).
    fn may_change(
        _id: Uuid,
        _now: Option<&Self>,
        _wanted: Option<&Self>,
        _: &Reader,
    ) -> Result<(), Problem> {
        Ok(())
    }

    async fn create(
        writer: &Writer,
        body: &Body<Self::New>,
    ) -> Result<Created<Self::View>, Problem> {
        create(writer, Self::made(&body.value, writer)?, &body.bytes).await
    }

    async fn replace(
        writer: &Writer,
        path: &str,
        body: &Body<Self::New>,
    ) -> Result<Changed<Self::View>, Problem> {
        let wanted = |_: &Self| Self::made(&body.value, writer);
        change(writer, path, &body.bytes, wanted).await
    }

    async fn change(
        writer: &Writer,
        path: &str,
        body: &Body<Self::Patch>,
    ) -> Result<Changed<Self::View>, Problem> {
        let wanted = |now: &Self| now.changed(&body.value, writer);
        change(writer, path, &body.bytes, wanted).await
    }

    async fn retire(writer: &Writer, path: &str) -> Result<Changed<Self::View>, Problem> {
        retire::<Self>(writer, path).await
    }
}

/// What every setting shows besides its own fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub id: Uuid,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Which settings of a list are wanted.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub include_retired: Option<bool>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

/// A page of settings, and where the next one begins.
pub(crate) fn list<T: Resource>(
    reader: &Reader,
    wanted: &Wanted,
) -> Result<(Vec<T::View>, Option<String>), Problem> {
    let catalog = &reader.catalog;
    let with_retired = wanted.include_retired.unwrap_or_default();
    let mut entries: Vec<_> = (T::all(catalog).iter())
        .filter(|entry| with_retired || !entry.setting.retired)
        .filter_map(|entry| Some((entry.setting.value.as_ref()?, entry)))
        .filter(|(value, _)| value.is_for(reader))
        .collect();
    entries.sort_by_cached_key(|(value, entry)| (value.order(), entry.id));
    let begin = match wanted.cursor.as_deref() {
        Some(cursor) => 1 + after(&entries, cursor)?,
        None => 0,
    };
    let limit = usize::from(Limit::or(wanted.limit, USUAL));
    let page = entries.iter().skip(begin).take(limit);
    let items = page.map(|(value, entry)| value.view(Record::from(*entry), catalog));
    let more = entries
        .get(begin + limit)
        .and(entries.get(begin + limit - 1));
    Ok((items.collect(), more.map(|(_, last)| last.id.to_string())))
}

/// Where the cursor's setting stands: a cursor is the id of the last one shown.
fn after<T>(entries: &[(&T, &Entry<T>)], cursor: &str) -> Result<usize, Problem> {
    let id = Uuid::parse_str(cursor).map_err(|_| Problem::bad_cursor())?;
    let place = entries.iter().position(|(_, entry)| entry.id == id);
    place.ok_or_else(Problem::bad_cursor)
}

/// One setting, in use or retired.
pub(crate) fn get<T: Resource>(reader: &Reader, path: &str) -> Result<Shown<T::View>, Problem> {
    let (view, version) = found::<T>(reader, path)?;
    Ok(Shown::new(&view)?.version(version))
}

/// One setting that the caller may know of, with its version.
pub(crate) fn found<T: Resource>(reader: &Reader, path: &str) -> Result<(T::View, i32), Problem> {
    let entry = T::all(&reader.catalog).get(id::<T>(path)?);
    let found = entry.and_then(|entry| Some((entry.setting.value.as_ref()?, entry)));
    let found = found.filter(|(value, _)| value.is_for(reader));
    let (value, entry) = found.ok_or_else(|| Problem::not_found(T::CATEGORY))?;
    let view = value.view(Record::from(entry), &reader.catalog);
    Ok((view, entry.version))
}

pub(crate) async fn create<T: Resource>(
    writer: &Writer,
    value: T,
    body: &Bytes,
) -> Result<Created<T::View>, Problem> {
    let id = value.new_id();
    T::may_change(id, None, Some(&value), writer)?;
    let commands = vec![SettingCommand::Create(value)];
    let executed = writer.execute::<Setting<T>>(id, commands, body).await?;
    created(writer, &executed).await
}

/// The answer to a command that made a setting.
pub(crate) async fn created<T: Resource>(
    writer: &Writer,
    executed: &Executed<Setting<T>>,
) -> Result<Created<T::View>, Problem> {
    let view = settled(writer, executed).await?;
    let path = format!("/api/v1/{}/{}", T::PATH, executed.stream_id);
    Ok(Created::after(executed, &view)?.at(&path))
}

/// The answer to a command that changed a setting.
pub(crate) async fn changed<T: Resource>(
    writer: &Writer,
    executed: &Executed<Setting<T>>,
) -> Result<Changed<T::View>, Problem> {
    Changed::after(executed, &settled(writer, executed).await?)
}

/// The setting as `wanted` makes it of what is there.
pub(crate) async fn change<T: Resource>(
    writer: &Writer,
    path: &str,
    body: &Bytes,
    wanted: impl Fn(&T) -> Result<T, Problem>,
) -> Result<Changed<T::View>, Problem> {
    let executed = carried_out(writer, path, body, wanted).await?;
    changed(writer, &executed).await
}

/// The command that makes the setting as `wanted`, carried out.
pub(crate) async fn carried_out<T: Resource>(
    writer: &Writer,
    path: &str,
    body: &Bytes,
    wanted: impl Fn(&T) -> Result<T, Problem>,
) -> Result<Executed<Setting<T>>, Problem> {
    let id = id::<T>(path)?;
    let lead = |loaded: &Loaded<Setting<T>>| {
        let now = loaded.state.value.as_ref();
        let now = now.ok_or(SettingError::NotFound(T::CATEGORY))?;
        let value = wanted(now)?;
        T::may_change(id, Some(now), Some(&value), writer)?;
        Ok(vec![SettingCommand::Save(value)])
    };
    writer.change::<Setting<T>>(id, body, lead).await
}

/// Takes a setting out of use; what refers to it stays readable.
pub(crate) async fn retire<T: Resource>(
    writer: &Writer,
    path: &str,
) -> Result<Changed<T::View>, Problem> {
    let id = id::<T>(path)?;
    let lead = |loaded: &Loaded<Setting<T>>| {
        let now = loaded.state.value.as_ref();
        let now = now.ok_or(SettingError::NotFound(T::CATEGORY))?;
        T::may_change(id, Some(now), None, writer)?;
        Ok(vec![SettingCommand::Retire])
    };
    let body = Bytes::new();
    let executed = writer.change::<Setting<T>>(id, &body, lead).await?;
    changed(writer, &executed).await
}

/// What the command left, once this process's catalog has it: whoever reads the answer may use
/// the setting at once.
pub(crate) async fn settled<T: Resource>(
    writer: &Writer,
    executed: &Executed<Setting<T>>,
) -> Result<T::View, Problem> {
    let catalog = &writer.state.app.catalog;
    let newest = catalog.at_least(executed.position, PATIENCE).await;
    let newest = newest.unwrap_or_else(|| catalog.now());
    let loaded = &executed.loaded;
    let record = Record {
        id: executed.stream_id,
        retired: loaded.state.retired,
        version: loaded.version,
        created_at: loaded.created_at.into(),
        updated_at: loaded.updated_at.into(),
    };
    let value = loaded.state.value.as_ref();
    let value = value.ok_or_else(|| Problem::internal(&"a saved setting has no value"))?;
    Ok(value.view(record, &newest))
}

/// The id that a path names, whether or not anything has it.
pub(crate) fn id<T: Resource>(path: &str) -> Result<Uuid, Problem> {
    let id = Uuid::parse_str(path).ok().or_else(|| T::by_key(path));
    id.ok_or_else(|| Problem::not_found(T::CATEGORY))
}

impl<T> From<&Entry<T>> for Record {
    fn from(entry: &Entry<T>) -> Self {
        Self {
            id: entry.id,
            retired: entry.setting.retired,
            version: entry.version,
            created_at: entry.created_at.into(),
            updated_at: entry.updated_at.into(),
        }
    }
}
