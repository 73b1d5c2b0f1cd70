//! The filters as they were sent, made into what is asked of the list.

use super::asked::Asked;
use super::fields;
use super::given::{Wrong, id, plain_digits, tag};
use super::sort::Sort;
use super::viewed::{chosen, order};
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{priority_id, status_id};
use crate::types::{AsOf, Moment};
use domain::setting::{Status, StatusCategory};
use domain::{Catalog, CustomerId, MemberId, Permission, StatusId};
use jiff::Timestamp;
use projections::{Search, Snoozed, TicketQuery};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use uuid::Uuid;

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;

/// The filters as they were sent.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub status: Option<String>,
    pub not_status: Option<String>,
    pub status_category: Option<String>,
    pub all: Option<bool>,
    pub priority: Option<String>,
    pub department: Option<String>,
    pub assignee: Option<String>,
    pub unassigned: Option<bool>,
    pub requester: Option<String>,
    pub organisation: Option<String>,
    pub cc: Option<String>,
    pub watcher: Option<String>,
    pub tag: Option<String>,
    pub created: (Option<Moment>, Option<Moment>),
    pub due: (Option<Moment>, Option<Moment>),
    pub overdue: Option<bool>,
    pub snoozed: Option<bool>,
    pub text: Option<String>,
    pub q: Option<String>,
    pub condition: Option<String>,
    pub time_zone: Option<String>,
    pub include_deleted: Option<bool>,
    pub include_merged: Option<bool>,
    /// Id or key of a view.
    pub view: Option<String>,
    pub as_of: Option<AsOf>,
    pub sort: Option<Sort>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
    /// All parameters, for those with the names of custom fields.
    pub parameters: Vec<(String, String)>,
}

impl Filter {
    /// What is asked; `None` where nothing can be found.
    pub async fn into_query(self, reader: &Reader) -> Result<Option<TicketQuery>, Problem> {
        self.into_checked(reader, Wrong::default()).await
    }

    /// The same where something else is `wrong` already.
    pub async fn into_checked(
        mut self,
        reader: &Reader,
        mut wrong: Wrong,
    ) -> Result<Option<TicketQuery>, Problem> {
        self.check_past(&mut wrong);
        let view = (self.view.as_deref()).and_then(|view| chosen(view, reader, &mut wrong));
        let asked = Asked::read(&self, view, reader, &mut wrong);
        self.sort = self.sort.or_else(|| view.and_then(order));
        let statuses = self.statuses(&reader.catalog, asked.by_status, &mut wrong);
        let people = self.people(reader, &mut wrong);
        let query = self.rest(reader, &mut wrong);
        wrong.finish()?;
        let Some((status, not_status)) = statuses else {
            return Ok(None);
        };
        let requester = with_merged(reader, people.requester).await?;
        Ok(Some(TicketQuery {
            reach: reader.access.reach(Permission::ReadTickets),
            status,
            not_status,
            customer: requester.into_iter().map(CustomerId).collect(),
            cc: with_merged(reader, people.cc).await?,
            watcher: with_merged(reader, people.watcher).await?,
            condition: asked.filter,
            ..query
        }))
    }

    /// The statuses to find and those to leave out; `None` where no status is in the categories.
    fn statuses(
        &self,
        catalog: &Catalog,
        asked: bool,
        wrong: &mut Wrong,
    ) -> Option<(Vec<StatusId>, Vec<StatusId>)> {
        let parse = |text: &str| status_id(text, catalog);
        let mut status = wrong.values("status", self.status.as_deref(), parse);
        let mut not_status = wrong.values("not_status", self.not_status.as_deref(), parse);
        let categories = self.status_category.as_deref();
        let categories = wrong.values("status_category", categories, category);
        let searched = asked || self.text.is_some() || self.q.is_some();
        if !categories.is_empty() {
            let within = known(catalog, |s| categories.contains(&s.category));
            status = within
                .filter(|id| status.is_empty() || status.contains(id))
                .collect();
            if status.is_empty() {
                return None;
            }
        } else if status.is_empty() && !searched && self.all != Some(true) {
            not_status.extend(known(catalog, |s| !s.in_default_lists));
        }
        if self.overdue == Some(true) {
            not_status.extend(known(catalog, |s| s.category.is_done()));
        }
        Some((status, not_status))
    }

