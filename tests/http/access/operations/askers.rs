//! One of each kind of person, by the letters of the table.

use crate::http::access::office::Office;
use crate::http::{portal, sign_in};
use crate::support::{Browser, Person};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use uuid::Uuid;

/// Somebody who asks.
#[derive(Debug)]
pub struct Asker {
    pub letter: char,
    who: Who,
}

#[derive(Debug)]
enum Who {
    /// With a key.
    Keyed(Person),
    /// With a cookie, or with nothing at all.
    Browsing(Browser),
}

impl Asker {
    pub fn keyed(letter: char, person: Person) -> Self {
        let who = Who::Keyed(person);
        Self { letter, who }
    }

    pub fn browsing(letter: char, browser: Browser) -> Self {
        let who = Who::Browsing(browser);
        Self { letter, who }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        match &self.who {
            Who::Keyed(person) => person.request(method, path),
            Who::Browsing(browser) => browser.request(method, path),
        }
    }
}

/// Everybody. The customer has this name, and their letter's token is another than `before`.
pub async fn all(office: &Office, (customer, before): (&str, &str)) -> Vec<Asker> {
    let desk = &office.desk;
    let support = [office.support];
    let manager = office.hires("Mona", &["manager"], &support).await;
    let limited = office.limits(&manager, "Mona's tool", office.support).await;
    let (dana, _) = portal::signed_in(desk, customer, Some(before)).await;
    vec![
        Asker::keyed('a', desk.administrator()),
        Asker::keyed('m', manager),
        Asker::keyed('e', office.hires("Emil", &["member"], &support).await),
        Asker::keyed('l', office.hires("Lea", &["light_member"], &support).await),
        Asker::keyed('u', office.hires("Udo", &["auditor"], &[]).await),
        Asker::keyed('k', limited),
        Asker::keyed('i', integration(office).await),
        Asker::browsing('c', dana),
        Asker::browsing('n', Browser::at(&desk.docket)),
    ]
}

/// A member who has just signed in with a password.
pub async fn in_session(office: &Office, name: &str) -> Asker {
    let browser = sign_in::signed_in(&office.desk, name).await;
    Asker::browsing('s', browser)
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
    person.id = Uuid::parse_str(made.ok()["id"].as_str().unwrap()).unwrap();
    person
}
