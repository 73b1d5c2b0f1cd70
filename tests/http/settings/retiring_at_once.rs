//! Tickets that come in through another process in the very moment in which a department is retired.

use crate::support::{Answer, Desk, Gate, Person};
use reqwest::Method;
use serde_json::json;
use tokio::task::JoinHandle;

/// A department to be retired, another one, and an administrator at each of two processes.
struct Race {
    desk: Desk,
    here: Person,
    there: Person,
    support: String,
    sales: String,
    _process: crate::support::Docket,
}

impl Race {
    async fn prepared() -> Self {
        let desk = Desk::open().await;
        let process = desk.another_process().await;
        let (support, sales) = (
            desk.department("Support").await,
            desk.department("Sales").await,
        );
        let (here, there) = (desk.administrator(), desk.administrator_at(&process));
        Self {
            desk,
            here,
            there,
            support,
            sales,
            _process: process,
        }
    }

    /// Opened through the other process.
    fn opens_there(&self) -> JoinHandle<Answer> {
        let ticket = json!({"subject": "late", "department_id": self.support});
        let person = self.there.clone();
        tokio::spawn(async move { person.posts("/tickets", &ticket).await })
    }

    fn retires_here(&self, query: &str, key: &str) -> JoinHandle<Answer> {
        let path = format!("/departments/{}{query}", self.support);
        let (person, key) = (self.here.clone(), key.to_owned());
        tokio::spawn(async move {
            let request = person.request(Method::DELETE, &path);
            person.sends(request.header("Idempotency-Key", key)).await
        })
    }

    fn to_sales(&self) -> String {
        format!("?move_tickets_to={}", self.sales)
    }

    async fn tickets_in(&self, department: &str) -> usize {
        let filter = format!("department={department}");
        self.there.sees_in_list(&filter).await.len()
    }
}

#[tokio::test]
async fn a_ticket_that_comes_just_after_is_refused_although_its_process_knows_of_nothing() {
    let race = Race::prepared().await;
    let gate = Gate::close(&race.desk.database).await;
    let retiring = race.retires_here("", "once");
    gate.has_waiting(1).await;
    let opening = race.opens_there(); // decided on the department as it still is
    gate.has_waiting(2).await;

    gate.open().await;

    assert_eq!(retiring.await.unwrap().ok()["retired"], true);
    let refused = opening.await.unwrap();
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["department_id"]);
    assert_eq!(race.tickets_in(&race.support).await, 0);
}

#[tokio::test]
async fn a_ticket_that_comes_just_before_is_moved_with_the_others() {
    let race = Race::prepared().await;
    let gate = Gate::close(&race.desk.database).await;
    let opening = race.opens_there();
    gate.has_waiting(1).await;
    let retiring = race.retires_here(&race.to_sales(), "once"); // the list is still empty
    gate.has_waiting(2).await;

    gate.open().await;

    opening.await.unwrap().ok();
    assert_eq!(retiring.await.unwrap().ok()["retired"], true);
    assert_eq!(race.tickets_in(&race.support).await, 0);
    assert_eq!(race.tickets_in(&race.sales).await, 1);
}

#[tokio::test]
async fn a_ticket_that_comes_just_before_keeps_a_department_that_nothing_was_to_be_moved_from() {
    let race = Race::prepared().await;
    let gate = Gate::close(&race.desk.database).await;
    let opening = race.opens_there();
    gate.has_waiting(1).await;
    let retiring = race.retires_here("", "once");
    gate.has_waiting(2).await;

    gate.open().await;

    opening.await.unwrap().ok();
    let refused = retiring.await.unwrap();
    assert_eq!(refused.status, 409, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["tickets"]);
    let path = format!("/departments/{}", race.support);
    crate::support::eventually("the department to be in use again", async || {
        let seen = race.here.gets(&path).await; // the refusal names no position to wait for
        (seen.ok()["retired"] == false).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_process_killed_between_the_retirement_and_the_last_ticket_leaves_none_behind() {
    let mut race = Race::prepared().await;
    let gate = Gate::close(&race.desk.database).await;
    let opening = race.opens_there();
    gate.has_waiting(1).await;
    let retiring = race.retires_here(&race.to_sales(), "once");
    gate.has_waiting(2).await;
    race.desk.docket.kill().await;
    retiring.await.expect_err("nobody answers");

    gate.open().await; // Postgres carries on what it was asked to do

    opening.await.unwrap().ok();
    let path = format!("/departments/{}", race.support);
    crate::support::eventually("the department to be retired", async || {
        let seen = race.there.gets(&path).await;
        (seen.ok()["retired"] == true).then_some(())
    })
    .await;
    assert_eq!(race.tickets_in(&race.support).await, 1);

    race.desk.docket = race.desk.another_process().await;
    race.here = race.desk.administrator();
    let again = race.retires_here(&race.to_sales(), "once").await.unwrap();

    assert_eq!(again.ok()["retired"], true);
    assert_eq!(race.tickets_in(&race.support).await, 0);
    assert_eq!(race.tickets_in(&race.sales).await, 1);
}
