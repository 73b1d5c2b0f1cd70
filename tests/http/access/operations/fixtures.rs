//! What there is to be asked about: tickets with everything on them, here and elsewhere, and one of
//! each setting.

use super::Operation;
use super::table::{ROWS, Row};
use crate::http::access::office::{Office, id_of, opens_in, says, uploads};
use crate::support::Person;
use domain::DepartmentId;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// What an address shall name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Something within reach that nobody else asks about.
    Fresh,
    /// Something within reach that everybody asks about.
    Shared,
    /// A ticket of another department.
    Elsewhere,
    /// An id that nothing has.
    Nowhere,
}

/// A ticket and what is on it, by the names that addresses have for them.
type Names = HashMap<&'static str, String>;

pub struct Fixtures<'a> {
    office: &'a Office,
    /// By the letters of the table.
    pub people: Vec<(char, Person)>,
    administrator: Person,
    member: Uuid,
    customer: String,
    here: Names,
    elsewhere: Names,
    /// One of each collection.
    shared: HashMap<String, Names>,
    counter: AtomicU32,
}

impl<'a> Fixtures<'a> {
    pub async fn of(office: &'a Office) -> Self {
        let administrator = office.desk.administrator();
        let ben = office.hires("Ben", &["member"], &[office.support]).await;
        let customer = json!({"name": "Cara"});
        let customer = administrator.posts("/customers", &customer).await;
        let customer = customer.ok()["id"].as_str().unwrap().to_owned();
        let mut fixtures = Self {
            office,
            people: people(office).await,
            administrator,
            member: ben.id,
            customer,
            here: Names::new(),
            elsewhere: Names::new(),
            shared: HashMap::new(),
            counter: AtomicU32::new(0),
        };
        for collection in COLLECTIONS {
            let made = fixtures.made(collection).await;
            fixtures.shared.insert(collection.to_owned(), made);
        }
        fixtures.here = fixtures.ticket(office.support).await;
        fixtures.elsewhere = fixtures.ticket(office.sales).await;
        fixtures
    }

