//! What concerns whoever asks: their bell.

mod view;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use domain::{MemberId, Permission};
use jiff::{SignedDuration, Timestamp};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use projections::{NotificationQuery, ReadMarks};
use view::{NewlyRead, NotificationList, Unread};

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;
/// What is older than this counts as read.
const FRESH: SignedDuration = SignedDuration::from_hours(30 * 24);

pub(crate) struct NotificationsOfMine;

#[OpenApi(tag = "Tag::Members")]
impl NotificationsOfMine {
    /// What concerns me, newest first: tickets that others gave me, messages that call upon me or a
    /// department of mine, words of customers and notes of others on tickets that I have or watch,
    /// clocks of my tickets that reach a warning or their target, and what rules tell me. Nothing that I did myself, and
    /// nothing on tickets that are out of my reach now.
    #[oai(
        path = "/me/notifications",
        method = "get",
        operation_id = "list_notifications"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Only those that I have not read.
        unread: Query<Option<bool>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<NotificationList>, Problem> {
        let mut query = query(&reader).await?;
        query.unread = unread.0.unwrap_or(false);
        query.limit = Limit::or(limit.0, USUAL);
        query.before = cursor.0.as_deref().map(view::before).transpose()?;
        let page = reader.state.app.read.notifications(&query).await?;
        Shown::new(&NotificationList::of(page, &reader.catalog))
    }

    /// Says what I have read: everything up to one of them, or some by themselves. What was read
    /// stays read. No event tells of it.
    #[oai(
        path = "/me/notifications/read",
        method = "post",
        operation_id = "read_notifications"
    )]
    async fn read(&self, writer: Writer, body: Body<NewlyRead>) -> Result<Shown<Unread>, Problem> {
        let MemberId(me) = writer.member()?;
        let store = &writer.state.app.store;
        let also = body.value.checked(store.head().await?)?;
        store.mark_read(me, &also).await?;
        let mut query = query(&writer).await?;
        query.limit = 1;
        let page = writer.state.app.read.notifications(&query).await?;
        Shown::new(&Unread {
            unread: page.unread,
        })
    }
}

/// What the caller may be told of, with what they have read.
async fn query(reader: &Reader) -> Result<NotificationQuery, Problem> {
    let member = reader.member()?;
    reader.wait_for_tickets().await?;
    reader.wait_for("notifications").await?;
    let mark = reader.state.app.store.read_mark(member.0).await?;
    let known = reader.catalog.member(member);
    let read = ReadMarks {
        up_to: mark.up_to,
        positions: mark.positions,
        since: Timestamp::now().saturating_sub(FRESH).unwrap_or_default(),
    };
    Ok(NotificationQuery {
        member,
        departments: known.map(|m| m.department_ids.clone()).unwrap_or_default(),
        reach: reader.access.reach(Permission::ReadTickets),
        internal: reader.access.reach(Permission::ReadInternal),
        read,
        unread: false,
        limit: 0,
        before: None,
    })
}
