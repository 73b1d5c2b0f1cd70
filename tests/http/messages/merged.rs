//! Conversations of tickets that became parts of others, and messages that became tickets.

use super::*;

#[tokio::test]
async fn the_messages_of_merged_tickets_are_read_together_by_time() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (one, two) = (ana.opens("one").await, ana.opens("two").await);
    for n in 0..6 {
        let ticket = if n % 2 == 0 { &one } else { &two };
        says(
            &ana,
            ticket,
            json!({"body": format!("{n}"), "visibility": "public"}),
        )
        .await;
    }

    let merge = json!({"ticket_ids": [id_of(&two)]});
    ana.posts(&format!("{one}/merge"), &merge).await.ok();

    let together = conversation(&ana, &one, "").await;
    assert_eq!(bodies(&together), ["0", "1", "2", "3", "4", "5"]);
    let backwards = conversation(&ana, &one, "&order=desc").await;
    assert_eq!(bodies(&backwards), ["5", "4", "3", "2", "1", "0"]);
    assert_eq!(together[1]["ticket_id"], id_of(&two));
    assert_eq!(together[1]["ticket_number"], ana.sees(&two).await["number"]);
    assert_eq!(bodies(&conversation(&ana, &two, "").await), ["1", "3", "5"]);

    let message = address(&one, &together[1]);
    assert_eq!(ana.sees(&message).await, together[1]);
    ana.posts(&format!("{message}/redact"), &json!({"reason": "private"}))
        .await
        .ok();
    assert_eq!(
        bodies(&conversation(&ana, &one, "").await),
        ["0", "", "2", "3", "4", "5"]
    );
    let answer = ana
        .posts(
            &format!("{two}/messages"),
            &json!({"body": "x", "visibility": "public"}),
        )
        .await;
    assert_eq!(answer.status, 409);

    ana.posts(&format!("{two}/unmerge"), &json!({})).await.ok();
    assert_eq!(bodies(&conversation(&ana, &one, "").await), ["0", "2", "4"]);
}

#[tokio::test]
async fn a_message_that_became_a_ticket_tells_of_it_on_both_sides() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let ticket = ana.opens("two things").await;
    let posted = says(
        &ana,
        &ticket,
        json!({"body": "And the toner?", "visibility": "public"}),
    )
    .await;
    let message = address(&ticket, &posted);

    let split = ben
        .posts(&format!("{message}/split"), &json!({"subject": "toner"}))
        .await;

    let new = format!("/tickets/{}", split.ok()["id"].as_str().unwrap());
    assert_eq!(ana.sees(&message).await["split_to"], id_of(&new));
    let first = conversation(&ana, &new, "").await.remove(0);
    assert_eq!(
        (&first["body"], &first["author"]["name"]),
        (&json!("And the toner?"), &json!("Ana"))
    );
    assert_eq!(first["created_at"], posted["created_at"]);
    assert_eq!(first["source"]["ticket_id"], id_of(&ticket));
    assert_eq!(first["source"]["message_id"], posted["id"]);
    assert_eq!(first["source"]["taken_by"]["name"], "Ben");
}
