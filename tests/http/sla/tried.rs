//! A policy tried on history, and what saving it then gives.

use super::{answers, clocks, gold};
use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn a_policy_is_tried_on_history_before_it_is_saved() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    administrator.posts("/sla_policies", &gold()).await.ok();
    let ticket = json!({"subject": "gold", "tags": ["gold"]});
    let ticket = administrator.opens_with(&ticket).await;
    administrator.opens("plain").await;
    let head = desk.head().await;

    let everybody = json!({
        "policy": {"name": "Everybody", "position": 99, "targets": {"resolution": 3600}},
        "created_from": "2026-01-01T00:00:00Z",
    });
    let told = administrator
        .posts("/sla_policies/simulate", &everybody)
        .await;

    let told = told.ok();
    assert_eq!(
        (&told["tickets"], &told["changed_count"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(told["changed"][0]["before"], Value::Null);
    assert_eq!(told["changed"][0]["after"], "running");
    let counts = told["counts"].as_array().unwrap().iter();
    let resolution = counts.clone().find(|c| c["clock"] == "resolution").unwrap();
    assert_eq!(
        (&resolution["before"]["open"], &resolution["after"]["open"]),
        (&json!(1), &json!(2))
    );
    // a worker tells meanwhile how the tickets stand; trying tells nothing
    let since = administrator.gets(&format!("/events?after={head}")).await;
    let recorded = since.ok()["items"].as_array().unwrap();
    let by_worker = |event: &Value| event["type"] == "sla.moved";
    assert!(recorded.iter().all(by_worker), "{recorded:?}");

    let wrong = json!({
        "policy": {"name": "", "targets": {}},
        "instead_of": "0192f0c1-0000-7000-8000-000000000000",
        "created_from": "2026-01-01T00:00:00Z", "created_to": "2025-01-01T00:00:00Z",
    });
    let refused = administrator.posts("/sla_policies/simulate", &wrong).await;
    let fields = ["policy.name", "policy.targets", "instead_of", "created_to"];
    assert_eq!(refused.refused_fields(), fields);
    let ben = desk.hires("Ben").await;
    assert_eq!(
        ben.posts("/sla_policies/simulate", &everybody).await.status,
        403
    );
    assert_eq!(
        clocks(&administrator, &ticket, "").await["clocks"][0]["state"],
        "running"
    );
}

#[tokio::test]
async fn a_simulated_target_counts_what_saving_it_then_gives() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let made = administrator.posts("/sla_policies", &gold()).await;
    let id = made.ok()["id"].as_str().unwrap().to_owned();
    let mut tickets = Vec::new();
    for (index, priority) in ["normal", "urgent", "normal", "urgent"].iter().enumerate() {
        let ticket = json!({"subject": "gold", "tags": ["gold"], "priority": priority});
        let ticket = administrator.opens_with(&ticket).await;
        if index > 1 {
            answers(&administrator, &ticket).await.ok();
        }
        tickets.push(ticket);
    }
    let mut other = gold();
    other["by_priority"] = json!({"urgent": {"first_response": 60, "resolution": 60}});
    other["targets"] = json!({"resolution": 600, "next_response": 600});
    let asked = json!({"policy": other, "instead_of": id, "created_from": "2026-01-01T00:00:00Z"});
    let tried = administrator.posts("/sla_policies/simulate", &asked).await;
    let tried = tried.ok()["counts"].as_array().unwrap().clone();

    let change = json!({"targets": other["targets"], "by_priority": other["by_priority"],
        "applies": "open_from_start"});
    let path = format!("/sla_policies/{id}");
    administrator.patches(&path, &change).await.ok();

    for of in ["first_response", "resolution", "next_response", "due_date"] {
        let mut real = json!({"met": 0, "missed": 0, "open": 0, "stopped": 0});
        for ticket in &tickets {
            let sla = clocks(&administrator, ticket, "").await;
            for clock in sla["clocks"].as_array().unwrap() {
                let kind = match clock["state"].as_str().unwrap() {
                    "running" | "warning" | "paused" => "open",
                    "breached" | "missed" => "missed",
                    other => other,
                };
                if clock["clock"] == of {
                    real[kind] = json!(real[kind].as_i64().unwrap() + 1);
                }
            }
        }
        let counted = tried.iter().find(|counts| counts["clock"] == of);
        let counted = counted.map(|counts| counts["after"].clone());
        let nothing = json!({"met": 0, "missed": 0, "open": 0, "stopped": 0});
        assert_eq!(counted.unwrap_or(nothing), real, "{of}");
    }
}
