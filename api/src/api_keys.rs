//! API keys: how programs come in, for a member or by themselves. A secret is shown once, when it
//! is made.

mod secrets;
mod view;

use crate::answer::{Changed, Created, Shown};
use crate::history::{self, History};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, OptionalBody, Reader, Writer};
use crate::settings::{self, Record, Resource, Wanted};
use crate::types::Nullable;
use domain::Catalog;
use domain::catalog::Settings;
use domain::setting;
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use view::{ApiKey, ApiKeyPatch, ApiKeyWithSecret, NewApiKey, Rotation};

/// A page of API keys, in their order.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ApiKeyList {
    pub items: Vec<ApiKey>,
    pub next_cursor: Nullable<String>,
}

pub(crate) struct ApiKeys;

#[OpenApi(tag = "Tag::ApiKeys")]
impl ApiKeys {
    /// Lists the caller's own keys; to whoever manages integrations or people also theirs.
    #[oai(path = "/api_keys", method = "get", operation_id = "list_api_keys")]
    async fn list(
        &self,
        reader: Reader,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        limit: Query<Option<Limit>>,
        cursor: Query<Option<String>>,
    ) -> Result<Shown<ApiKeyList>, Problem> {
        let wanted = Wanted {
            include_retired: include_retired.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        let (mut items, next) = settings::list::<setting::ApiKey>(&reader, &wanted)?;
        secrets::tell_last_uses(&reader, &mut items).await?;
        let next_cursor = next.into();
        Shown::new(&ApiKeyList { items, next_cursor })
    }

    /// Makes a key for oneself, or one of an integration. Its secret is in the first answer alone:
    /// a repetition with the same Idempotency-Key makes no second key and shows no secret.
    #[oai(path = "/api_keys", method = "post", operation_id = "create_api_key")]
    async fn create(
        &self,
        writer: Writer,
        body: Body<NewApiKey>,
    ) -> Result<Created<ApiKeyWithSecret>, Problem> {
        secrets::create(&writer, &body).await
    }

    /// One key.
    #[oai(path = "/api_keys/:id", method = "get", operation_id = "get_api_key")]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<ApiKey>, Problem> {
        secrets::get(&reader, &id.0).await
    }

    /// Changes what is given and leaves the rest. A key that was retired stays so.
    #[oai(
        path = "/api_keys/:id",
        method = "patch",
        operation_id = "change_api_key"
    )]
    async fn change(
        &self,
        writer: Writer,
        id: Path<String>,
        body: Body<ApiKeyPatch>,
    ) -> Result<Changed<ApiKey>, Problem> {
        <setting::ApiKey as Resource>::change(&writer, &id.0, &body).await
    }

    /// Makes a new secret for a key; the old one works until the overlap ends. A repetition with the
    /// same Idempotency-Key makes no further secret and shows none.
    #[oai(
        path = "/api_keys/:id/rotate",
        method = "post",
        operation_id = "rotate_api_key"
    )]
    async fn rotate(
        &self,
        writer: Writer,
        id: Path<String>,
        body: OptionalBody<Rotation>,
    ) -> Result<Changed<ApiKeyWithSecret>, Problem> {
        secrets::rotate(&writer, &id.0, &body).await
    }

    /// Retires a key for good: within a second none of its secrets works anywhere.
    #[oai(
        path = "/api_keys/:id",
        method = "delete",
        operation_id = "retire_api_key"
    )]
    async fn retire(&self, writer: Writer, id: Path<String>) -> Result<Changed<ApiKey>, Problem> {
        secrets::retire(&writer, &id.0).await
    }

    /// What happened to a key, oldest first.
    #[oai(
        path = "/api_keys/:id/history",
        method = "get",
        operation_id = "api_key_history"
    )]
    async fn history(
        &self,
        reader: Reader,
        id: Path<String>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<History>, Problem> {
        let wanted = history::Wanted {
            limit: limit.0,
            cursor: cursor.0,
        };
        settings::history_of::<setting::ApiKey>(&reader, &id.0, &wanted).await
    }
}

impl Resource for setting::ApiKey {
    type View = ApiKey;
    type New = NewApiKey;
    type Patch = ApiKeyPatch;
    type Order = String;
    const PATH: &'static str = "api_keys";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.api_keys
    }

    fn view(&self, record: Record, _: &Catalog) -> ApiKey {
        ApiKey::of(self, record)
    }

    fn order(&self) -> String {
        self.name.to_lowercase()
    }

    fn made(new: &NewApiKey, reader: &Reader) -> Result<Self, Problem> {
        new.to_key(reader)
    }

    fn changed(&self, patch: &ApiKeyPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    fn is_for(&self, reader: &Reader) -> bool {
        Self::is_for(self, &reader.principal.actor(), &reader.access)
    }

    /// Those of others are as if they were not there.
    fn may_change(
        _: Uuid,
        now: Option<&Self>,
        _: Option<&Self>,
        reader: &Reader,
    ) -> Result<(), Problem> {
        match now {
            Some(now) if !Resource::is_for(now, reader) => Err(Problem::not_found("api_key")),
            _ => Ok(()),
        }
    }
}
