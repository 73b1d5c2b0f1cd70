//! Bulk jobs: they find what is within reach, and what is not is told of as what never was.

use super::Asking;
use super::people::World;
use super::truth::is_hidden;
use crate::support::eventually;
use domain::Permission as P;
use serde_json::{Value, json};
use uuid::Uuid;

/// Changes nobody's reach.
fn tags(name: &str) -> Value {
    json!([{"type": "add_tags", "tags": [name]}])
}

pub async fn check(world: &World) {
    for seer in &world.seers {
        let truth = world.truth().await;
        let asking = seer.asking(&truth);
        let missing = Uuid::now_v7();
        let ids: Vec<_> = truth.tickets.keys().copied().chain([missing]).collect();
        let job = json!({"ticket_ids": ids, "actions": tags(asking.name)});
        let answer = asking.person.posts("/tickets/bulk", &job).await;
        if !asking.access.allows(P::ChangeTickets) {
            assert_eq!(answer.status, 403, "{} {answer:?}", asking.name);
            continue;
        }
        check_results(&asking, &results(&asking, answer.ok()).await, missing);
        check_found(&asking).await;
    }
}

/// How it went with each ticket, once the job has ended.
async fn results(asking: &Asking<'_>, job: &Value) -> Vec<Value> {
    let path = format!("/tickets/bulk/{}", job["id"].as_str().unwrap());
    eventually("the job to end", async || {
        let seen = asking.person.sees(&path).await;
        (!seen["ended_at"].is_null()).then_some(())
    })
    .await;
    let results = format!("{path}/results?limit=200");
    asking.person.pages_through(&results).await
}

fn check_results(asking: &Asking<'_>, results: &[Value], missing: Uuid) {
    let of = |id: Uuid| {
        let found = results
            .iter()
            .find(|result| result["ticket_id"] == id.to_string());
        let mut found = found.unwrap().clone();
        found["ticket_id"] = Value::Null;
        found
    };
    let nothing = of(missing);
    assert_eq!(
        (&nothing["result"], &nothing["number"]),
        (&json!("refused"), &Value::Null)
    );
    for (id, ticket) in &asking.truth.tickets {
        let result = of(*id);
        let about = || format!("{} {id}: {result}", asking.name);
        if !asking.covers(*id) {
            assert_eq!(result, nothing, "{}", about());
            continue;
        }
        let details = asking.truth.details(*id);
        assert_eq!(result["number"], details.number, "{}", about());
        let changed = asking.access.may(P::ChangeTickets, details) && !is_hidden(ticket);
        assert_eq!(result["result"] == "changed", changed, "{}", about());
    }
}

/// A filter finds what the list shows.
async fn check_found(asking: &Asking<'_>) {
    let shown = asking
        .covered()
        .filter(|id| !is_hidden(&asking.truth.tickets[id]));
    let shown = shown.count();
    let job = json!({"filter": {"all": true}, "actions": tags("found")});
    let answer = asking.person.posts("/tickets/bulk", &job).await;
    match shown {
        0 => assert_eq!(answer.status, 422, "{} {answer:?}", asking.name),
        _ => {
            assert_eq!(answer.ok()["total"], shown, "{}", asking.name);
            results(asking, answer.ok()).await;
        }
    }
}
