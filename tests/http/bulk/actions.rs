//! What can be done to many tickets, and what is told of it.

use super::{asks, desk, does, does_to, ended, id_of, opens, results, went};
use serde_json::{Value, json};

#[tokio::test]
async fn several_actions_are_one_step_of_each_ticket() {
    let (desk, boss) = desk().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let tickets = opens(&boss, 5).await;
    boss.sets_status(&tickets[4], "pending").await.ok();
    let tag = json!({"tags": ["outage"]});
    boss.patches(&tickets[4], &tag).await.ok();

    let actions = json!([
        {"type": "set_status", "status": "pending"},
        {"type": "add_tags", "tags": ["Outage"]},
    ]);
    let job = does_to(&ana, &tickets, &actions).await;

    assert_eq!(job["state"], "finished");
    assert_eq!(job["asked_by"]["name"], "Ana");
    assert_eq!((&job["total"], &job["done"]), (&json!(5), &json!(5)));
    assert_eq!((&job["changed"], &job["unchanged"]), (&json!(4), &json!(1)));
    assert_eq!(job["actions"][0], actions[0]);
    let words = went(&ana, &job).await;
    assert_eq!(
        words,
        ["changed", "changed", "changed", "changed", "unchanged"]
    );
    for ticket in &tickets {
        let seen = boss.sees(ticket).await;
        assert_eq!(seen["status"], "pending");
        assert_eq!(seen["tags"], json!(["outage"]));
    }
    let listed = results(&ana, &job).await;
    assert_eq!(listed[0]["ticket_id"], id_of(&tickets[0]));
    assert_eq!(listed[0]["number"], boss.sees(&tickets[0]).await["number"]);
    assert!(listed[0]["type"].is_null() && listed[0]["detail"].is_null());
}

#[tokio::test]
async fn history_says_that_a_job_did_it_for_whom() {
    let (desk, boss) = desk().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let ticket = boss.opens("printer").await;
    let raise = json!([{"type": "set_priority", "priority": "urgent"}]);
    let job = does_to(&ana, std::slice::from_ref(&ticket), &raise).await;

    let history = boss.history_of(&ticket).await;

    let (opened, raised) = (&history[0], &history[1]);
    assert!(opened["bulk_id"].is_null());
    assert_eq!(raised["type"], "ticket.priority_changed");
    assert_eq!(raised["bulk_id"], job["id"]);
    assert_eq!(raised["correlation_id"], job["id"]);
    assert_eq!(raised["actor"]["name"], "Ana");
}

#[tokio::test]
async fn a_filter_means_what_the_list_shows() {
    let (_desk, boss) = desk().await;
    for (subject, tags) in [
        ("one", json!(["red"])),
        ("two", json!(["red", "big"])),
        ("three", json!([])),
    ] {
        let new = json!({"subject": subject, "tags": tags});
        boss.opens_with(&new).await;
    }
    let gone = json!({"subject": "gone", "tags": ["red"]});
    let gone = boss.opens_with(&gone).await;
    boss.deletes(&gone).await.ok();
    assert_eq!(boss.sees_in_list("tag=red").await.len(), 2);

    let mut job = json!({
        "filter": {"tag": ["red"]}, "expected": 2,
        "actions": [{"type": "set_priority", "priority": "high"}],
    });
    let done = does(&boss, &job).await;

    assert_eq!(done["changed"], 2);
    assert_eq!(
        done["filter"],
        json!([{"parameter": "tag", "value": "red"}])
    );
    let raised = boss.sees_in_list("priority=high").await;
    assert_eq!(raised, ["two", "one"]);
    job["filter"] = json!({
        "include_deleted": true,
        "condition": {"path": "tags", "op": "contains", "value": "red"},
    });
    job["expected"] = json!(3);
    let done = does(&boss, &job).await;
    assert_eq!(
        (&done["refused"], &done["unchanged"]),
        (&json!(1), &json!(2)),
        "one of them is deleted"
    );
    job["filter"] = json!({"q": "three"});
    let done = does(&boss, &job).await;
    let told = json!([{"parameter": "q", "value": null}]);
    assert_eq!(done["filter"], told, "words that were typed are not kept");
}

