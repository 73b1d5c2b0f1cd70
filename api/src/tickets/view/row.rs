//! Tickets as the list has them.

use super::{ChecklistProgress, Envelope, Requester, SlaView, Ticket, ties};
use crate::customers::summaries;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::Nullable;
use domain::ticket::{Conversation, Created, Details};
use jiff::Timestamp;
use projections::TicketRow;

impl Ticket {
    /// The tickets of a page, each with whoever asked.
    pub async fn of_rows(reader: &Reader, rows: Vec<TicketRow>) -> Result<Vec<Self>, Problem> {
        let asked: Vec<_> = rows.iter().filter_map(|row| row.customer).collect();
        let people = summaries(reader, &asked).await?;
        let views = rows.into_iter().map(|row| {
            let (told, customer) = (row.requester.clone(), row.customer);
            let known = customer.and_then(|id| people.get(&id).cloned());
            let requester = known.map(Requester::from).or(told.map(Requester::from));
            let mut view = Self::of_row(reader, row);
            view.requester = requester.into();
            view
        });
        let mut views: Vec<_> = views.collect();
        ties::keep_seen(reader, &mut views).await?;
        Ok(views)
    }

    fn of_row(reader: &Reader, row: TicketRow) -> Self {
        let count = |n: i32| u32::try_from(n).unwrap_or_default();
        let checklist = ChecklistProgress {
            done: count(row.checklist_done),
            total: count(row.checklist_total),
        };
        let (minutes, sla) = (row.minutes, row.sla);
        let (id, envelope) = (row.id, Envelope::from(&row));
        let mut view = Self::folded(reader, (id, &details(row)), envelope);
        view.checklist = checklist;
        view.minutes_spent = minutes;
        view.sla = Nullable(Some(SlaView::of(&sla, Timestamp::now())));
        view
    }
}

impl From<&TicketRow> for Envelope {
    fn from(row: &TicketRow) -> Self {
        Self {
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            deleted: row.deleted,
        }
    }
}

/// The ticket as far as the list keeps it.
fn details(row: TicketRow) -> Details {
    let begun = Created::new(row.number, row.subject, row.status, row.priority);
    Details {
        description: row.description,
        customer: row.customer,
        organisation: row.organisation,
        cc: row.cc,
        watchers: row.watchers,
        department: row.department,
        assignees: row.assignees,
        due_at: row.due_at,
        window_from: row.window_from,
        window_to: row.window_to,
        snoozed_until: row.snoozed_until,
        tags: row.tags,
        fields: row.fields,
        files: row.attachments,
        channel: row.channel,
        source: row.source,
        conversation: Conversation {
            said: Vec::new(),
            mentioned: Vec::new(),
            first_response_at: row.first_response_at,
            last_customer_message_at: row.last_customer_message_at,
            last_staff_message_at: row.last_staff_message_at,
        },
        links: row.links,
        merged_into: row.merged_into,
        absorbed: row.absorbed,
        rating: row.rating,
        unproven: row.unproven,
        ..Details::from(&begun)
    }
}
