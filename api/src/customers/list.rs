//! The list of customers: filters from the query, a page back.

use super::CustomerList;
use crate::answer::Shown;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{described, parameter};
use poem_openapi::registry::MetaSchema;
use projections::{CustomerQuery, CustomerSort};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::str::FromStr;
use uuid::Uuid;

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;

/// The filters as they were sent.
#[derive(Debug)]
pub(crate) struct Filter {
    pub text: Option<String>,
    pub organisation: Option<Uuid>,
    pub include_retired: Option<bool>,
    pub sort: Option<Sort>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

pub(crate) async fn list(reader: &Reader, filter: Filter) -> Result<Shown<CustomerList>, Problem> {
    if let Some(text) = &filter.text {
        plain("q", text)?;
    }
    let query = CustomerQuery {
        text: filter.text,
        organisation: filter.organisation.map(Into::into),
        include_retired: filter.include_retired.unwrap_or_default(),
        sort: filter.sort.map(|sort| sort.0).unwrap_or_default(),
        limit: Limit::or(filter.limit, USUAL),
        cursor: filter.cursor,
    };
    reader.wait_for("customers").await?;
    let page = reader.state.app.read.customers(&query).await?;
    Shown::new(&CustomerList {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor.into(),
    })
}

/// The order of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sort(pub CustomerSort);

/// Orders as the query spells them.
const SORTS: [(&str, CustomerSort); 2] = [
    ("name", CustomerSort::Name),
    ("-created_at", CustomerSort::CreatedDesc),
];

impl FromStr for Sort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = SORTS.iter().find(|(name, _)| *name == text);
        found.map(|(_, sort)| Self(*sort)).ok_or_else(|| {
            let names = SORTS.map(|(name, _)| name).join(", ");
            format!("must be one of {names}")
        })
    }
}

impl Serialize for Sort {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = SORTS.iter().find(|(_, sort)| *sort == self.0);
        serializer.serialize_str(name.map_or("", |(name, _)| name))
    }
}

impl<'de> Deserialize<'de> for Sort {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

described!(
    Sort,
    "CustomerSort",
    MetaSchema {
        enum_items: SORTS.iter().map(|(name, _)| (*name).into()).collect(),
        ..MetaSchema::new("string")
    }
);
parameter!(Sort);