#[tokio::test]
async fn tickets_are_named_by_id_number_and_reference() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 3).await;
    let second = boss.sees(&tickets[1]).await["number"].to_string();
    let third = boss.sees(&tickets[2]).await["reference"].clone();
    let names = json!([id_of(&tickets[0]), second, third, id_of(&tickets[0])]);
    let tag = json!([{"type": "add_tags", "tags": ["x"]}]);

    let job = does(&boss, &json!({"ticket_ids": names, "actions": tag})).await;

    assert_eq!((&job["total"], &job["changed"]), (&json!(3), &json!(3)));
}

#[tokio::test]
async fn owners_are_added_taken_away_and_replaced() {
    let (desk, boss) = desk().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = boss.opens("printer").await;
    let who = async || boss.sees(&ticket).await["assignee_ids"].clone();
    let all = [ticket.clone()];

    let give = json!([{"type": "assign", "members": [ana.id, ben.id]}]);
    does_to(&boss, &all, &give).await;
    assert_eq!(who().await, json!([ana.id, ben.id]));
    let take = json!([{"type": "unassign", "members": [ana.id]}]);
    does_to(&boss, &all, &take).await;
    assert_eq!(who().await, json!([ben.id]));
    let only = json!([{"type": "assign_only", "members": [ana.id]}]);
    does_to(&boss, &all, &only).await;
    assert_eq!(who().await, json!([ana.id]));
    let nobody = json!([{"type": "assign_only", "members": []}]);
    does_to(&boss, &all, &nobody).await;
    assert_eq!(who().await, json!([]));
}

#[tokio::test]
async fn a_department_gives_many_tickets_out_by_its_rule() {
    let (desk, boss) = desk().await;
    let support = desk.department("Support").await;
    let mut staff = Vec::new();
    for name in ["Ana", "Ben"] {
        let person = desk.hires(name).await;
        let path = format!("/members/{}", person.id);
        let to = json!({"department_ids": [support]});
        boss.patches(&path, &to).await.ok();
        staff.push(json!([person.id]));
    }
    let tickets = opens(&boss, 4).await;
    let route = json!({"type": "route", "department": support});
    let turns = json!([route, {"type": "assign_by_turn"}]);

    let none = does_to(&boss, &tickets, &turns).await;
    assert_eq!(none["refused"], 4, "the department has no rule");
    let why = &results(&boss, &none).await[0];
    assert_eq!(why["type"], "/problems/validation");
    assert!(
        why["detail"]
            .as_str()
            .unwrap()
            .contains("default assignment")
    );
    let rule = json!({"default_assignment": "round_robin"});
    boss.patches(&format!("/departments/{support}"), &rule)
        .await
        .ok();
    let job = does_to(&boss, &tickets, &turns).await;

    assert_eq!(job["changed"], 4, "{job}");
    let mut owners: Vec<Value> = Vec::new();
    for ticket in &tickets {
        owners.push(boss.sees(ticket).await["assignee_ids"].clone());
    }
    assert_eq!(owners, [&staff[..], &staff[..]].concat());
}

#[tokio::test]
async fn a_macro_is_applied_to_many() {
    let (desk, boss) = desk().await;
    let ana = desk.hires("Ana").await;
    let new = json!({
        "name": "Hello", "scope": {"type": "all"},
        "text": {"body": "{{ticket.subject}}", "visibility": "public"},
        "actions": [{"type": "add_tags", "tags": ["greeted"]}],
    });
    let made = boss.posts("/macros", &new).await;
    let tickets = opens(&ana, 3).await;
    let apply = json!([{"type": "apply_macro", "macro_id": made.ok()["id"]}]);

    let job = does_to(&ana, &tickets, &apply).await;

    assert_eq!(job["changed"], 3, "{job}");
    for (number, ticket) in tickets.iter().enumerate() {
        let said = ana.gets(&format!("{ticket}/messages")).await;
        let said = said.ok()["items"].as_array().unwrap().clone();
        assert_eq!(said.len(), 1);
        assert_eq!(said[0]["body"], format!("printer {number}"));
        assert_eq!(said[0]["author"]["name"], "Ana");
    }
}

