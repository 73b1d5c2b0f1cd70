//! What every installation has from its first start: statuses, priorities, roles, views, rules, an
//! administrator, a key.

mod keys;

use domain::automation::Rule;
use domain::ids::derived;
use domain::setting::{
    Member, Names, Priority, Role, Setting, SettingCommand, SettingError, SettingKind, Status,
    StatusCategory,
};
use domain::view::View;
use domain::{Actor, Catalog, PriorityId, StatusId};
use eventstore::{EventStore, Execute, ExecuteError, StoreError};
use jiff::Timestamp;
use uuid::Uuid;

/// As many changes no version of the program makes by itself.
const CHANGES: usize = 100;

/// Why the first settings could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BootstrapError {
    #[error("a built-in setting was refused: {0}")]
    Setting(#[from] ExecuteError<SettingError>),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}

/// Makes what is missing; what people changed since stays as it is. Returns the administrator's
/// API key when one was made up, which is the only time it can be shown.
pub async fn bootstrap(
    store: &EventStore,
    given_key: Option<&str>,
) -> Result<Option<String>, BootstrapError> {
    let none = Catalog::default();
    for status in statuses() {
        let id = StatusId::from_key(&status.key).0;
        create(store, (id, status), &none).await?;
    }
    for priority in priorities() {
        let id = PriorityId::from_key(&priority.key).0;
        create(store, (id, priority), &none).await?;
    }
    for role in Role::built_in() {
        create(store, (role.id().0, role.clone()), &none).await?;
        renew(store, role, &none).await?;
    }
    for view in View::built_in() {
        let id = view.key.as_deref().map(View::built_in_id);
        let id = id.map_or_else(Uuid::now_v7, |id| id.0);
        create(store, (id, view), &none).await?;
    }
    for (id, rule) in Rule::built_in() {
        create(store, (id.0, rule), &none).await?;
    }
    let administrator = derived("member", "administrator");
    create(store, (administrator, first_member()), &none).await?;
    keys::first_key(store, administrator, given_key).await
}

async fn create<T: SettingKind>(
    store: &EventStore,
    (id, value): (Uuid, T),
    catalog: &Catalog,
) -> Result<(), BootstrapError> {
    if store.load::<Setting<T>>(id).await?.exists() {
        return Ok(());
    }
    let create = SettingCommand::Create(value);
    let mut request =
        Execute::<Setting<T>>::new(id, create, Actor::SYSTEM, catalog, Timestamp::now());
    request.creates = true;
    match store.execute(request).await {
        // another process was quicker
        Ok(_) | Err(ExecuteError::Refused(SettingError::Exists(_))) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Gives a role that nobody changed what roles of its kind may do by now: permissions come with
/// what they permit.
async fn renew(store: &EventStore, role: Role, catalog: &Catalog) -> Result<(), BootstrapError> {
    let id = role.id().0;
    let events = store.read_stream(id, 0, CHANGES).await?;
    if events.len() == CHANGES || events.iter().any(|event| event.actor != Actor::SYSTEM) {
        return Ok(());
    }
    let save = SettingCommand::Save(role);
    let mut request =
        Execute::<Setting<Role>>::new(id, save, Actor::SYSTEM, catalog, Timestamp::now());
    request.expected_version = events.last().map(|event| event.version);
    match store.execute(request).await {
        // somebody was quicker: another process, or who changed it
        Ok(_) | Err(ExecuteError::VersionMismatch { .. } | ExecuteError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn first_member() -> Member {
    Member {
        administrator: true,
        ..Member::new("Administrator")
    }
}

/// The statuses that every installation starts with. A customer's reply opens again what waited
/// for it or was done.
pub(crate) fn statuses() -> [Status; 5] {
    use StatusCategory::{Closed, Open, Pending, Resolved};
    [
        (
            Status::FIRST,
            ["Open", "مفتوحة", "פתוחה"],
            Open,
            "#2563eb",
            10,
        ),
        (
            "in_progress",
            ["In progress", "قيد المعالجة", "בטיפול"],
            Open,
            "#0f766e",
            20,
        ),
        (
            "pending",
            ["Pending", "بانتظار الرد", "בהמתנה"],
            Pending,
            "#b45309",
            30,
        ),
        (
            "resolved",
            ["Resolved", "محلولة", "נפתרה"],
            Resolved,
            "#15803d",
            40,
        ),
        (
            "closed",
            ["Closed", "مغلقة", "סגורה"],
            Closed,
            "#57534e",
            50,
        ),
    ]
    .map(|(key, [name, arabic, hebrew], category, colour, order)| {
        let reopens = category.waits_for_reply();
        Status {
            order,
            names: named(arabic, hebrew),
            on_customer_reply: reopens.then(|| StatusId::from_key(Status::FIRST)),
            ..Status::new(key, name, category, colour)
        }
    })
}

/// The priorities that every installation starts with.
pub(crate) fn priorities() -> [Priority; 4] {
    [
        ("low", ["Low", "منخفضة", "נמוכה"], "#57534e", 10),
        (Priority::USUAL, ["Normal", "عادية", "רגילה"], "#2563eb", 20),
        ("high", ["High", "عالية", "גבוהה"], "#b45309", 30),
        ("urgent", ["Urgent", "عاجلة", "דחופה"], "#b91c1c", 40),
    ]
    .map(|(key, [name, arabic, hebrew], colour, order)| Priority {
        names: named(arabic, hebrew),
        ..Priority::new(key, name, colour, order)
    })
}

fn named(arabic: &str, hebrew: &str) -> Names {
    let names = [("ar", arabic), ("he", hebrew)];
    names
        .map(|(language, name)| (language.to_owned(), name.to_owned()))
        .into()
}
