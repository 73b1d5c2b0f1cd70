//! Who asks: an administrator, an auditor who sees all tickets, one who sees a department's, and one
//! who sees their own.

use crate::setup::{Failure, client};
use domain::field::Field;
use domain::ids::derived;
use domain::setting::{Department, Member, Role, Scope, Setting, SettingCommand, SettingKind};
use domain::{Actor, Catalog, DepartmentId, FieldId, MemberId, Permission, RoleId};
use eventstore::{EventStore, Execute};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// How many tickets of a hundred each department has; the rest nobody has routed yet.
pub const DEPARTMENTS: [(&str, u64); 5] = [("a", 40), ("b", 25), ("c", 15), ("d", 10), ("e", 5)];
/// The department that is looked at; the third largest.
const OFFICE: &str = "c";
/// May change tickets.
pub const WRITER: &str = "bench-key-of-an-administrator";
/// Who is measured, and with which key.
pub const ASKERS: [(&str, &str); 3] = [
    ("all", "bench-key-of-an-auditor"),
    ("a department", "bench-key-of-one-department"),
    ("their own", "bench-key-of-one-member"),
];
pub const MEMBERS: u64 = 60;
/// The custom field that some tickets have.
pub const FIELD: &str = "floor";

/// How many choices it has.
pub const FLOORS: u64 = 40;

/// The n-th of them.
pub fn floor(n: u64) -> String {
    format!("floor_{n}")
}

pub fn department(name: &str) -> DepartmentId {
    DepartmentId(derived("bench.department", name))
}

/// The n-th member: they are of the departments by turns, and the first ones have more to do.
pub fn member(n: u64) -> MemberId {
    MemberId(derived("bench.member", &n.to_string()))
}

/// Everybody with their keys, the departments and the field.
pub async fn settle(store: &EventStore, url: &str) -> Result<(), Failure> {
    for (name, _) in DEPARTMENTS {
        create(store, department(name).0, Department::new(name)).await?;
    }
    let choices = (1..=FLOORS).map(floor);
    let choices: Vec<_> = choices
        .map(|key| json!({"key": key, "name": key}))
        .collect();
    let kind = json!({"type": "choice", "choices": choices});
    let floor = json!({"key": FIELD, "name": "Floor", "kind": kind, "order": 1});
    let floor: Field = serde_json::from_value(floor)?;
    create(store, FieldId::from_key(FIELD).0, floor).await?;
    for (key, scope) in [("office", Scope::Department), ("own", Scope::Own)] {
        create(store, RoleId::from_key(key).0, role(key, scope)).await?;
    }
    let session = client(url).await?;
    let [(_, all), (_, office), (_, own)] = ASKERS;
    let roles = [
        (WRITER, "administrator", derived("bench", "writer")),
        (all, Role::AUDITOR, derived("bench", "auditor")),
        (office, "office", member(22).0),
        (own, "own", member(12).0),
    ];
    for (key, role, id) in roles {
        let member = Member {
            department_ids: vec![department(OFFICE)],
            ..Member::new(role).with_roles(&[role.to_owned()])
        };
        create(store, id, member).await?;
        session.execute(ADD_KEY, &[&key, &id]).await?;
    }
    Ok(())
}

fn role(key: &str, scope: Scope) -> Role {
    let permissions = [
        Permission::ReadTickets,
        Permission::ReadInternal,
        Permission::ReadCustomers,
        Permission::ReadAnalytics,
    ];
    Role {
        key: key.to_owned(),
        name: key.to_owned(),
        permissions: permissions.into_iter().collect(),
        scope,
        unrouted: false,
        names: Default::default(),
    }
}

/// With all that was created before: one setting may name another.
async fn create<T: SettingKind>(store: &EventStore, id: Uuid, value: T) -> Result<(), Failure> {
    let mut catalog = Catalog::default();
    for event in store.read_after(0, 1_000).await? {
        catalog.apply(&event)?;
    }
    let (create, now) = (SettingCommand::Create(value), Timestamp::now());
    let execute = Execute::<Setting<T>>::new(id, create, Actor::SYSTEM, &catalog, now);
    store.execute(execute).await?;
    Ok(())
}

const ADD_KEY: &str = "
INSERT INTO es.credentials (hash, id, kind, owner)
VALUES (sha256(convert_to($1, 'UTF8')), gen_random_uuid(), 'api_key', $2)";
