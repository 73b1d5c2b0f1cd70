//! What every installation has from its first start: statuses, priorities, an administrator, a key.

use domain::ids::derived;
use domain::setting::{
    Member, Priority, Setting, SettingCommand, SettingError, SettingKind, Status, StatusCategory,
};
use domain::{Actor, Catalog, PriorityId, StatusId};
use eventstore::{EventStore, Execute, ExecuteError, StoreError};
use jiff::Timestamp;
use uuid::Uuid;

/// Kind of the credentials that API keys are.
const API_KEY: &str = "api_key";

/// Why the first settings could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BootstrapError {
    #[error("a built-in setting was refused: {0}")]
    Setting(#[from] ExecuteError<SettingError>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes what is missing; what people changed since stays as it is. Returns the administrator's
/// API key when one was made up, which is the only time it can be shown.
pub async fn bootstrap(
    store: &EventStore,
    given_key: Option<&str>,
) -> Result<Option<String>, BootstrapError> {
    for status in statuses() {
        create(store, StatusId::from_key(&status.key).0, status).await?;
    }
    for priority in priorities() {
        create(store, PriorityId::from_key(&priority.key).0, priority).await?;
    }
    let administrator = derived("member", "administrator");
    create(store, administrator, first_member()).await?;
    first_key(store, administrator, given_key).await
}

async fn create<T: SettingKind>(
    store: &EventStore,
    id: Uuid,
    value: T,
) -> Result<(), BootstrapError> {
    if store.load::<Setting<T>>(id).await?.exists() {
        return Ok(());
    }
    let catalog = Catalog::default();
    let create = SettingCommand::Create(value);
    let mut request =
        Execute::<Setting<T>>::new(id, create, Actor::SYSTEM, &catalog, Timestamp::now());
    request.creates = true;
    match store.execute(request).await {
        // another process was quicker
        Ok(_) | Err(ExecuteError::Refused(SettingError::Exists(_))) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn first_key(
    store: &EventStore,
    owner: Uuid,
    given: Option<&str>,
) -> Result<Option<String>, BootstrapError> {
    if store.has_credentials(API_KEY).await? {
        return Ok(None);
    }
    let made = given.is_none().then(new_key);
    if let Some(key) = given.or(made.as_deref()) {
        store.add_credential(API_KEY, key, owner).await?;
    }
    Ok(made)
}

/// 244 random bits.
fn new_key() -> String {
    format!("dk_{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

fn first_member() -> Member {
    Member {
        name: "Administrator".to_owned(),
        email: None,
        department_ids: Vec::new(),
        administrator: true,
    }
}

/// The statuses that every installation starts with.
pub(crate) fn statuses() -> [Status; 5] {
    use StatusCategory::{Closed, Open, Pending, Resolved};
    [
        ("open", "Open", Open, "#2563eb"),
        ("in_progress", "In progress", Open, "#0f766e"),
        ("pending", "Pending", Pending, "#b45309"),
        ("resolved", "Resolved", Resolved, "#15803d"),
        ("closed", "Closed", Closed, "#57534e"),
    ]
    .map(|(key, name, category, colour)| Status {
        order: category as i32 * 10 + i32::from(key == "in_progress"),
        ..Status::new(key, name, category, colour)
    })
}

/// The priorities that every installation starts with.
pub(crate) fn priorities() -> [Priority; 4] {
    [
        ("low", "Low", "#57534e", 10),
        ("normal", "Normal", "#2563eb", 20),
        ("high", "High", "#b45309", 30),
        ("urgent", "Urgent", "#b91c1c", 40),
    ]
    .map(|(key, name, colour, order)| Priority {
        key: key.to_owned(),
        name: name.to_owned(),
        colour: colour.to_owned(),
        order,
    })
}
