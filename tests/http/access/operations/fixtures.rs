//! What addresses and bodies of the table name: tickets here and elsewhere, and one of each setting.

use super::Way;
use super::askers::{self, Asker};
use super::document::Operation;
use super::made::{Maker, id};
use super::table::{Row, rows};
use crate::http::access::office::{Office, id_of, opens_in};
use crate::http::{portal, sign_in};
use crate::support::{Person, token_in_letter};
use domain::DepartmentId;
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// What an address shall name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Something within reach that nobody else asks about.
    Fresh,
    /// Something within reach that everybody asks about.
    Shared,
    /// A ticket of another department, and of another customer.
    Elsewhere,
    /// An id that nothing has.
    Nowhere,
}

/// What addresses call a ticket or a setting, and what is on it.
pub type Names = HashMap<&'static str, String>;

/// A request as it is to be sent.
#[derive(Debug)]
pub struct Filled {
    pub path: String,
    pub body: Option<String>,
}

pub struct Fixtures<'a> {
    pub office: &'a Office,
    pub administrator: Person,
    askers: Vec<Arc<Asker>>,
    /// Somebody to give tickets to, and somebody who has them.
    member: Uuid,
    holder: Uuid,
    /// Whose tickets those within reach are, and whose the others.
    customers: [String; 2],
    here: Names,
    elsewhere: Names,
    /// One of each collection.
    shared: HashMap<String, Names>,
    counter: AtomicU32,
}

const CUSTOMER: &str = "Dana";
const SIGNED_IN: &str = "sam";
/// Well beyond the last ticket.
const NO_NUMBER: &str = "99999999";

impl<'a> Fixtures<'a> {
    pub async fn of(office: &'a Office) -> Self {
        let (desk, administrator) = (&office.desk, office.desk.administrator());
        let open = json!({"portal": {"enabled": true, "may_close": true, "form": true}});
        administrator.patches("/workspace", &open).await.ok();
        let customers = [
            portal::customer(desk, CUSTOMER).await,
            portal::customer(desk, "Eli").await,
        ];
        sign_in::settled(desk, SIGNED_IN).await;
        let before = token_in_letter(&desk.data(), None).await;
        let askers = askers::all(office, (CUSTOMER, &before)).await;
        let support = [office.support];
        let mut fixtures = Self {
            office,
            administrator,
            askers: askers.into_iter().map(Arc::new).collect(),
            member: office.hires("Ben", &["member"], &support).await.id,
            holder: office.hires("Hal", &["member"], &support).await.id,
            customers,
            here: Names::new(),
            elsewhere: Names::new(),
            shared: HashMap::new(),
            counter: AtomicU32::new(0),
        };
        for collection in COLLECTIONS {
            let made = fixtures.made(collection).await;
            fixtures.shared.insert(collection.to_owned(), made);
        }
        fixtures.here = fixtures.maker(office.support).ticket("").await;
        fixtures.elsewhere = fixtures.maker(office.sales).ticket("").await;
        fixtures
    }

    /// Everybody whom a row tells of.
    pub async fn askers_of(&self, row: &Row) -> Vec<Arc<Asker>> {
        let mut askers = self.askers.clone();
        if row.in_session.is_some() {
            askers.push(Arc::new(askers::in_session(self.office, SIGNED_IN).await));
        }
        askers
    }

