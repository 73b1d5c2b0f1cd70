//! Ties between tickets.

use super::{NOBODY, id, items, story};
use crate::support::{Desk, Person};
use serde_json::json;

async fn links(person: &Person, ticket: &str, kind: &str, other: &str) -> crate::support::Answer {
    let body = json!({"kind": kind, "ticket_id": other});
    person.posts(&format!("{ticket}/links"), &body).await
}

#[tokio::test]
async fn a_link_stands_on_both_tickets_and_goes_from_both() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (printer, toner) = (ana.opens("printer").await, ana.opens("toner").await);
    let number = ana.sees(&toner).await["number"].to_string();

    let linked = links(&ana, &printer, "blocked_by", &number).await;

    assert_eq!(
        linked.ok()["links"],
        json!([{"kind": "blocked_by", "ticket_id": id(&toner)}])
    );
    let seen = ana.gets(&format!("{toner}/links")).await;
    assert_eq!(
        items(&seen),
        [json!({
            "kind": "blocks", "ticket_id": id(&printer), "number": 1, "subject": "printer",
            "status": "open", "deleted": false,
        })]
    );
    assert_eq!(seen.etag.as_deref(), Some("\"2\""));

    let path = format!("{toner}/links/blocks/{}", id(&printer));
    ana.deletes(&path).await.ok();
    ana.deletes(&path).await.ok(); // it is so already
    for ticket in [&printer, &toner] {
        assert_eq!(story(&ana, ticket).await, ["linked", "unlinked"]);
    }
}

#[tokio::test]
async fn a_link_that_makes_no_sense_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (one, two) = (ana.opens("one").await, ana.opens("two").await);
    for (kind, other) in [
        ("blocks", NOBODY),
        ("blocks", "4711"),
        ("blocks", "no such thing"),
        ("blocks", id(&one)),
    ] {
        let refused = links(&ana, &one, kind, other).await;
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (422, vec!["ticket_id".to_owned()])
        );
    }
    let refused = links(&ana, &one, "sits_on", id(&two)).await;
    assert_eq!(
        (refused.status, refused.refused_fields()),
        (422, vec!["kind".to_owned()])
    );
    for path in ["links/sits_on/1", "links/blocks/4711", "links/blocks/x"] {
        assert_eq!(
            ana.deletes(&format!("{one}/{path}")).await.status,
            404,
            "{path}"
        );
    }
    assert!(story(&ana, &one).await.is_empty());
}

#[tokio::test]
async fn nobody_is_their_own_ancestor_or_has_two_parents() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (old, middle) = (ana.opens("old").await, ana.opens("middle").await);
    let (young, other) = (ana.opens("young").await, ana.opens("other").await);
    links(&ana, &old, "parent_of", id(&middle)).await.ok();
    links(&ana, &young, "child_of", id(&middle)).await.ok();

    let circle = links(&ana, &young, "parent_of", id(&old)).await;
    assert_eq!(circle.refused_fields(), ["ticket_id"]);
    let second = links(&ana, &young, "child_of", id(&other)).await;
    assert_eq!(second.refused_fields(), ["kind"]);
    let stolen = links(&ana, &other, "parent_of", id(&young)).await;
    assert_eq!(stolen.refused_fields(), ["ticket_id"]);
    assert!(story(&ana, &other).await.is_empty());
}

#[tokio::test]
async fn a_parent_that_is_done_before_its_children_warns() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let parent = ana.opens("move house").await;
    let (boxes, lorry) = (ana.opens("boxes").await, ana.opens("lorry").await);
    for child in [&boxes, &lorry] {
        let linked = links(&ana, &parent, "parent_of", id(child)).await;
        assert_eq!(linked.ok()["warnings"], json!([]));
    }
    ana.sets_status(&boxes, "resolved").await.ok();

    let closed = ana.sets_status(&parent, "closed").await;

    assert_eq!(closed.ok()["status"], "closed");
    let warnings = closed.ok()["warnings"].clone();
    assert_eq!(warnings[0]["code"], "open_children");
    assert_eq!(warnings[0]["ticket_ids"], json!([id(&lorry)]));
    assert_eq!(warnings[0]["detail"], "Its child #3 is still open.");
    assert_eq!(ana.sees(&parent).await["warnings"], warnings);
    ana.sets_status(&lorry, "closed").await.ok();
    assert_eq!(ana.sees(&parent).await["warnings"], json!([]));
}
