//! Tickets with what an address or a rule asks for on them.

use super::fixtures::Names;
use crate::http::access::office::{id_of, opens_in, says};
use crate::support::Person;
use domain::DepartmentId;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// An image, so that there is a thumbnail.
const IMAGE: &[u8] = include_bytes!("../../../../attachments/src/tests/flower.png");

/// Makes tickets.
pub struct Maker<'a> {
    pub staff: &'a Person,
    pub department: DepartmentId,
    /// Who asks for them.
    pub customer: &'a str,
    /// Somebody who takes part.
    pub member: Uuid,
}

impl Maker<'_> {
    /// A ticket that has what `template` names; everything, where that names nothing.
    pub async fn ticket(&self, template: &str) -> Names {
        let staff = self.staff;
        let wanted = json!({
            "subject": "printer on fire", "department_id": self.department.0,
            "requester": {"id": self.customer},
        });
        let opened = staff.posts("/tickets", &wanted).await;
        let ticket = format!("/tickets/{}", id(opened.ok()));
        let mut names = Names::from([
            ("id", id(opened.ok())),
            ("number", opened.body["number"].to_string()),
            ("participant_id", self.customer.to_owned()),
            ("member_id", self.member.to_string()),
        ]);
        let asks = |name: &str| template.is_empty() || template.contains(name);
        if asks("{message_id}") {
            let said = says(staff, &ticket, "public", "hello").await;
            names.insert("message_id", id(&said));
        }
        if asks("attachment") {
            self.adds_files(&ticket, &mut names).await;
        }
        if asks("{kind}") {
            let other = opens_in(staff, "linked", self.department).await;
            let link = json!({"kind": "relates_to", "ticket_id": id_of(&other)});
            self.adds(&ticket, "links", &link).await;
            names.insert("kind", "relates_to".to_owned());
            names.insert("ticket_id", id_of(&other).to_owned());
        }
        if asks("{entry_id}") {
            let spent = json!({"minutes": 5});
            names.insert(
                "entry_id",
                id(&self.adds(&ticket, "time_entries", &spent).await),
            );
        }
        if asks("checklist") {
            let item = json!({"text": "look"});
            names.insert("item_id", id(&self.adds(&ticket, "checklist", &item).await));
        }
        names
    }

    /// One file on the ticket itself and one on a message.
    async fn adds_files(&self, ticket: &str, names: &mut Names) {
        let file = self.image().await;
        let files = json!({"attachment_ids": [file]});
        self.adds(ticket, "attachments", &files).await;
        names.insert("attachment_id", file);
        let said = self.image().await;
        let message = json!({"body": "see", "visibility": "public", "attachment_ids": [said]});
        self.adds(ticket, "messages", &message).await;
        names.insert("said_file", said);
    }

    async fn image(&self) -> String {
        let path = "/attachments?name=flower.png";
        let request = self.staff.request(Method::POST, path).body(IMAGE);
        id(self.staff.sends(request).await.ok())
    }

    async fn adds(&self, ticket: &str, what: &str, body: &Value) -> Value {
        let answer = self.staff.posts(&format!("{ticket}/{what}"), body).await;
        answer.ok().clone()
    }

    /// Brings a ticket into the state that the operation is about.
    pub async fn prepare(&self, operation: &str, ticket: &str, holder: Uuid) {
        let staff = self.staff;
        match operation {
            "hand_over_ticket" => {
                let wanted = json!({"member_id": holder});
                self.adds(ticket, "assignees", &wanted).await;
            }
            "unassign_member" => {
                let wanted = json!({"member_id": self.member});
                self.adds(ticket, "assignees", &wanted).await;
            }
            "restore_ticket" => {
                staff.deletes(ticket).await.ok();
            }
            "unmerge_ticket" => {
                let whole = opens_in(staff, "whole", self.department).await;
                let parts = json!({"ticket_ids": [id_of(ticket)]});
                self.adds(&whole, "merge", &parts).await;
            }
            "remove_cc" => {
                let guest = json!({"kind": "customer", "id": self.customer});
                self.adds(ticket, "cc", &guest).await;
            }
            "rate_portal_ticket" => {
                staff.sets_status(ticket, "closed").await.ok();
            }
            _ => {}
        }
    }
}

/// The id of what an answer shows.
pub fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}