    /// The request of a row, as this asker makes it, about something at this place.
    pub async fn filled(
        &self,
        (operation, row): (&Operation, &Row),
        asker: &Asker,
        (place, way): (Place, Way),
    ) -> Filled {
        let template = operation.path.as_str();
        let mut names = self.names(template, place).await;
        let may = row.expected(asker.letter) < 300;
        if may && [Place::Fresh, Place::Shared].contains(&place) {
            self.prepare(row.operation, &names, asker).await;
        }
        let body = match (way.body, row.body) {
            (Some(body), _) if !operation.takes_nothing => Some(body.to_owned()),
            (_, "") => None,
            (_, body) => Some(self.body(body, (&names, asker)).await),
        };
        if way.by_number
            && let Some(number) = names.get("number").cloned()
        {
            names.insert("id", number);
        }
        let mut path = template.to_owned();
        for (name, value) in &names {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        path.push_str(row.query);
        Filled { path, body }
    }

    async fn names(&self, template: &str, place: Place) -> Names {
        let inner = template.trim_start_matches("/portal");
        if !(inner.starts_with("/tickets/{") || inner.starts_with("/attachments/{")) {
            return self.setting(template, place).await;
        }
        let mut names = match place {
            Place::Fresh => self.maker(self.office.support).ticket(template).await,
            Place::Shared => self.here.clone(),
            Place::Elsewhere | Place::Nowhere => self.elsewhere.clone(),
        };
        if place == Place::Nowhere {
            names.insert("number", NO_NUMBER.to_owned());
            for name in ["id", "attachment_id", "said_file"] {
                names.insert(name, Uuid::now_v7().to_string());
            }
        }
        if inner.starts_with("/attachments/") {
            let file = match inner == template {
                true => "attachment_id",
                false => "said_file",
            };
            names.insert("id", names[file].clone());
            names.remove("number"); // files have none
        }
        let shared = self.shared.get("macros").map(|names| names["id"].clone());
        names.extend(shared.map(|id| ("macro_id", id)));
        names
    }

    async fn setting(&self, template: &str, place: Place) -> Names {
        let Some((collection, _)) = template.trim_start_matches('/').split_once("/{") else {
            return Names::new();
        };
        match (self.shared.get(collection), place) {
            (None, _) => self.here.clone(), // nobody has any of these
            (Some(_), Place::Fresh) => self.made(collection).await,
            (Some(shared), _) => shared.clone(),
        }
    }

    /// Something new of a collection, as the table says how one is made.
    async fn made(&self, collection: &str) -> Names {
        let create = format!("create_{}", singular(collection));
        let row = rows().find(|row| row.operation == create);
        let body = row.expect("a row that says how one is made").body;
        let body = self.text(body, &self.here);
        let body: Value = serde_json::from_str(&body).unwrap();
        let path = format!("/{collection}");
        let made = self.administrator.posts(&path, &body).await;
        let key = made.ok()["key"].as_str().unwrap_or_default();
        Names::from([("id", id(made.ok())), ("key", key.to_owned())])
    }

    fn maker(&self, department: DepartmentId) -> Maker<'_> {
        let of = usize::from(department != self.office.support);
        Maker {
            staff: &self.administrator,
            department,
            customer: &self.customers[of],
            member: self.member,
        }
    }

    async fn prepare(&self, operation: &str, names: &Names, asker: &Asker) {
        let Some(id) = names.get("id") else { return };
        let ticket = format!("/tickets/{id}");
        if ["get_draft", "delete_draft"].contains(&operation) {
            let request = asker.request(Method::PUT, &format!("{ticket}/draft"));
            let request = request.json(&json!({"body": "begun"}));
            self.administrator.sends(request).await.ok();
        }
        let maker = self.maker(self.office.support);
        maker.prepare(operation, &ticket, self.holder).await;
    }

    /// What a body of the table says, with its names filled in.
    async fn body(&self, text: &str, (names, asker): (&Names, &Asker)) -> String {
        let mut text = self.text(text, names);
        if text.contains("$other") {
            let ticket = opens_in(&self.administrator, "another", self.office.support).await;
            text = text.replace("$other", id_of(&ticket));
        }
        if text.contains("$me\"") {
            let request = asker.request(Method::GET, "/me");
            let me = self.administrator.sends(request).await;
            text = text.replace("$me", me.body["id"].as_str().unwrap_or("nobody"));
        }
        if text.contains("$upload") {
            // a file that is nowhere yet is its uploader's
            let request = asker.request(Method::POST, "/attachments?name=a.txt");
            let file = self.administrator.sends(request.body("a")).await;
            let file = file.body["id"].as_str().unwrap_or_default().to_owned();
            let nothing = Uuid::now_v7().to_string();
            text = text.replace("$upload", if file.is_empty() { &nothing } else { &file });
        }
        text
    }

    fn text(&self, text: &str, names: &Names) -> String {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        let tomorrow = Timestamp::now() + SignedDuration::from_hours(24);
        let name = |name: &str| names.get(name).cloned().unwrap_or_default();
        text.replace("$n", &format!("n{number}"))
            .replace("$member", &self.member.to_string())
            .replace("$holder", &self.holder.to_string())
            .replace("$customer", &self.customers[0])
            .replace("$department", &self.office.support.0.to_string())
            .replace("$key", &name("key"))
            .replace("$item", &name("item_id"))
            .replace("$tomorrow", &tomorrow.to_string())
            .replace("$address", &format!("{SIGNED_IN}@example.org"))
            .replace("$password", sign_in::PASSWORD)
    }
}

/// Everything of which an address can name one, besides tickets. What others need comes first.
const COLLECTIONS: [&str; 15] = [
    "departments",
    "macros",
    "views",
    "statuses",
    "priorities",
    "calendars",
    "sla_policies",
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
        "sla_policies" => "sla_policy".to_owned(),
        other => other.trim_end_matches('s').to_owned(),
    }
}
