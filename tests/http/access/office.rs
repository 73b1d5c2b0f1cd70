//! An office with two departments, and people who may do more or less there.

use crate::support::{Desk, Docket, Person};
use domain::setting::{ApiKey, Member, Role, Setting, SettingEvent, SettingKind};
use domain::{Actor, ApiKeyId, DepartmentId, MemberId, Permission, RoleId};
use eventstore::{Append, EventStore, StoreOptions, StreamPart};
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

pub use domain::setting::Scope;

/// A help desk whose log the test writes settings into.
pub struct Office {
    pub desk: Desk,
    pub support: DepartmentId,
    pub sales: DepartmentId,
    /// The log as another process reads it.
    pub store: EventStore,
}

impl Office {
    pub async fn open() -> Self {
        let desk = Desk::open().await;
        let options = StoreOptions::new(&desk.database.url);
        let store = EventStore::connect(options).await.unwrap();
        let [support, sales] = [desk.department("Support"), desk.department("Sales")];
        Self {
            support: DepartmentId(support.await.parse().unwrap()),
            sales: DepartmentId(sales.await.parse().unwrap()),
            desk,
            store,
        }
    }

    /// A new member with these roles in these departments.
    pub async fn hires(&self, name: &str, roles: &[&str], departments: &[DepartmentId]) -> Person {
        let id = MemberId(Uuid::now_v7());
        self.places(id, name, roles, departments).await;
        self.adds_key(name, Uuid::now_v7(), id.0).await;
        let mut person = self.desk.holder_of(&key_of(name));
        person.id = id.0;
        person
    }

    /// A member has these roles and departments from now on.
    pub async fn places(&self, id: MemberId, name: &str, roles: &[&str], of: &[DepartmentId]) {
        let roles: Vec<_> = roles.iter().map(|role| (*role).to_owned()).collect();
        let member = Member {
            department_ids: of.to_vec(),
            ..Member::new(name).with_roles(&roles)
        };
        self.saves(id.0, SettingEvent::Saved(member)).await;
    }

    /// A role that is not built in.
    pub async fn makes_role(&self, key: &str, permissions: &[Permission], scope: Scope) {
        let role = Role {
            key: key.to_owned(),
            name: key.to_owned(),
            names: Default::default(),
            permissions: permissions.iter().copied().collect(),
            scope,
            unrouted: false,
        };
        self.saves_role(role).await;
    }

    pub async fn saves_role(&self, role: Role) {
        let id = RoleId::from_key(&role.key);
        self.saves(id.0, SettingEvent::Saved(role)).await;
    }

    /// Somebody who acts through a key of `owner` that is good for one department alone.
    pub async fn limits(&self, owner: &Person, name: &str, department: DepartmentId) -> Person {
        let key = ApiKey {
            name: name.to_owned(),
            owner: Some(MemberId(owner.id)),
            permissions: None,
            department_ids: vec![department],
            expires_at: None,
            prefix: "dk".to_owned(),
        };
        self.holds(key).await.0
    }

    /// Whoever acts through this key, which a member owns; and its id.
    pub async fn holds(&self, key: ApiKey) -> (Person, ApiKeyId) {
        let id = ApiKeyId(Uuid::now_v7());
        let (name, owner) = (key.name.clone(), key.owner.unwrap());
        self.saves(id.0, SettingEvent::Saved(key)).await;
        self.adds_key(&name, id.0, owner.0).await;
        (self.desk.holder_of(&key_of(&name)), id)
    }

    /// Takes a member out of service.
    pub async fn lets_go(&self, person: &Person) {
        self.saves::<Member>(person.id, SettingEvent::Retired).await;
    }

    /// The same person at another process, who has seen nothing yet.
    pub fn at(&self, process: &Docket, name: &str) -> Person {
        Person::new(&process.url(), &key_of(name), Arc::default())
    }

    /// Writes a setting down and waits until the service knows it.
    async fn saves<T: SettingKind>(&self, id: Uuid, event: SettingEvent<T>) {
        let version = self.store.load::<Setting<T>>(id).await.unwrap().version;
        let part = StreamPart {
            id,
            category: T::CATEGORY,
            expected_version: version,
        };
        let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part);
        append.push(0, Timestamp::now(), &event).unwrap();
        self.store.append(append).await.unwrap();
        let position = self.store.head().await.unwrap();
        let path = format!("/departments?min_position={position}");
        self.desk.administrator().gets(&path).await.ok();
    }

    async fn adds_key(&self, name: &str, id: Uuid, owner: Uuid) {
        let session = self.desk.database.session().await;
        let key = key_of(name);
        session
            .execute(ADD_KEY, &[&key, &id, &owner])
            .await
            .unwrap();
    }
}

fn key_of(name: &str) -> String {
    format!("key-of-{name}")
}

/// A ticket that a department has; its address.
pub async fn opens_in(person: &Person, subject: &str, department: DepartmentId) -> String {
    let ticket = json!({"subject": subject, "department_id": department.0});
    person.opens_with(&ticket).await
}

/// Says something on a ticket; the message.
pub async fn says(person: &Person, ticket: &str, visibility: &str, body: &str) -> Value {
    let message = json!({"body": body, "visibility": visibility});
    let answer = person.posts(&format!("{ticket}/messages"), &message).await;
    answer.ok().clone()
}

/// Uploads a file; its id.
pub async fn uploads(person: &Person, name: &str, content: &str) -> String {
    let request = person.request(Method::POST, &format!("/attachments?name={name}"));
    let answer = person.sends(request.body(content.to_owned())).await;
    answer.ok()["id"].as_str().unwrap().to_owned()
}

pub fn id_of(ticket: &str) -> &str {
    ticket.trim_start_matches("/tickets/")
}

const ADD_KEY: &str = "
INSERT INTO es.credentials (hash, id, kind, owner)
VALUES (sha256(convert_to($1, 'UTF8')), $2, 'api_key', $3)";
