//! Tickets: open, read, change, delete and restore them.

mod asking;
mod change;
mod counts;
mod create;
mod list;
mod lookup;
mod numbers;
mod past;
mod tags;
mod view;

pub(crate) use change::{answer, run, take};
pub(crate) use counts::{Counts, GroupBy};
pub(crate) use list::{
    FIELD_PREFIX, Filter, Sort, TicketList, Wrong, chosen, page, parameters, plain_digits, wait,
};
pub(crate) use lookup::{TicketPath, loaded, seen};
pub(crate) use numbers::Numbers;
pub(crate) use tags::TicketTags;
pub(crate) use view::{FileView, Requester, Ticket, Warning, priority_id, status_id, unknown};

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::types::{AsOf, Moment};
use bytes::Bytes;
use change::TicketPatch;
use create::NewTicket;
use domain::ticket::TicketCommand;
use past::{Difference, then};
use poem::Request;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

pub(crate) struct Tickets;

#[OpenApi(tag = "Tag::Tickets")]
impl Tickets {
    /// Opens a ticket.
    #[oai(path = "/tickets", method = "post", operation_id = "create_ticket")]
    async fn create(
        &self,
        writer: Writer,
        body: Body<NewTicket>,
    ) -> Result<Created<Ticket>, Problem> {
        create::create(&writer, body).await
    }

