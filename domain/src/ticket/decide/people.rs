//! Who asked, who is told, who does it.

use super::Decision;
use crate::aggregate::Context;
use crate::ticket::check::{check_department, check_member, check_participants, checked};
use crate::ticket::{Details, Participant, TicketCommand, TicketError, TicketEvent};
use crate::{CustomerId, DepartmentId, MemberId, OrganisationId};

pub(super) fn decide(ticket: &Details, command: &TicketCommand, context: &Context<'_>) -> Decision {
    use TicketCommand as C;
    match command {
        C::ChangeRequester {
            customer,
            organisation,
        } => Ok(change_requester(ticket, *customer, *organisation)),
        C::AddCc { who } => {
            let event = TicketEvent::CcAdded { who: *who };
            join("cc", &ticket.cc, (*who, event), context)
        }
        C::RemoveCc { who } => {
            let event = TicketEvent::CcRemoved { who: *who };
            Ok(leave(&ticket.cc, *who, event))
        }
        C::Watch { who } => {
            let event = TicketEvent::Watched { who: *who };
            join("watchers", &ticket.watchers, (*who, event), context)
        }
        C::Unwatch { who } => {
            let event = TicketEvent::Unwatched { who: *who };
            Ok(leave(&ticket.watchers, *who, event))
        }
        C::Assign { member } => assign(ticket, *member, context),
        C::Unassign { member } => Ok(unassign(ticket, *member)),
        C::Claim { member } => claim(ticket, *member, context),
        C::Offer { member } if ticket.assignees.is_empty() => assign(ticket, *member, context),
        C::HandOver { from, to } => hand_over(ticket, *from, *to, context),
        C::Route {
            department,
            keep_assignees,
        } => route(ticket, *department, *keep_assignees, context),
        _ => Ok(vec![]),
    }
}

fn change_requester(
    ticket: &Details,
    to: Option<CustomerId>,
    organisation: Option<OrganisationId>,
) -> Vec<TicketEvent> {
    let from = ticket.customer;
    if from == to && ticket.requester.is_none() {
        return vec![];
    }
    vec![TicketEvent::RequesterChanged {
        from,
        to,
        organisation,
    }]
}

fn join(
    field: &str,
    there: &[Participant],
    (who, event): (Participant, TicketEvent),
    context: &Context<'_>,
) -> Decision {
    if there.contains(&who) {
        return Ok(vec![]);
    }
    checked(|c| {
        check_participants(field, &[who], context, c);
        c.items(field, there.len() + 1);
    })?;
    Ok(vec![event])
}

fn leave(there: &[Participant], who: Participant, event: TicketEvent) -> Vec<TicketEvent> {
    let is_there = there.contains(&who);
    is_there.then_some(event).into_iter().collect()
}

fn assign(ticket: &Details, member: MemberId, context: &Context<'_>) -> Decision {
    if ticket.assignees.contains(&member) {
        return Ok(vec![]); // already so: nothing to record
    }
    checked(|c| {
        check_member("member", member, context, c);
        c.items("assignee_ids", ticket.assignees.len() + 1);
    })?;
    Ok(vec![TicketEvent::Assigned { member }])
}

fn unassign(ticket: &Details, member: MemberId) -> Vec<TicketEvent> {
    let assigned = ticket.assignees.contains(&member);
    if assigned {
        vec![TicketEvent::Unassigned { member }]
    } else {
        vec![]
    }
}

fn claim(ticket: &Details, member: MemberId, context: &Context<'_>) -> Decision {
    if ticket.assignees.iter().any(|m| *m != member) {
        return Err(TicketError::Claimed);
    }
    assign(ticket, member, context)
}

fn hand_over(ticket: &Details, from: MemberId, to: MemberId, context: &Context<'_>) -> Decision {
    if !ticket.assignees.contains(&from) {
        let detail = "is not assigned, so has nothing to hand over";
        return Err(TicketError::field("from", detail));
    }
    if from == to {
        return Err(TicketError::field("to", "must be somebody else"));
    }
    checked(|c| check_member("to", to, context, c))?;
    let mut events = unassign(ticket, from);
    if !ticket.assignees.contains(&to) {
        events.push(TicketEvent::Assigned { member: to });
    }
    Ok(events)
}

fn route(
    ticket: &Details,
    to: Option<DepartmentId>,
    keep_assignees: Option<bool>,
    context: &Context<'_>,
) -> Decision {
    let from = ticket.department;
    if from == to {
        return Ok(vec![]);
    }
    checked(|c| check_department(to, context, c))?;
    let usual = || {
        let department = to.and_then(|id| context.catalog.department(id));
        department.is_none_or(|d| d.keep_assignees_on_routing)
    };
    let mut events = vec![TicketEvent::Routed { from, to }];
    if !keep_assignees.unwrap_or_else(usual) {
        let leaving = ticket.assignees.iter();
        events.extend(leaving.map(|m| TicketEvent::Unassigned { member: *m }));
    }
    Ok(events)
}
