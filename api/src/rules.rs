//! Automation rules: when something happened and the ticket looks so, then do this.

mod view;

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Body, Reader};
use crate::settings::{self, Record, Resource, Wanted};
use crate::types::Nullable;
use domain::Catalog;
use domain::automation;
use domain::catalog::Settings;
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use view::{NewRule, Rule, RulePatch};

/// A page of rules, in the order in which they run.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct RuleList {
    pub items: Vec<Rule>,
    pub next_cursor: Nullable<String>,
}

pub(crate) struct Rules;

#[OpenApi(tag = "Tag::Rules")]
impl Rules {
    /// Lists rules, in the order in which they run.
    #[oai(path = "/rules", method = "get", operation_id = "list_rules")]
    async fn list(
        &self,
        reader: Reader,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        limit: Query<Option<Limit>>,
        cursor: Query<Option<String>>,
    ) -> Result<Shown<RuleList>, Problem> {
        let (items, next) = settings::list::<automation::Rule>(
            &reader,
            &Wanted {
                include_retired: include_retired.0,
                limit: limit.0,
                cursor: cursor.0,
            },
        )?;
        let next_cursor = next.into();
        Shown::new(&RuleList { items, next_cursor })
    }

    /// Makes a rule. It acts on what happens from now on.
    #[oai(path = "/rules", method = "post", operation_id = "create_rule")]
    async fn create(
        &self,
        writer: AdministratorWriter,
        body: Body<NewRule>,
    ) -> Result<Created<Rule>, Problem> {
        let value = body.value.to_rule(&writer.catalog)?;
        settings::create(&writer, Uuid::now_v7(), value, &body.bytes).await
    }

    /// One rule.
    #[oai(path = "/rules/:id", method = "get", operation_id = "get_rule")]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Rule>, Problem> {
        settings::get::<automation::Rule>(&reader, &id.0)
    }

    /// Replaces a rule; brings a retired one back.
    #[oai(path = "/rules/:id", method = "put", operation_id = "replace_rule")]
    async fn replace(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<NewRule>,
    ) -> Result<Changed<Rule>, Problem> {
        let catalog = &writer.catalog;
        let wanted = |_: &automation::Rule| body.value.to_rule(catalog);
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Changes what is given and leaves the rest; brings a retired rule back.
    #[oai(path = "/rules/:id", method = "patch", operation_id = "change_rule")]
    async fn change(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<RulePatch>,
    ) -> Result<Changed<Rule>, Problem> {
        let catalog = &writer.catalog;
        let wanted = |now: &automation::Rule| body.value.applied_to(now, catalog);
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Retires a rule: it never runs again.
    #[oai(path = "/rules/:id", method = "delete", operation_id = "retire_rule")]
    async fn retire(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
    ) -> Result<Changed<Rule>, Problem> {
        settings::retire::<automation::Rule>(&writer, &id.0).await
    }
}

impl Resource for automation::Rule {
    type View = Rule;
    type Order = i32;
    const PATH: &'static str = "rules";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.rules
    }

    fn view(&self, record: Record, catalog: &Catalog) -> Rule {
        Rule::of(self, record, catalog)
    }

    fn order(&self) -> i32 {
        self.position
    }
}
