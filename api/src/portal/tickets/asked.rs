//! What customers send of tickets.

use crate::types::Fields;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a customer asks for.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPortalTicket {
    /// One line that says what it is about.
    pub subject: String,
    #[oai(default)]
    #[serde(default)]
    pub description: String,
    /// Values of the form's fields by their keys.
    #[oai(default)]
    #[serde(default)]
    pub fields: Fields,
    /// Files that the customer uploaded before.
    #[oai(default)]
    #[serde(default)]
    pub attachment_ids: Vec<Uuid>,
}

/// What a customer says.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPortalMessage {
    /// Plain text.
    pub body: String,
    /// Files that the customer uploaded before.
    #[oai(default)]
    #[serde(default)]
    pub attachment_ids: Vec<Uuid>,
}

/// How content a customer is.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPortalRating {
    /// From 1, not at all, to 5, very much.
    pub score: u8,
    #[oai(default)]
    #[serde(default)]
    pub comment: String,
}

impl Example for NewPortalTicket {
    fn example() -> Self {
        Self {
            subject: "الطابعة لا تعمل".to_owned(),
            description: "منذ صباح اليوم.".to_owned(),
            fields: Fields::default(),
            attachment_ids: vec![],
        }
    }
}

impl Example for NewPortalMessage {
    fn example() -> Self {
        Self {
            body: "It works again, thank you.".to_owned(),
            attachment_ids: vec![],
        }
    }
}
