//! The document: every resource in one service, and what all operations share.

mod shared;
mod statuses;

use crate::analytics::{Analytics, Lengths};
use crate::api_keys::ApiKeys;
use crate::assignees::Assignees;
use crate::attachments::{Attachments, PortalFiles};
use crate::bulk::BulkJobs;
use crate::calendar::Calendar;
use crate::calendars::Calendars;
use crate::customers::Customers;
use crate::departments::Departments;
use crate::drafts::Drafts;
use crate::events::Events;
use crate::exports::Exports;
use crate::field_groups::FieldGroups;
use crate::fields::{DepartmentForms, Fields};
use crate::forms::PublicForm;
use crate::history::TicketHistory;
use crate::macros::Macros;
use crate::me::Myself;
use crate::members::Members;
use crate::messages::Messages;
use crate::notifications::NotificationsOfMine;
use crate::operations::{OPERATIONS, Operations};
use crate::organisations::Organisations;
use crate::outbox::Outbox;
use crate::passwords::Passwords;
use crate::permissions::PermissionsResource;
use crate::portal::{PortalSessions, PortalTickets};
use crate::priorities::Priorities;
use crate::providers::Providers;
use crate::roles::Roles;
use crate::rules::Rules;
use crate::search::Search;
use crate::sessions::Sessions;
use crate::sla_policies::SlaPolicies;
use crate::sla_upcoming::Upcoming;
use crate::statuses::Statuses;
use crate::system::System;
use crate::ticket_sla::TicketSlas;
use crate::ticket_status::TicketStatus;
use crate::tickets::{Counts, TicketTags, Tickets};
use crate::totp::Totp;
use crate::views::Views;
use crate::workspace::WorkspaceSettings;
use poem_openapi::{LicenseObject, OpenApiService, Tags};
pub(crate) use shared::{Addresses, Shared};

/// Groups of operations in the document.
#[derive(Tags)]
pub(crate) enum Tag {
    /// What people ask for, and what became of it.
    Tickets,
    /// Tickets by their words, in Arabic, Hebrew and English.
    Search,
    /// How many there are, came and went, and how long they took.
    Analytics,
    /// Files that show what words cannot.
    Attachments,
    /// Who asks.
    Customers,
    /// Whom customers belong to.
    Organisations,
    /// Who owns tickets together.
    Departments,
    /// The steps of a ticket's life.
    Statuses,
    /// How urgent a ticket is.
    Priorities,
    /// Which hours count: those of work, without the holidays.
    Calendars,
    /// What is promised on which tickets.
    #[oai(rename = "SLA policies")]
    SlaPolicies,
    /// What an organisation wants to know of its tickets.
    Fields,
    /// The staff.
    Members,
    /// What customers do by themselves, and the form that anybody may fill in.
    Portal,
    /// What people may do.
    Roles,
    /// How programs come in.
    ApiKeys,
    /// How members show who they are: with a password, and a code where they want it.
    #[oai(rename = "Signing in")]
    SigningIn,
    /// Texts and actions that people apply to tickets with one click.
    Macros,
    /// Ways to look at the ticket list.
    Views,
    /// What happens by itself.
    Rules,
    /// What leaves the house: mails, webhook calls and notifications.
    Outbox,
    /// The log of everything that happened.
    Events,
    /// This installation.
    System,
}

/// Every resource.
pub(crate) type Resources = Shared<(OfTickets, OfPeople, OfSettings, OfTheLog, OfCustomers)>;

/// Groups, because a tuple of resources holds sixteen at most.
type OfTickets = (
    Tickets,
    (Counts, TicketTags),
    TicketStatus,
    TicketSlas,
    Assignees,
    Messages,
    Drafts,
    Attachments,
    TicketHistory,
    Exports,
    BulkJobs,
    Operations,
    Search,
    Analytics,
    Lengths,
    Calendar,
);
type OfPeople = (
    Customers,
    Organisations,
    Members,
    Myself,
    NotificationsOfMine,
    Roles,
    PermissionsResource,
    ApiKeys,
    Sessions,
    Providers,
    Passwords,
    Totp,
);
type OfSettings = (
    Departments,
    Statuses,
    Priorities,
    Calendars,
    SlaPolicies,
    Upcoming,
    Fields,
    FieldGroups,
    DepartmentForms,
    Macros,
    Views,
    Rules,
    WorkspaceSettings,
);
type OfTheLog = (Events, Outbox, System);
type OfCustomers = (PortalSessions, PortalTickets, PortalFiles, PublicForm);

/// All operations under `/api/v1`.
pub(crate) fn service() -> OpenApiService<Resources, ()> {
    let tickets = (
        Tickets,
        (Counts, TicketTags),
        TicketStatus,
        TicketSlas,
        Assignees,
        Messages,
        Drafts,
        Attachments,
        TicketHistory,
        Exports,
        BulkJobs,
        OPERATIONS,
        Search,
        Analytics,
        Lengths,
        Calendar,
    );
    let people = (
        Customers,
        Organisations,
        Members,
        Myself,
        NotificationsOfMine,
        Roles,
        PermissionsResource,
        ApiKeys,
        Sessions,
        Providers,
        Passwords,
        Totp,
    );
    let settings = (
        Departments,
        Statuses,
        Priorities,
        Calendars,
        SlaPolicies,
        Upcoming,
        Fields,
        FieldGroups,
        DepartmentForms,
        Macros,
        Views,
        Rules,
        WorkspaceSettings,
    );
    let customers = (PortalSessions, PortalTickets, PortalFiles, PublicForm);
    let resources = Shared((
        tickets,
        people,
        settings,
        (Events, Outbox, System),
        customers,
    ));
    OpenApiService::new(resources, "Docket", "1")
        .summary("An event-sourced ticketing service")
        .description(DESCRIPTION)
        .license(LicenseObject::new("MIT OR Apache-2.0"))
        .server("/api/v1")
}

/// The OpenAPI document, pretty and stable: equal programs give equal bytes.
#[must_use]
pub fn openapi_json() -> String {
    let mut json = service().spec();
    json.push('\n');
    json
}

const DESCRIPTION: &str = "\
Every change is an event in one log; lists, history and live streams are read from it.\n\n\
**Read your writes**: every change answers `Docket-Position`; send it as `Docket-Min-Position` \
and the read waits until it is there.\n\n\
**Once**: send an `Idempotency-Key` with a change and repeat it freely.\n\n\
**Not over others**: send the `ETag` as `If-Match`; a change that came first is a 412.\n\n\
**Errors** are RFC 9457 problems with a stable `type`, what to do in `detail`, and each wrong \
field in `errors`.";

#[cfg(test)]
mod tests;
