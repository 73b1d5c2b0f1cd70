//! Retiring a department or a member: their open tickets go somewhere first, or it is refused.

use crate::answer::Changed;
use crate::problem::{Kind, Problem};
use crate::request::Writer;
use crate::settings::{self, Resource};
use domain::access::Reach;
use domain::catalog::Entry;
use domain::setting::{Reference, Setting, SettingCommand};
use domain::ticket::{Details, Ticket, TicketCommand};
use domain::{Catalog, DepartmentId, FieldError, MemberId, StatusId, TicketId};
use eventstore::ExecuteError;
use projections::{TicketQuery, TicketSort};
use uuid::Uuid;

/// Tickets moved between two looks at the list.
const PAGE: u16 = 200;
/// Looks at the list after which somebody must be filling it as fast as it is emptied.
const LOOKS: usize = 10_000;
/// Most references that are told one by one.
const TOLD: usize = 20;

/// Where tickets are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In this department.
    Department(DepartmentId),
    /// Assigned to this member.
    Member(MemberId),
}

/// Retires the department or member at `path`. All of it may be repeated after a failure half-way:
/// tickets that were moved already stay where they are, and those that are left are moved.
///
/// Whatever owns a ticket is checked when the ticket is appended, so nothing comes in after the
/// retirement. What came in just before it is in the list by then.
pub(crate) async fn retire<T: Resource>(
    writer: &Writer,
    path: &str,
    to: Option<Uuid>,
    place: impl Fn(Uuid) -> Place,
) -> Result<Changed<T::View>, Problem> {
    let id = settings::id::<T>(path)?;
    let entry = T::all(&writer.catalog).get(id);
    let entry = entry.ok_or_else(|| Problem::not_found(T::CATEGORY))?;
    let writer = &writer.correlated();
    let (from, to) = (place(id), to.map(place));
    let removal = Removal { writer, from, to };
    if !writer.was_done().await? {
        writer.check_version(entry.version)?;
        T::may_change(id, entry.setting.value.as_ref(), None, writer)?;
        removal.check_target()?;
        removal.check_nothing_is_in_the_way().await?;
        removal.move_all().await?;
    }
    let answer = settings::retire::<T>(writer, path).await?;
    removal.finish(id, entry).await?;
    Ok(answer)
}

struct Removal<'a> {
    writer: &'a Writer,
    from: Place,
    to: Option<Place>,
}

impl Removal<'_> {
    fn check_target(&self) -> Result<(), Problem> {
        let detail = match self.to {
            None => return Ok(()),
            Some(to) if to == self.from => "must be another one than the one that is retired",
            Some(Place::Department(id)) if self.writer.catalog.department(id).is_none() => {
                "must be the id of a department in use"
            }
            Some(Place::Member(id)) if self.writer.catalog.member(id).is_none() => {
                "must be the id of a member in service"
            }
            Some(_) => return Ok(()),
        };
        Err(Problem::parameter("move_tickets_to", detail))
    }

    async fn check_nothing_is_in_the_way(&self) -> Result<(), Problem> {
        let references = self.from.references(&self.writer.catalog);
        let tickets = match self.to {
            None => self.count().await?,
            Some(_) => 0,
        };
        if references.is_empty() && tickets == 0 {
            return Ok(());
        }
        Err(in_the_way(tickets, &references))
    }

    async fn count(&self) -> Result<i64, Problem> {
        self.wait_for_list().await?;
        let query = self.from.open_tickets(&self.writer.catalog);
        Ok(self.writer.state.app.read.count_tickets(&query).await?)
    }

    /// The list shall have all that the log has now.
    async fn wait_for_list(&self) -> Result<(), Problem> {
        let head = self.writer.state.app.store.head().await?;
        self.writer.wait_for_tickets_at(head).await
    }

    /// Moves what came in between the last look and the retirement. A repeated request does this
    /// too: the first may have ended before it got here.
    async fn finish<T: Resource>(&self, id: Uuid, before: &Entry<T>) -> Result<(), Problem> {
        let now = self.writer.state.app.store.load::<Setting<T>>(id).await?;
        if !now.state.retired {
            return Ok(()); // it was brought back since, and may have tickets
        }
        match self.to {
            Some(_) => self.move_all().await,
            None => self.put_back_if_needed(id, before).await,
        }
    }

    async fn move_all(&self) -> Result<(), Problem> {
        let Some(to) = self.to else {
            return Ok(());
        };
        for _ in 0..LOOKS {
            self.wait_for_list().await?;
            let query = self.from.open_tickets(&self.writer.catalog);
            let page = self.writer.state.app.read.tickets(&query).await?;
            if page.items.is_empty() {
                return Ok(());
            }
            for ticket in page.items {
                self.move_one(ticket.id, ticket.number, to).await?;
            }
        }
        let detail = "New tickets come in as fast as they are moved; try again in a moment.";
        Err(Problem::new(Kind::Unavailable, detail))
    }

    async fn move_one(&self, id: TicketId, number: i64, to: Place) -> Result<(), Problem> {
        let Some(command) = self.from.command(to) else {
            return Ok(());
        };
        // none may be left behind, whether or not whoever retires the place sees them
        let writer = self.writer.unrestricted();
        let Err(error) = writer.execute_one::<Ticket>(id.0, command).await else {
            return Ok(());
        };
        let ExecuteError::Refused(refusal) = error else {
            return Err(error.into());
        };
        let now = self.writer.state.app.store.load::<Ticket>(id.0).await?;
        let still_there = now.state.open().is_ok_and(|ticket| self.from.has(ticket));
        if !still_there {
            return Ok(()); // somebody else was quicker
        }
        let mut problem = Problem::from(refusal);
        problem.detail = format!(
            "Ticket {number} cannot be moved; mend that and repeat the request. {}",
            problem.detail
        );
        Err(problem)
    }

    /// A ticket that came in meanwhile must not be left alone.
    async fn put_back_if_needed<T: Resource>(
        &self,
        id: Uuid,
        before: &Entry<T>,
    ) -> Result<(), Problem> {
        let tickets = self.count().await?;
        if tickets == 0 {
            return Ok(());
        }
        // one that was retired already stays so; the tickets in it are told all the same
        if let Some(value) = before.active() {
            let save = SettingCommand::Save(value.clone());
            self.writer.execute_one::<Setting<T>>(id, save).await?;
        }
        Err(in_the_way(tickets, &[]))
    }
}

