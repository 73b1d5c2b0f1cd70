//! Everything wrong with a request is told at once, and nothing is begun.

use super::{desk, id_of, opens};
use crate::support::Desk;
use serde_json::json;

async fn jobs(desk: &Desk) -> i64 {
    let session = desk.database.session().await;
    let sql = "SELECT count(*) FROM es.events WHERE category = 'bulk'";
    session.query_one(sql, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn all_that_is_wrong_is_named() {
    let (desk, boss) = desk().await;
    let tickets = opens(&boss, 1).await;
    for (job, wrong) in [
        (json!({}), vec!["actions", "ticket_ids"]),
        (
            json!({"ticket_ids": [], "actions": [{"type": "delete"}]}),
            vec!["ticket_ids"],
        ),
        (
            json!({
                "ticket_ids": [id_of(&tickets[0]), "99999", "no ticket"], "expected": 3,
                "actions": [{"type": "set_status", "status": "nope"}, {"type": "restore"}],
            }),
            vec![
                "actions[0].status",
                "actions[1]",
                "expected",
                "ticket_ids[1]",
                "ticket_ids[2]",
            ],
        ),
        (
            json!({
                "filter": {"stauts": "open", "overdue": "maybe", "limit": 3},
                "actions": [{"type": "delete"}],
            }),
            vec!["expected", "filter.limit", "filter.stauts"],
        ),
        (
            json!({
                "filter": {"overdue": "maybe", "status": "nope", "condition": {"path": "x"}},
                "actions": [{"type": "add_tags", "tags": ["a"]}],
            }),
            vec![
                "filter.condition.op",
                "filter.condition.path",
                "filter.overdue",
                "filter.status",
            ],
        ),
        (
            json!({"ticket_ids": ["1"], "filter": {}, "actions": [{"type": "delete"}]}),
            vec!["ticket_ids"],
        ),
        (
            json!({"filter": {"tag": "nobody-has-it"}, "actions": [{"type": "restore"}]}),
            vec!["filter"],
        ),
    ] {
        let answer = boss.posts("/tickets/bulk", &job).await;
        assert_eq!(answer.status, 422, "{job} {answer:?}");
        let mut fields = answer.refused_fields();
        fields.sort();
        assert_eq!(fields, wrong, "{answer:?}");
    }
    assert_eq!(jobs(&desk).await, 0);
}

#[tokio::test]
async fn nobody_deletes_more_than_they_saw() {
    let (desk, boss) = desk().await;
    opens(&boss, 3).await;
    let delete = |expected: u32| {
        json!({
            "filter": {}, "expected": expected, "actions": [{"type": "delete"}],
        })
    };
    let answer = boss.posts("/tickets/bulk", &delete(2)).await;
    assert_eq!(answer.refused_fields(), ["expected"]);
    let detail = answer.body["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("finds 3 tickets"), "{detail}");
    assert_eq!(jobs(&desk).await, 0);
    // fewer than were seen: somebody else was there before
    let fewer = boss.posts("/tickets/bulk", &delete(4)).await;
    assert_eq!(fewer.ok()["total"], 3);
}
