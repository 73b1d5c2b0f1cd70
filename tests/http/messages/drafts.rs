//! Drafts: seen by their author alone, until they are posted.

use super::*;

fn draft(ticket: &str) -> String {
    format!("{ticket}/draft")
}

async fn puts(person: &Person, ticket: &str, body: &Value) -> Answer {
    person
        .sends(person.request(Method::PUT, &draft(ticket)).json(body))
        .await
}

#[tokio::test]
async fn a_draft_is_kept_for_its_author_alone_and_leaves_no_event() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("half a thought").await;
    let head = desk.head().await;
    assert_eq!(ana.gets(&draft(&ticket)).await.status, 404);

    let body = json!({"body": "What if", "visibility": "internal", "format": "markdown"});
    let put = puts(&ana, &ticket, &body).await;

    assert_eq!(put.ok()["body"], "What if");
    assert_eq!(ana.sees(&draft(&ticket)).await, *put.ok());
    assert_eq!(ben.gets(&draft(&ticket)).await.status, 404);
    assert_eq!(ben.sees("/drafts").await["items"], json!([]));
    assert_eq!(ana.sees("/drafts").await["items"], json!([put.ok()]));
    assert_eq!(desk.head().await, head);

    puts(&ana, &ticket, &json!({"body": "What if we"}))
        .await
        .ok();
    assert_eq!(ana.sees(&draft(&ticket)).await["body"], "What if we");
    assert_eq!(
        ana.deletes(&draft(&ticket)).await.ok()["body"],
        "What if we"
    );
    assert_eq!(ana.deletes(&draft(&ticket)).await.status, 404);
}

#[tokio::test]
async fn posting_throws_ones_own_draft_away_and_no_other() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let (ticket, other) = (ana.opens("busy").await, ana.opens("quiet").await);
    for (person, ticket) in [(&ana, &ticket), (&ana, &other), (&ben, &ticket)] {
        puts(person, ticket, &json!({"body": "I think"})).await.ok();
    }
    let refused = ana
        .posts(
            &format!("{ticket}/messages"),
            &json!({"body": "", "visibility": "public"}),
        )
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(ana.gets(&draft(&ticket)).await.status, 200);

    says(
        &ana,
        &ticket,
        json!({"body": "I think so", "visibility": "public"}),
    )
    .await;

    assert_eq!(ana.gets(&draft(&ticket)).await.status, 404);
    assert_eq!(ana.gets(&draft(&other)).await.status, 200);
    assert_eq!(ben.gets(&draft(&ticket)).await.status, 200);
}

#[tokio::test]
async fn all_drafts_are_listed_the_last_one_first() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let mut tickets = Vec::new();
    for n in 0..5 {
        let ticket = ana.opens(&format!("ticket {n}")).await;
        puts(&ana, &ticket, &json!({"body": format!("{n}")}))
            .await
            .ok();
        tickets.push(ticket);
    }
    puts(&ana, &tickets[1], &json!({"body": "1!"})).await.ok();

    let drafts = ana.pages_through("/drafts?limit=2").await;

    assert_eq!(bodies(&drafts), ["1!", "4", "3", "2", "0"]);
}

#[tokio::test]
async fn a_draft_that_no_message_could_become_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("too much").await;
    let ids: Vec<_> = (0..51).map(|_| ana.id).collect();
    let long = "x".repeat(256 * 1024 + 1);

    let refused = puts(&ana, &ticket, &json!({"body": long, "attachment_ids": ids})).await;
    assert_eq!(
        (refused.status, told(&refused)),
        (422, vec!["attachment_ids".into(), "body".into()])
    );
    let quotes = "\"".repeat(256 * 1024);
    assert_eq!(
        puts(&ana, &ticket, &json!({"body": quotes})).await.status,
        413
    );
    let nowhere = "/tickets/018f0000-0000-7000-8000-000000000000";
    assert_eq!(puts(&ana, nowhere, &json!({"body": "x"})).await.status, 404);
    assert_eq!(ana.gets("/drafts?cursor=v3").await.status, 400);
    assert_eq!(ana.gets(&draft(&ticket)).await.status, 404);
}
