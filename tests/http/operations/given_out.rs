//! Tickets that nobody has are given out, as a department is set up to.

use crate::support::{Desk, eventually};
use serde_json::{Value, json};

#[tokio::test]
async fn a_department_gives_its_tickets_out_in_turns() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let new = json!({"name": "Support", "default_assignment": "round_robin"});
    let support = administrator.posts("/departments", &new).await.ok()["id"].clone();
    let mut staff = Vec::new();
    for name in ["Ana", "Ben"] {
        let person = desk.hires(name).await;
        let path = format!("/members/{}", person.id);
        administrator
            .patches(&path, &json!({"department_ids": [support]}))
            .await
            .ok();
        staff.push(person);
    }
    let mut tickets = Vec::new();
    for n in 0..4 {
        let new = json!({"subject": format!("printer {n}"), "department_id": support});
        tickets.push(staff[0].opens_with(&new).await);
    }

    let mut owners: Vec<Value> = Vec::new();
    for ticket in &tickets {
        let owner = eventually("the ticket to be given out", async || {
            let seen = staff[0].sees(ticket).await;
            seen["assignee_ids"].as_array().unwrap().first().cloned()
        });
        owners.push(owner.await);
    }

    let turns: Vec<_> = (0..4).map(|n| json!(staff[n % 2].id)).collect();
    assert_eq!(owners, turns);
}
