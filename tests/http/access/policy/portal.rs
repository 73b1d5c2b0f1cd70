//! Customers in the portal: their own tickets and their organisation's, in statuses that they see.

use super::truth::{Truth, is_hidden};
use crate::support::{Browser, Reply};
use domain::{Access, Actor, ActorKind, CustomerId, OrganisationId, Permission as P};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A customer who is signed in.
pub struct Customer {
    pub browser: Browser,
    pub id: CustomerId,
    pub organisation: OrganisationId,
}

impl Customer {
    fn access(&self, truth: &Truth) -> Access {
        Access::customer([self.id], Some(self.organisation), &truth.catalog)
    }

    async fn asks(&self, path: &str) -> (u16, Value) {
        told(self.browser.gets(path).await)
    }
}

pub async fn check(customer: &Customer, truth: &Truth) {
    let access = customer.access(truth);
    let reach = access.reach(P::ReadTickets);
    let covered = truth
        .tickets
        .keys()
        .filter(|id| reach.covers(truth.details(**id)));
    let covered: BTreeSet<Uuid> = covered.copied().collect();
    check_list(customer, truth, &covered).await;
    for read in ["", "/messages"] {
        let path = |id: Uuid| format!("/portal/tickets/{id}{read}");
        let missing = customer.asks(&path(Uuid::now_v7())).await;
        assert_eq!(missing.0, 404);
        for (id, ticket) in &truth.tickets {
            let answer = customer.asks(&path(*id)).await;
            match covered.contains(id) && !ticket.deleted {
                true => assert_eq!(answer.0, 200, "{} {answer:?}", path(*id)),
                false => assert_eq!(answer, missing, "{}", path(*id)),
            }
        }
    }
    check_files(customer, truth, &access).await;
}

async fn check_list(customer: &Customer, truth: &Truth, covered: &BTreeSet<Uuid>) {
    let listed = customer.browser.gets("/portal/tickets?limit=100").await;
    let listed = listed.ok()["items"].as_array().unwrap().clone();
    let shown = covered.iter().copied();
    let shown = shown.filter(|id| !is_hidden(&truth.tickets[id]));
    let listed = super::listed::ids(listed.iter());
    assert_eq!(listed, shown.collect(), "{:?}", customer.id);
}

async fn check_files(customer: &Customer, truth: &Truth, access: &Access) {
    let actor = Actor {
        kind: ActorKind::Customer,
        ..Actor::member(customer.id.0)
    };
    let path = |id: Uuid| format!("/portal/attachments/{id}/content");
    let missing = customer.asks(&path(Uuid::now_v7())).await;
    for (id, file) in &truth.files {
        let answer = customer.asks(&path(*id)).await;
        let ticket = |id: domain::TicketId| truth.tickets.get(&id.0);
        match access.sees_file(&actor, file, ticket) {
            true => assert_eq!(answer.0, 200, "{file:?}"),
            false => assert_eq!(answer, missing, "{file:?}"),
        }
    }
}

/// Without what differs from answer to answer.
fn told(reply: Reply) -> (u16, Value) {
    let mut body = reply.body;
    if let Some(problem) = body.as_object_mut() {
        problem.remove("request_id");
    }
    (reply.status, body)
}