    fn people(&self, reader: &Reader, wrong: &mut Wrong) -> People {
        let anyone = |text: &str| match text {
            "me" => Ok(reader.principal.me()),
            _ => id(text),
        };
        People {
            requester: wrong.values("requester_id", self.requester.as_deref(), id),
            cc: wrong.values("cc", self.cc.as_deref(), anyone),
            watcher: wrong.values("watcher", self.watcher.as_deref(), anyone),
        }
    }

    fn rest(self, reader: &Reader, wrong: &mut Wrong) -> TicketQuery {
        let catalog = &*reader.catalog;
        let now = match self.as_of {
            Some(AsOf::Time(at)) => at.0,
            _ => Timestamp::now(),
        };
        let priority = |text: &str| priority_id(text, catalog);
        let member = |text: &str| match text {
            "me" => Ok(MemberId(reader.principal.me())),
            _ => id(text),
        };
        let instant = |at: Option<Moment>| at.map(|at| at.0);
        let text = wrong.text("text", self.text);
        let q = wrong.text("q", self.q);
        let due_to = instant(self.due.1);
        let mut query = TicketQuery {
            priority: wrong.values("priority", self.priority.as_deref(), priority),
            department: wrong.values("department", self.department.as_deref(), id),
            assignee: wrong.values("assignee", self.assignee.as_deref(), member),
            unassigned: self.unassigned,
            organisation: wrong.values("organisation_id", self.organisation.as_deref(), id),
            tag: wrong.values("tag", self.tag.as_deref(), tag),
            created_from: instant(self.created.0),
            created_to: instant(self.created.1),
            due_from: instant(self.due.0),
            due_to: match self.overdue {
                Some(true) => Some(due_to.map_or(now, |due| due.min(now))),
                _ => due_to,
            },
            snoozed: self.snoozed.map(|so| match so {
                true => Snoozed::At(now),
                false => Snoozed::NotAt(now),
            }),
            fields: fields::filters(&self.parameters, reader, wrong),
            text,
            search: q.map(|text| search(text, catalog)),
            include_deleted: self.include_deleted.unwrap_or_default(),
            include_merged: self.include_merged.unwrap_or_default(),
            limit: Limit::or(self.limit, USUAL),
            cursor: self.cursor, // an empty one is broken: no page gave it out
            ..TicketQuery::default()
        };
        if let Some(Err(detail)) = self.sort.map(|sort| sort.put(&mut query, reader)) {
            wrong.add("sort", detail);
        }
        query
    }
}

/// Whom a query asks for, members and customers.
#[derive(Debug)]
struct People {
    requester: Vec<Uuid>,
    cc: Vec<Uuid>,
    watcher: Vec<Uuid>,
}

/// The ids with those of customers who were merged into them.
async fn with_merged(reader: &Reader, ids: Vec<Uuid>) -> Result<Vec<Uuid>, Problem> {
    if ids.is_empty() {
        return Ok(ids);
    }
    reader.wait_for("customers").await?;
    let mut all = Vec::new();
    for id in ids {
        let aliases = reader
            .state
            .app
            .read
            .customer_aliases(CustomerId(id))
            .await?;
        all.extend(aliases.into_iter().map(|id| id.0));
    }
    Ok(all)
}

/// Every status of a kind, retired ones too.
fn known(catalog: &Catalog, of: impl Fn(&Status) -> bool) -> impl Iterator<Item = StatusId> {
    catalog.statuses.iter().filter_map(move |entry| {
        let status = entry.setting.value.as_ref()?;
        of(status).then_some(StatusId(entry.id))
    })
}

fn category(text: &str) -> Result<StatusCategory, String> {
    let read = StatusCategory::deserialize(IntoDeserializer::<Error>::into_deserializer(text));
    read.map_err(|_| {
        "must be one of new, open, pending, on_hold, resolved, closed, or several with commas \
         between"
            .to_owned()
    })
}

/// A number as people say it may be meant, and may stand in subjects as well.
fn search(text: String, catalog: &Catalog) -> Search {
    let number = catalog.workspace().number(&plain_digits(&text));
    Search { text, number }
}