    /// Lists tickets.
    ///
    /// Filters of different kinds must all hold. Within one kind any of several values will do
    /// (`status=open,pending`), but of tags all must be there. `field.<key>=<value>` finds tickets
    /// by a custom field: choices by their keys (`field.product=printer`), the levels of a
    /// cascading choice with `/` between, of a multiple choice one of those chosen.
    #[oai(path = "/tickets", method = "get", operation_id = "list_tickets")]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn list(
        &self,
        reader: Reader,
        request: &Request,
        /// Ids or keys.
        status: Query<Option<String>>,
        /// Ids or keys of statuses to leave out.
        not_status: Query<Option<String>>,
        /// `new`, `open`, `pending`, `on_hold`, `resolved`, `closed`.
        status_category: Query<Option<String>>,
        /// Tickets in statuses that default lists leave out too. They are also found where statuses,
        /// categories or words are asked for.
        all: Query<Option<bool>>,
        /// Ids or keys.
        priority: Query<Option<String>>,
        /// Ids of departments.
        department: Query<Option<String>>,
        /// Ids of members; `me` is whoever asks.
        assignee: Query<Option<String>>,
        /// true for tickets without assignees, false for those with some.
        unassigned: Query<Option<bool>>,
        /// Ids of customers who asked; the tickets of those merged into them count as theirs.
        requester_id: Query<Option<String>>,
        /// Ids of organisations whose customers asked.
        organisation_id: Query<Option<String>>,
        /// Ids of members or customers who get copies; `me` is whoever asks.
        cc: Query<Option<String>>,
        /// Ids of members or customers who watch; `me` is whoever asks.
        watcher: Query<Option<String>>,
        /// Tags that must all be there.
        tag: Query<Option<String>>,
        /// Created at or after.
        created_from: Query<Option<Moment>>,
        /// Created before.
        created_to: Query<Option<Moment>>,
        /// Due at or after.
        due_from: Query<Option<Moment>>,
        /// Due before.
        due_to: Query<Option<Moment>>,
        /// true for tickets that were due before now and are neither resolved nor closed.
        overdue: Query<Option<bool>>,
        /// true for tickets that are set aside now, false for those that are not.
        snoozed: Query<Option<bool>>,
        /// Found anywhere in the subject.
        text: Query<Option<String>>,
        /// A ticket's number as people say it (`DKT-000123`, `#123`, `١٢٣`), or words of the subject.
        q: Query<Option<String>>,
        /// What must hold besides, as JSON: see docs/conditions.md. It can ask for anything, with
        /// `any` and `not`; the other parameters are shorter for what they can say.
        condition: Query<Option<String>>,
        /// Where the condition's days begin and end; the caller's own unless told otherwise.
        time_zone: Query<Option<String>>,
        /// Deleted tickets too.
        include_deleted: Query<Option<bool>>,
        /// Tickets that go on as parts of others too.
        include_merged: Query<Option<bool>>,
        /// Id or key of a view: its condition must hold besides, and its order is used where `sort` is
        /// not given.
        view: Query<Option<String>>,
        /// The list as it was then: a time, or a position in the log. Statuses, people, tags, fields
        /// and dates are those of then; whoever may see a ticket today may see its past.
        as_of: Query<Option<AsOf>>,
        /// The order: a column of the ticket or `fields.<key>`, with `-` before it for the other
        /// way; newest first unless told otherwise. Tickets without the value come last.
        sort: Query<Option<Sort>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` or `prev_cursor` of another page, with the same filters and order.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<TicketList>, Problem> {
        let filter = Filter {
            status: status.0,
            not_status: not_status.0,
            status_category: status_category.0,
            all: all.0,
            priority: priority.0,
            department: department.0,
            assignee: assignee.0,
            unassigned: unassigned.0,
            requester: requester_id.0,
            organisation: organisation_id.0,
            cc: cc.0,
            watcher: watcher.0,
            tag: tag.0,
            created: (created_from.0, created_to.0),
            due: (due_from.0, due_to.0),
            overdue: overdue.0,
            snoozed: snoozed.0,
            text: text.0,
            q: q.0,
            condition: condition.0,
            time_zone: time_zone.0,
            include_deleted: include_deleted.0,
            include_merged: include_merged.0,
            view: view.0,
            as_of: as_of.0,
            sort: sort.0,
            limit: limit.0,
            cursor: cursor.0,
            parameters: parameters(request)?,
        };
        list::list(&reader, filter).await
    }

    /// One ticket, now or as it was.
    #[oai(path = "/tickets/:id", method = "get", operation_id = "get_ticket")]
    async fn get(
        &self,
        reader: Reader,
        /// Id or number.
        id: Path<String>,
        /// Shows the ticket as it stood at that moment: a time, or a position in the log.
        as_of: Query<Option<AsOf>>,
    ) -> Result<Shown<Ticket>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        if let Some(at) = as_of.0 {
            return past::as_of(&reader, id, at).await;
        }
        let loaded = loaded(&reader, id).await?;
        let view = Ticket::of(&reader, id, &loaded).await?;
        Ok(Shown::new(&view)?.version(loaded.version))
    }

    /// Compares a ticket at two moments.
    ///
    /// Tells what is different, and not what happened in between: that is the history.
    #[oai(
        path = "/tickets/:id/difference",
        method = "get",
        operation_id = "ticket_difference"
    )]
    async fn difference(
        &self,
        reader: Reader,
        /// Id or number.
        id: Path<String>,
        /// The first moment: a time, or a position in the log.
        from: Query<AsOf>,
        /// The second; now unless told otherwise.
        to: Query<Option<AsOf>>,
    ) -> Result<Shown<Difference>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&reader).await?;
        past::difference(&reader, id, from.0, to.0).await
    }

    /// Changes what is given and leaves the rest; all at once or not at all.
    #[oai(
        path = "/tickets/:id",
        method = "patch",
        operation_id = "change_ticket"
    )]
    async fn change(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
        body: Body<TicketPatch>,
    ) -> Result<Changed<Ticket>, Problem> {
        let id = TicketPath::parse(&id.0)?.resolve(&writer).await?;
        change::change(&writer, id, body).await
    }

    /// Deletes a ticket. It stays in the log and can be restored.
    #[oai(
        path = "/tickets/:id",
        method = "delete",
        operation_id = "delete_ticket"
    )]
    async fn delete(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        run(&writer, &id.0, TicketCommand::Delete, &Bytes::new()).await
    }

    /// Brings a deleted ticket back.
    #[oai(
        path = "/tickets/:id/restore",
        method = "post",
        operation_id = "restore_ticket"
    )]
    async fn restore(
        &self,
        writer: Writer,
        /// Id or number.
        id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        run(&writer, &id.0, TicketCommand::Restore, &Bytes::new()).await
    }
}
