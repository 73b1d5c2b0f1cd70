//! Saving a department, alone or together with those who belong to it.

use super::patch::DepartmentPatch;
use super::view::{Department, NewDepartment};
use crate::answer::{Changed, Created};
use crate::problem::Problem;
use crate::request::{Body, Writer};
use crate::settings::{self, Resource};
use crate::types::Moment;
use commands::departments::SaveDepartment;
use domain::setting::{self, Setting, SettingCommand, SettingError};
use domain::{DepartmentId, MemberId};
use eventstore::Executed;
use std::sync::Arc;
use uuid::Uuid;

type Saved = Executed<Setting<setting::Department>>;

pub(super) async fn create(
    writer: &Writer,
    body: &Body<NewDepartment>,
) -> Result<Created<Department>, Problem> {
    let value = setting::Department::made(&body.value, writer)?;
    let Some(members) = &body.value.member_ids else {
        return settings::create(writer, value, &body.bytes).await;
    };
    let wanted = {
        let value = value.clone();
        move |_: Option<&setting::Department>| Ok(SettingCommand::Create(value.clone()))
    };
    let together = Together {
        id: value.new_id(),
        value,
        members,
    };
    let executed = together.save(writer, wanted, body).await?;
    settings::created(writer, &executed).await
}

pub(super) async fn replace(
    writer: &Writer,
    path: &str,
    body: &Body<NewDepartment>,
) -> Result<Changed<Department>, Problem> {
    let value = setting::Department::made(&body.value, writer)?;
    let Some(members) = &body.value.member_ids else {
        let wanted = |_: &setting::Department| Ok(value.clone());
        return settings::change(writer, path, &body.bytes, wanted).await;
    };
    let wanted = {
        let value = value.clone();
        move |now: Option<&setting::Department>| {
            now.ok_or_else(not_found)?;
            Ok(SettingCommand::Save(value.clone()))
        }
    };
    let together = Together {
        id: settings::id::<setting::Department>(path)?,
        value,
        members,
    };
    let executed = together.save(writer, wanted, body).await?;
    settings::changed(writer, &executed).await
}

pub(super) async fn change(
    writer: &Writer,
    path: &str,
    body: &Body<DepartmentPatch>,
) -> Result<Changed<Department>, Problem> {
    let Some(members) = &body.value.member_ids else {
        let wanted = |now: &setting::Department| now.changed(&body.value, writer);
        return settings::change(writer, path, &body.bytes, wanted).await;
    };
    let id = settings::id::<setting::Department>(path)?;
    let known = writer.catalog.departments.get(id);
    let known = known.and_then(|e| e.setting.value.as_ref());
    let known = known.ok_or_else(|| Problem::not_found("department"))?;
    let patch = body.value.read(writer).map_err(Problem::fields);
    let value = known.changed(&body.value, writer)?;
    let patch = patch?;
    let wanted = move |now: Option<&setting::Department>| {
        let now = now.ok_or_else(not_found)?;
        Ok(SettingCommand::Save(patch.applied_to(now)))
    };
    let together = Together { id, value, members };
    let executed = together.save(writer, wanted, body).await?;
    settings::changed(writer, &executed).await
}

/// A department with its members.
struct Together<'a> {
    id: Uuid,
    /// As it will be, or nearly so.
    value: setting::Department,
    members: &'a [Uuid],
}

impl Together<'_> {
    async fn save<T>(
        self,
        writer: &Writer,
        wanted: impl Fn(
            Option<&setting::Department>,
        ) -> Result<SettingCommand<setting::Department>, SettingError>
        + Send
        + Sync,
        body: &Body<T>,
    ) -> Result<Saved, Problem> {
        let work = SaveDepartment {
            id: DepartmentId(self.id),
            wanted,
            members: self.members.iter().copied().map(MemberId).collect(),
        };
        let mut catalog = (*writer.catalog).clone();
        let now = Moment::now().0;
        catalog.departments.assume(self.id, self.value, now);
        let writer = writer.with_catalog(Arc::new(catalog));
        writer.transact(self.id, &work, &body.bytes).await
    }
}

fn not_found() -> SettingError {
    SettingError::NotFound("department")
}
