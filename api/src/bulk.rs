//! Bulk jobs: one thing done to many tickets, and how it went with each.

mod action;
mod asked;
mod filter;
mod preview;
mod view;

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::{Limit, parse_version_cursor, version_cursor};
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use asked::NewBulkJob;
use bytes::Bytes;
use commands::UndoBulk;
use domain::bulk::{Bulk, BulkCommand};
use domain::{BulkId, Permission};
use eventstore::{Executed, Loaded};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use preview::BulkPreview;
use projections::BulkQuery;
use std::sync::Arc;
use uuid::Uuid;
use view::{BulkJob, BulkJobList, BulkResult, BulkResultKind, BulkResults};

/// Results of a page unless told otherwise.
const USUAL: u16 = 100;
/// How commands spell what this API spells otherwise.
const NAMES: [(&str, &str); 1] = [("tickets", "ticket_ids")];

pub(crate) struct BulkJobs;

#[OpenApi(tag = "Tag::Tickets")]
impl BulkJobs {
    /// Does something to many tickets: those that are named, or all that a list with the same
    /// filters shows.
    ///
    /// Answers at once with a job; `GET /tickets/bulk/{id}` tells how far it is. Each ticket is
    /// changed by itself, with all of the actions or none, as far as whoever asked may do that when
    /// its turn comes: a ticket that is refused holds up no other. Each is changed once, whatever
    /// breaks meanwhile. Which tickets they are is settled now: those that come to match a filter
    /// later are left alone.
    #[oai(
        path = "/tickets/bulk",
        method = "post",
        operation_id = "create_bulk_job"
    )]
    async fn create(
        &self,
        writer: Writer,
        body: Body<NewBulkJob>,
    ) -> Result<Created<BulkJob>, Problem> {
        let id = BulkId(Uuid::now_v7());
        let new = asked::read(&writer, &body.value).await?;
        let command = BulkCommand::Request(Box::new(new));
        let outcome = writer.create::<Bulk>(id.0, command, &body.bytes).await;
        created(&writer, &outcome.map_err(|p| p.renamed(&NAMES))?)
    }

    /// What a job with this body would do, without doing any of it: how many tickets are meant, and
    /// how it would go with each of the first 200.
    ///
    /// `expected` is not asked for, and not held to: this is how to learn the number. What is told
    /// holds for this moment; when the job has come to a ticket, that may have changed.
    #[oai(
        path = "/tickets/bulk/preview",
        method = "post",
        operation_id = "preview_bulk_job"
    )]
    async fn preview(
        &self,
        reader: Reader,
        body: Body<NewBulkJob>,
    ) -> Result<Shown<BulkPreview>, Problem> {
        let new = asked::read(&reader, &body.value.unbounded()).await?;
        Shown::new(&BulkPreview::of(&reader, &new).await?)
    }

    /// Bulk jobs, newest first: one's own, and for auditors everybody's.
    #[oai(
        path = "/tickets/bulk",
        method = "get",
        operation_id = "list_bulk_jobs"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// true for one's own alone, also for auditors.
        mine: Query<Option<bool>>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same `mine`.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<BulkJobList>, Problem> {
        reader.wait_for("bulk").await?;
        let all = reader.access.allows(Permission::ReadAudit) && mine.0 != Some(true);
        let query = BulkQuery {
            asked_by: (!all).then(|| (reader.principal.actor().kind, reader.principal.me())),
            limit: Limit::or(limit.0, USUAL),
            cursor: cursor.0,
        };
        let page = reader.state.app.read.bulk_jobs(&query).await?;
        let jobs = page.items.iter();
        let items = jobs.map(|job| BulkJob::listed(job, &reader.catalog));
        Shown::new(&BulkJobList {
            items: items.collect(),
            next_cursor: page.next_cursor.into(),
        })
    }

    /// How far a bulk job is. It is there for whoever asked for it, and for auditors.
    ///
    /// `Docket-Position` is where the log tells of this; send it as `Docket-Min-Position` to see
    /// what the job has done in lists.
    #[oai(
        path = "/tickets/bulk/:id",
        method = "get",
        operation_id = "get_bulk_job"
    )]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<BulkJob>, Problem> {
        let (id, loaded) = loaded(&reader, &id.0).await?;
        let view = BulkJob::of(&reader, id, &loaded)?;
        let shown = Shown::new(&view)?.version(loaded.version);
        Ok(shown.position(loaded.position))
    }

    /// How it went with each ticket, in the order in which they are changed; those whose turn has
    /// not come yet are not there.
    #[oai(
        path = "/tickets/bulk/:id/results",
        method = "get",
        operation_id = "list_bulk_results"
    )]
    async fn results(
        &self,
        reader: Reader,
        id: Path<String>,
        /// Only those with which it went so.
        result: Query<Option<BulkResultKind>>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same `result`.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<BulkResults>, Problem> {
        let (_, loaded) = loaded(&reader, &id.0).await?;
        let job = loaded
            .state
            .seen(&reader.principal.actor(), &reader.access)?;
        let after = parse_version_cursor(cursor.0.as_deref())?;
        let limit = usize::from(Limit::or(limit.0, USUAL));
        let from = u32::try_from(after).unwrap_or_default();
        let mut places = view::places(job, from, result.0);
        let page: Vec<_> = places.by_ref().take(limit).collect();
        let more = places.next().is_some();
        let last = page.last().filter(|_| more);
        let next_cursor = last.map(|place| version_cursor(*place as i32 + 1));
        Shown::new(&BulkResults {
            items: BulkResult::at(&reader, job, &page).await?,
            next_cursor: next_cursor.into(),
        })
    }

    /// Stops a job: tickets whose turn has not come stay as they are, those that were changed stay
    /// changed. 409 when it has ended.
    #[oai(
        path = "/tickets/bulk/:id/cancel",
        method = "post",
        operation_id = "cancel_bulk_job"
    )]
    async fn cancel(&self, writer: Writer, id: Path<String>) -> Result<Changed<BulkJob>, Problem> {
        let (id, known) = loaded(&writer, &id.0).await?;
        // said before a version is: nobody learns of jobs that are not theirs
        known
            .state
            .seen(&writer.principal.actor(), &writer.access)?;
        let cancel = vec![BulkCommand::Cancel];
        let executed = writer.execute::<Bulk>(id.0, cancel, &Bytes::new()).await?;
        Changed::after(&executed, &BulkJob::of(&writer, id, &executed.loaded)?)
    }

    /// Undoes what a job did, as another job: puts each ticket that it changed back to what it was
    /// before, as far as nobody has changed it since.
    ///
    /// The results of that other job say what could not be put back, and why; it can be undone in
    /// its turn. 409 while the job is under way, when it changed nothing, and when it was undone
    /// already.
    #[oai(
        path = "/tickets/bulk/:id/undo",
        method = "post",
        operation_id = "undo_bulk_job"
    )]
    async fn undo(&self, writer: Writer, id: Path<String>) -> Result<Created<BulkJob>, Problem> {
        let (job, known) = loaded(&writer, &id.0).await?;
        known
            .state
            .seen(&writer.principal.actor(), &writer.access)?;
        if !writer.was_done().await? {
            writer.check_version(known.version)?;
        }
        let by = BulkId(Uuid::now_v7());
        let work = UndoBulk { job, by };
        created(&writer, &writer.begin(by.0, &work, &Bytes::new()).await?)
    }
}

fn created(reader: &Reader, executed: &Executed<Bulk>) -> Result<Created<BulkJob>, Problem> {
    let id = BulkId(executed.stream_id);
    let view = BulkJob::of(reader, id, &executed.loaded)?;
    Ok(Created::after(executed, &view)?.at(&format!("/api/v1/tickets/bulk/{id}")))
}

fn parse(id: &str) -> Result<BulkId, Problem> {
    let id = Uuid::parse_str(id).map_err(|_| Problem::not_found("bulk job"))?;
    Ok(BulkId(id))
}

async fn loaded(reader: &Reader, id: &str) -> Result<(BulkId, Arc<Loaded<Bulk>>), Problem> {
    let id = parse(id)?;
    let store = &reader.state.app.store;
    let since = store.known_head().max(reader.min_position);
    Ok((id, store.load_since::<Bulk>(id.0, since).await?))
}