#[tokio::test]
async fn many_are_deleted_and_brought_back() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 3).await;
    let delete = json!({
        "filter": {}, "expected": 3, "actions": [{"type": "delete"}],
    });
    let job = does(&boss, &delete).await;
    assert_eq!(job["changed"], 3);
    assert!(boss.sees_in_list("").await.is_empty());

    let restore = json!([{"type": "restore"}]);
    let job = does_to(&boss, &tickets, &restore).await;
    assert_eq!(job["changed"], 3);
    assert_eq!(boss.sees_in_list("").await.len(), 3);
    let again = does_to(&boss, &tickets, &restore).await;
    assert_eq!(again["unchanged"], 3);
}

#[tokio::test]
async fn a_custom_field_is_set_by_the_rules_of_fields() {
    let (_desk, boss) = desk().await;
    let field = json!({"key": "floor", "name": "Floor", "kind": {"type": "integer"}});
    boss.posts("/fields", &field).await.ok();
    let tickets = opens(&boss, 2).await;
    let set = json!([{"type": "set_fields", "fields": {"floor": 4}}]);
    let job = does_to(&boss, &tickets, &set).await;
    assert_eq!(job["changed"], 2);
    assert_eq!(boss.sees(&tickets[0]).await["fields"]["floor"], 4);
    let wrong = json!([{"type": "set_fields", "fields": {"floor": "x", "nothing": 1}}]);
    let wrong = json!({"ticket_ids": [id_of(&tickets[0])], "actions": wrong});
    let refused = boss.posts("/tickets/bulk", &wrong).await;
    assert_eq!(
        refused.refused_fields(),
        ["actions[0].fields.floor", "actions[0].fields.nothing"]
    );
}

#[tokio::test]
async fn one_that_is_refused_holds_up_no_other() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 3).await;
    boss.deletes(&tickets[1]).await.ok();
    let close = json!([{"type": "set_status", "status": "closed"}]);

    let job = does_to(&boss, &tickets, &close).await;

    assert_eq!((&job["changed"], &job["refused"]), (&json!(2), &json!(1)));
    let listed = results(&boss, &job).await;
    assert_eq!(listed[1]["result"], "refused");
    assert_eq!(listed[1]["type"], "/problems/conflict");
    let detail = listed[1]["detail"].as_str().unwrap();
    assert!(detail.contains("restore it first"), "{detail}");
    let path = format!(
        "/tickets/bulk/{}/results?limit=1&result=",
        job["id"].as_str().unwrap()
    );
    let refused = boss.pages_through(&format!("{path}refused")).await;
    assert_eq!(refused, [listed[1].clone()]);
    assert_eq!(boss.pages_through(&format!("{path}changed")).await.len(), 2);
}

#[tokio::test]
async fn the_same_request_is_one_job() {
    let (_desk, boss) = desk().await;
    let tickets = opens(&boss, 2).await;
    let job = json!({
        "ticket_ids": [id_of(&tickets[0])], "actions": [{"type": "delete"}],
    });
    let send = async || {
        let request = boss.request(reqwest::Method::POST, "/tickets/bulk");
        let request = request.json(&job).header("Idempotency-Key", "bulk-1");
        boss.sends(request).await
    };
    let first = send().await;
    let path = format!("/tickets/bulk/{}", first.ok()["id"].as_str().unwrap());
    ended(&boss, &path).await;
    let again = send().await;
    assert!(again.replayed);
    assert_eq!(again.body, first.body);
    let other = asks(&boss, &job).await;
    assert_ne!(other, path);
    assert_eq!(ended(&boss, &other).await["unchanged"], 1);
}
