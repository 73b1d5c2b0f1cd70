//! Lists with wrong parameters, and addresses where nothing is.

use super::{Body, all_are_refused, get, post};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn lists_name_the_parameter_that_is_wrong() {
    all_are_refused(vec![
        get("/tickets?limit=0", "limit"),
        get("/tickets?limit=201", "limit"),
        get("/tickets?limit=-1", "limit"),
        get("/tickets?limit=99999999999999999999", "limit"),
        get("/tickets?limit=ten", "limit"),
        get("/tickets?cursor=broken", "cursor"),
        get("/tickets?cursor=", "cursor"),
        get("/tickets?cursor=AAAAAAAAAAAAAAAAAAAAAAAA", "cursor"),
        get("/tickets?cursor=%00%ff", "cursor"),
        get("/tickets?status=nothing", "status"),
        get("/tickets?status=%00", "status"),
        get("/tickets?priority=asap", "priority"),
        get("/tickets?department=7", "department"),
        get("/tickets?assignee=ana", "assignee"),
        get("/tickets?unassigned=perhaps", "unassigned"),
        get("/tickets?created_from=soon", "created_from"),
        get("/tickets?due_to=99999-01-01T00:00:00Z", "due_to"),
        get("/tickets?sort=colour", "sort"),
        get("/tickets?text=%00", "text"),
        get("/tickets?tag=%00", "tag"),
        get("/tickets?stauts=open", "stauts"),
        get(format!("/tickets?text={}", "x".repeat(5000)), "text"),
        get("/tickets?min_position=-1", "min_position"),
        get("/events?after=-1", "after"),
        get("/events?after=99999999999999999999", "after"),
        get("/events?limit=1000000", "limit"),
        get("/events?types=%00", "types"),
        get("/events?stream_id=7", "stream_id"),
        get("/events/stream?after=x", "after"),
        get("/members?limit=0", "limit"),
        get("/members?cursor=broken", "cursor"),
    ])
    .await;
}

#[tokio::test]
async fn unknown_ids_and_addresses_are_not_found() {
    let nobody = "018f0000-0000-7000-8000-000000000000";
    let note = json!({"body": "x", "visibility": "internal"});
    let mut bad = vec![
        post(&format!("/tickets/{nobody}/messages"), note.clone(), ""),
        post("/tickets/999999/messages", note, ""),
        get("/nothing", ""),
        get("/tickets/1/nothing", ""),
    ];
    for id in [
        nobody,
        "999999",
        "0",
        "-1",
        "x",
        "%00",
        "99999999999999999999",
        "%ff",
    ] {
        bad.push(get(format!("/tickets/{id}"), ""));
        bad.push(get(format!("/tickets/{id}/history"), ""));
        bad.push(get(format!("/members/{id}"), ""));
        bad.push(get(format!("/statuses/{id}"), ""));
        let rename = Body::Json(json!({"subject": "x"}));
        bad.push((Method::PATCH, format!("/tickets/{id}"), rename, ""));
        bad.push((Method::DELETE, format!("/tickets/{id}"), Body::Nothing, ""));
    }
    for answer in all_are_refused(bad).await {
        assert!([400, 404].contains(&answer.status), "{answer:?}");
    }
}
