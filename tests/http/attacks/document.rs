//! Every operation of the document, and people who may send it.

use crate::support::{Browser, Desk, client, token_in_letter};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Names nothing.
pub const NOWHERE: &str = "018f0000-0000-7000-8000-000000000000";

const PASSWORD: &str = "correct horse battery staple";

/// One operation.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    /// Below `/api/v1`, with ids of nothing.
    pub path: String,
    /// The body's JSON Schema, where it takes one.
    pub schema: Option<Value>,
    /// Whether it reads a body, of whatever kind.
    pub reads: bool,
    pub of: Caller,
}

/// Who sends an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Anybody,
    Customer,
    Staff,
}

impl Operation {
    pub fn writes(&self) -> bool {
        self.method != Method::GET
    }
}

/// The document, with every `$ref` of a body's own properties resolved once.
pub async fn operations(desk: &Desk) -> Vec<Operation> {
    let url = format!("{}/api/openapi.json", desk.docket.url());
    let document: Value = client()
        .get(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push(operation_of((path, method), operation, &document));
        }
    }
    assert!(all.len() > 100, "{}", all.len());
    all
}

fn operation_of((path, method): (&str, &str), operation: &Value, document: &Value) -> Operation {
    let content = &operation["requestBody"]["content"];
    let schemes = operation["security"].as_array().into_iter().flatten();
    let schemes: Vec<_> = schemes
        .flat_map(|s| s.as_object().unwrap().keys())
        .collect();
    let json = &content["application/json"]["schema"];
    Operation {
        id: operation["operationId"].as_str().unwrap().to_owned(),
        method: method.to_uppercase().parse().unwrap(),
        path: filled(path),
        reads: content.is_object(),
        schema: (!json.is_null()).then(|| resolved(json, document).clone()),
        of: match schemes.as_slice() {
            [] => Caller::Anybody,
            some if some.iter().any(|s| *s == "portal_session") => Caller::Customer,
            _ => Caller::Staff,
        },
    }
}

fn filled(path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let parts = path.split('/').map(|part| match part {
        "{kind}" => "relates_to",
        part if part.starts_with('{') => NOWHERE,
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn resolved<'a>(schema: &'a Value, document: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(to) => &document["components"]["schemas"][to.rsplit('/').next().unwrap()],
        None => schema,
    }
}

/// Browsers in which the first administrator and a customer are signed in.
pub struct People {
    anybody: Browser,
    customer: Browser,
    staff: Browser,
}

impl People {
    /// Switches the portal and the form on, too.
    pub async fn at(desk: &Desk) -> Self {
        let admin = desk.administrator();
        let portal = json!({"portal": {"enabled": true, "form": true, "may_close": true}});
        admin.patches("/workspace", &portal).await.ok();
        let dana = json!({"name": "Dana", "emails": ["dana@example.org"]});
        admin.posts("/customers", &dana).await.ok();
        Self {
            anybody: Browser::at(&desk.docket),
            customer: customer(desk).await,
            staff: administrator(desk).await,
        }
    }

    pub fn who(&self, caller: Caller) -> &Browser {
        match caller {
            Caller::Anybody => &self.anybody,
            Caller::Customer => &self.customer,
            Caller::Staff => &self.staff,
        }
    }

    /// The operation as a page of our own sends it.
    pub fn asks(&self, operation: &Operation) -> RequestBuilder {
        let (method, path) = (operation.method.clone(), &operation.path);
        self.who(operation.of).request(method, path)
    }
}

async fn customer(desk: &Desk) -> Browser {
    let mut browser = Browser::at(&desk.docket);
    let asked = json!({"email": "dana@example.org"});
    browser.posts("/portal/session_links", &asked).await.ok();
    let token = json!({"token": token_in_letter(&desk.data(), None).await});
    let opened = browser.posts("/portal/session", &token).await;
    opened.ok();
    let cookie = opened.set_cookie.unwrap();
    browser.cookie = cookie.split(';').next().map(str::to_owned);
    browser
}

/// The first administrator's browser.
pub async fn administrator(desk: &Desk) -> Browser {
    let output = desk.runs(&["invite"]).await;
    let token = output.trim().rsplit_once('#').unwrap().1;
    let mut browser = Browser::at(&desk.docket);
    let accepted = json!({"token": token, "password": PASSWORD, "email": "root@example.org"});
    browser.posts("/invitations/accept", &accepted).await.ok();
    let credentials = json!({"email": "root@example.org", "password": PASSWORD});
    browser.signs_in(&credentials).await.ok();
    browser
}
