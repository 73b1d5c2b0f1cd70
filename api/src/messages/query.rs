//! What a reader of messages may choose.

use super::render::RemoteImages;
use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// In which order messages come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// Oldest first.
    #[default]
    Asc,
    /// Newest first.
    Desc,
}

impl FromStr for Order {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "asc" => Ok(Self::Asc),
            "desc" => Ok(Self::Desc),
            _ => Err("must be asc or desc".to_owned()),
        }
    }
}

/// Whose messages are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Author {
    /// A customer's words, by whomever they were recorded.
    Customer,
    /// What the staff said.
    Staff,
    /// Those of rules and imports too.
    All,
}

impl FromStr for Author {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "customer" => Ok(Self::Customer),
            "staff" => Ok(Self::Staff),
            "all" => Ok(Self::All),
            _ => Err("must be customer, staff or all".to_owned()),
        }
    }
}

impl FromStr for RemoteImages {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "block" => Ok(Self::Block),
            "allow" => Ok(Self::Allow),
            _ => Err("must be block or allow".to_owned()),
        }
    }
}

described!(
    Order,
    "MessageOrder",
    MetaSchema {
        enum_items: vec!["asc".into(), "desc".into()],
        ..MetaSchema::new("string")
    }
);
parameter!(Order);

described!(
    Author,
    "MessageAuthor",
    MetaSchema {
        enum_items: vec!["customer".into(), "staff".into(), "all".into()],
        ..MetaSchema::new("string")
    }
);
parameter!(Author);

described!(
    RemoteImages,
    "RemoteImages",
    MetaSchema {
        enum_items: vec!["block".into(), "allow".into()],
        ..MetaSchema::new("string")
    }
);
parameter!(RemoteImages);
