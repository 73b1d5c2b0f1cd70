//! The operations as the document tells them.

use serde_json::Value;
use std::collections::BTreeMap;

/// The document; a test of its own holds it equal to what the program serves.
const DOCUMENT: &str = include_str!("../../../../docs/openapi.json");

/// One operation of the document.
#[derive(Debug)]
pub struct Operation {
    pub path: String,
    pub method: String,
    pub description: String,
    pub is_open: bool,
    pub takes_bytes: bool,
    pub takes_nothing: bool,
    pub is_endless: bool,
}

impl Operation {
    pub fn is_about_a_ticket(&self) -> bool {
        ["tickets", "attachments"].iter().any(|collection| {
            let path = self.path.trim_start_matches("/portal");
            path.starts_with(&format!("/{collection}/{{"))
        })
    }

    fn new(path: &str, (method, operation): (&str, &Value)) -> Self {
        let security = operation["security"].as_array();
        let content = operation["requestBody"]["content"].as_object();
        let answer = operation["responses"]["200"]["content"].as_object();
        let description = operation["description"].as_str();
        Self {
            path: path.to_owned(),
            method: method.to_owned(),
            description: description.unwrap_or_default().to_owned(),
            is_open: security.is_none_or(Vec::is_empty),
            takes_bytes: content.is_some_and(|c| !c.contains_key("application/json")),
            takes_nothing: content.is_none(),
            is_endless: answer.is_some_and(|c| c.contains_key("text/event-stream")),
        }
    }
}

/// All of them, by their ids.
pub fn operations() -> BTreeMap<String, Operation> {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let mut all = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let before = all.insert(id, Operation::new(path, (method, operation)));
            assert!(before.is_none(), "two operations have one id");
        }
    }
    all
}