impl Place {
    fn references(self, catalog: &Catalog) -> Vec<Reference> {
        match self {
            Self::Department(id) => catalog.references_to_department(id),
            Self::Member(id) => catalog.references_to_member(id),
        }
    }

    fn open_tickets(self, catalog: &Catalog) -> TicketQuery {
        let mut query = TicketQuery {
            // none may be left behind, whoever asks
            reach: Reach::EVERYTHING,
            not_status: done(catalog),
            sort: TicketSort::CreatedAsc,
            limit: PAGE,
            ..TicketQuery::default()
        };
        match self {
            Self::Department(id) => query.department = vec![id],
            Self::Member(id) => query.assignee = vec![id],
        }
        query
    }

    fn command(self, to: Self) -> Option<TicketCommand> {
        match (self, to) {
            (Self::Department(_), Self::Department(to)) => Some(TicketCommand::Route {
                department: Some(to),
                keep_assignees: Some(true),
            }),
            (Self::Member(from), Self::Member(to)) => Some(TicketCommand::HandOver { from, to }),
            _ => None,
        }
    }

    fn has(self, ticket: &Details) -> bool {
        match self {
            Self::Department(id) => ticket.department == Some(id),
            Self::Member(id) => ticket.assignees.contains(&id),
        }
    }
}

/// Statuses of which nothing more is expected, retired ones too.
fn done(catalog: &Catalog) -> Vec<StatusId> {
    let statuses = catalog.statuses.iter();
    let done = statuses.filter(|e| {
        e.setting
            .value
            .as_ref()
            .is_some_and(|s| s.category.is_done())
    });
    done.map(|e| StatusId(e.id)).collect()
}

/// Everything that keeps it from being retired, counted and named.
fn in_the_way(tickets: i64, references: &[Reference]) -> Problem {
    let mut counts = Vec::new();
    let mut errors = Vec::new();
    if tickets > 0 {
        counts.push(counted(
            usize::try_from(tickets).unwrap_or_default(),
            "open ticket",
        ));
        let detail = format!(
            "{tickets} are open; say with move_tickets_to where they go, or close them first"
        );
        errors.push(FieldError::new("tickets", detail));
    }
    for kind in ["department", "member", "rule", "macro", "field", "api_key"] {
        let count = references.iter().filter(|r| r.kind == kind).count();
        if count > 0 {
            counts.push(counted(count, &kind.replace('_', " ")));
        }
    }
    errors.extend(references.iter().take(TOLD).map(|reference| {
        let Reference { kind, id, name } = reference;
        let detail = format!("{name:?} ({id}) names it; change or retire that first");
        FieldError::new(*kind, detail)
    }));
    let detail = format!("In the way: {}; see errors.", counts.join(", "));
    let mut problem = Problem::new(Kind::Conflict, detail);
    problem.errors = errors;
    problem
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