    /// The address and body of a request.
    pub async fn filled(
        &self,
        operation: &Operation,
        (row, person): (&Row, &Person),
        place: Place,
    ) -> (String, Option<String>) {
        let names = self.names(&operation.path, place).await;
        let mut path = operation.path.clone();
        for (name, value) in &names {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let body = match row.body {
            "" => None,
            body => Some(self.body(body, (&names, person)).await),
        };
        (format!("{path}{}", row.query), body)
    }

    async fn names(&self, path: &str, place: Place) -> Names {
        if !(path.starts_with("/tickets/{") || path.starts_with("/attachments/{")) {
            return self.setting(path, place).await;
        }
        let mut names = match place {
            Place::Fresh => self.ticket(self.office.support).await,
            Place::Shared => self.here.clone(),
            Place::Elsewhere | Place::Nowhere => self.elsewhere.clone(),
        };
        if path.starts_with("/attachments/") {
            names.insert("id", names["attachment_id"].clone());
        }
        if place == Place::Nowhere {
            names.insert("id", Uuid::now_v7().to_string());
        }
        names
    }

    async fn setting(&self, path: &str, place: Place) -> Names {
        let Some((collection, _)) = path.trim_start_matches('/').split_once("/{") else {
            return Names::new();
        };
        if !self.shared.contains_key(collection) {
            return self.here.clone(); // nobody of the staff has any of these
        }
        match place {
            Place::Fresh => self.made(collection).await,
            _ => self.shared[collection].clone(),
        }
    }

    /// Something new of a collection, as the table says how one is made.
    async fn made(&self, collection: &str) -> Names {
        let create = format!("create_{}", singular(collection));
        let row = ROWS.iter().find(|row| row.operation == create);
        let body = row.expect("a row that says how one is made").body;
        let body = match collection {
            "api_keys" => r#"{"name": "$n", "integration": true, "permissions": ["tickets.read"]}"#,
            _ => body,
        };
        let body = self.body(body, (&self.here, &self.administrator)).await;
        let body: Value = serde_json::from_str(&body).unwrap();
        let answer = self
            .administrator
            .posts(&format!("/{collection}"), &body)
            .await;
        let made = answer.ok();
        let told = ["id", "key"].map(|name| (name, made[name].as_str().unwrap_or_default()));
        told.map(|(name, value)| (name, value.to_owned())).into()
    }

    async fn body(&self, text: &str, (names, person): (&Names, &Person)) -> String {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        let other = |name: &str| names.get(name).or_else(|| self.here.get(name));
        let mut text = text
            .replace("$n", &format!("n{number}"))
            .replace("$member", &self.member.to_string())
            .replace("$customer", &self.customer)
            .replace("$department", &self.office.support.0.to_string())
            .replace("$key", other("key").map_or("", |key| key))
            .replace("$item", other("item_id").map_or("", |id| id));
        if text.contains("$other") {
            let ticket = opens_in(&self.administrator, "another", self.office.support).await;
            text = text.replace("$other", id_of(&ticket));
        }
        if text.contains("$upload") {
            let uploader = if self.may_upload(person) {
                person
            } else {
                &self.administrator
            };
            text = text.replace("$upload", &uploads(uploader, "a.txt", "a").await);
        }
        text
    }

    fn may_upload(&self, person: &Person) -> bool {
        let upload = ROWS.iter().find(|row| row.operation == "upload_attachment");
        let mut people = self.people.iter();
        let letter = people.find(|(_, known)| known.id == person.id);
        let may = upload.zip(letter);
        may.is_some_and(|(row, (letter, _))| row.may.contains(*letter))
    }

    /// A ticket with everything on it that an address can name.
    async fn ticket(&self, department: DepartmentId) -> Names {
        let staff = &self.administrator;
        let ticket = opens_in(staff, "everything", department).await;
        let said = says(staff, &ticket, "public", "hello").await;
        let file = uploads(staff, "a.txt", "a").await;
        let files = json!({"attachment_ids": [file]});
        staff
            .posts(&format!("{ticket}/attachments"), &files)
            .await
            .ok();
        let entry = staff
            .posts(&format!("{ticket}/time_entries"), &json!({"minutes": 5}))
            .await;
        let item = staff
            .posts(&format!("{ticket}/checklist"), &json!({"text": "look"}))
            .await;
        let other = opens_in(staff, "linked", department).await;
        let link = json!({"kind": "relates_to", "ticket_id": id_of(&other)});
        staff.posts(&format!("{ticket}/links"), &link).await.ok();
        let guest = json!({"kind": "customer", "id": self.customer});
        staff.posts(&format!("{ticket}/cc"), &guest).await.ok();
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        Names::from([
            ("id", id_of(&ticket).to_owned()),
            ("message_id", id(&said)),
            ("attachment_id", file),
            ("entry_id", id(entry.ok())),
            ("item_id", id(item.ok())),
            ("kind", "relates_to".to_owned()),
            ("ticket_id", id_of(&other).to_owned()),
            ("participant_id", self.customer.clone()),
            ("member_id", self.member.to_string()),
            ("macro_id", self.macro_id()),
        ])
    }
}

impl Fixtures<'_> {
    /// The macro that everybody may apply.
    fn macro_id(&self) -> String {
        let shared = self.shared.get("macros");
        shared.map_or_else(String::new, |names| names["id"].clone())
    }
}

/// Everything of which an address can name one, besides tickets. What others need comes first.
const COLLECTIONS: [&str; 12] = [
    "departments",
    "macros",
    "statuses",
    "priorities",
    "fields",
    "field_groups",
    "roles",
    "api_keys",
    "rules",
    "customers",
    "organisations",
    "members",
];

fn singular(collection: &str) -> String {
    match collection {
        "statuses" => "status".to_owned(),
        "priorities" => "priority".to_owned(),
        other => other.trim_end_matches('s').to_owned(),
    }
}

/// One of each kind of person, by the letters of the table.
async fn people(office: &Office) -> Vec<(char, Person)> {
    let support = [office.support];
    let manager = office.hires("Mona", &["manager"], &support).await;
    let mut limited = office.limits(&manager, "Mona's tool", office.support).await;
    limited.id = Uuid::from_u128(1); // so that it is told from Mona herself
    vec![
        ('a', office.desk.administrator()),
        ('m', manager),
        ('e', office.hires("Emil", &["member"], &support).await),
        ('l', office.hires("Lea", &["light_member"], &support).await),
        ('u', office.hires("Udo", &["auditor"], &[]).await),
        ('k', limited),
        ('i', integration(office).await),
    ]
}

async fn integration(office: &Office) -> Person {
    let permissions = [
        "tickets.read",
        "tickets.create",
        "tickets.change",
        "messages.reply",
    ];
    let key = json!({"name": "Shop", "integration": true, "permissions": permissions});
    let made = office.desk.administrator().posts("/api_keys", &key).await;
    let mut person = office.desk.holder_of(made.ok()["secret"].as_str().unwrap());
    person.id = made.ok()["id"].as_str().unwrap().parse().unwrap();
    person
}
