//! Search: tickets by their words, and suggestions while somebody types.

mod asked;
mod filters;
mod hit;
mod said;
mod suggestions;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::Reader;
use asked::Asked;
use hit::SearchResults;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use suggestions::Suggestions;

pub(crate) struct Search;

#[OpenApi(tag = "Tag::Search")]
impl Search {
    /// Finds tickets by their words, the best first.
    ///
    /// All words must be found in a ticket, in any of their forms: in its subject, description, tags
    /// and file names, in its messages as far as the caller may read them, in the name and address of
    /// whoever asked for those who may see customers. `"…"` is a phrase, `-word` must not be found,
    /// `a OR b` one of both, `word*` a beginning; the last word is one while nothing follows it.
    /// `status:`, `priority:`, `department:`, `assignee:`, `tag:`, `number:`, `from:`, `in:`, `after:`
    /// and `before:` filter, `-status:` leaves out. What cannot be understood is told in `hints` and
    /// never refused. See docs/search.md.
    #[oai(
        path = "/search/tickets",
        method = "get",
        operation_id = "search_tickets"
    )]
    #[expect(clippy::too_many_arguments, reason = "one per filter of the API")]
    async fn tickets(
        &self,
        reader: Reader,
        /// What is looked for.
        q: Query<Option<String>>,
        /// Ids or keys of statuses, as all lists with commas between.
        status: Query<Option<String>>,
        /// Ids or keys of priorities.
        priority: Query<Option<String>>,
        /// Ids or names of departments.
        department: Query<Option<String>>,
        /// Ids, names or addresses of members; `me` is whoever asks, `none` nobody.
        assignee: Query<Option<String>>,
        /// Tags, any of which will do.
        tag: Query<Option<String>>,
        /// Ids of customers who asked.
        requester_id: Query<Option<String>>,
        /// Ids of organisations whose customers asked.
        organisation_id: Query<Option<String>>,
        /// Created at or after.
        created_from: Query<Option<String>>,
        /// Created before.
        created_to: Query<Option<String>>,
        /// Whether `total` counts every ticket that is found, which takes longer where many are.
        count_all: Query<Option<bool>>,
        /// Most items of the page; 20 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with everything else the same.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<SearchResults>, Problem> {
        let given = [
            ("status", status.0),
            ("priority", priority.0),
            ("department", department.0),
            ("assignee", assignee.0),
            ("tag", tag.0),
            ("requester_id", requester_id.0),
            ("organisation_id", organisation_id.0),
            ("created_from", created_from.0),
            ("created_to", created_to.0),
        ];
        let page = (limit.0, cursor.0);
        let mut asked = Asked::read(&reader, q.0.as_deref().unwrap_or_default(), &given, page)?;
        asked.query.counts_all = count_all.0.unwrap_or(false);
        Shown::new(&hit::results(&reader, asked).await?)
    }

    /// What somebody may mean who has typed so much: tickets by number and subject, customers for
    /// those who may see them, and tags.
    #[oai(path = "/search/suggestions", method = "get", operation_id = "suggest")]
    async fn suggestions(
        &self,
        reader: Reader,
        /// What was typed so far.
        q: Query<String>,
        /// Most of each kind; 5 unless told otherwise.
        limit: Query<Option<Limit>>,
    ) -> Result<Shown<Suggestions>, Problem> {
        Shown::new(&suggestions::suggest(&reader, &q.0, limit.0).await?)
    }
}
