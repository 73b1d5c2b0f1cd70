//! The past as people ask for it: one ticket, what became different, lists and counts.

use crate::support::Desk;
use serde_json::json;

#[tokio::test]
async fn a_ticket_is_shown_as_of_a_position() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("first words").await;
    ana.patches(&ticket, &json!({"subject": "second words"}))
        .await
        .ok();
    let history = ana.history_of(&ticket).await;

    for (entry, subject) in history.iter().zip(["first words", "second words"]) {
        let position = &entry["position"];
        let seen = ana.sees(&format!("{ticket}?as_of={position}")).await;
        assert_eq!(seen["subject"], subject);
    }
    let before = ana.gets(&format!("{ticket}?as_of=0")).await;
    assert_eq!(before.status, 404);
    let wrong = ana.gets(&format!("{ticket}?as_of=yesterday")).await;
    assert_eq!(wrong.status, 400);
    assert_eq!(wrong.refused_fields(), ["as_of"]);
}

#[tokio::test]
async fn two_moments_of_a_ticket_are_compared() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("printer").await;
    let change = json!({"subject": "printer on fire", "tags": ["fire"], "priority": "urgent"});
    ana.patches(&ticket, &change).await.ok();
    ana.patches(&ticket, &json!({"priority": "normal"}))
        .await
        .ok();
    let opened = ana.history_of(&ticket).await[0]["position"].clone();

    let told = ana
        .sees(&format!("{ticket}/difference?from={opened}"))
        .await;

    assert_eq!(told["from_version"], 1);
    let changes = told["changes"].as_array().unwrap();
    let paths: Vec<_> = changes
        .iter()
        .map(|c| c["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["subject", "tags"]); // the priority is what it was
    assert_eq!(changes[0]["before"], "printer");
    assert_eq!(changes[0]["after"], "printer on fire");

    let nothing = ana
        .sees(&format!("{ticket}/difference?from={opened}&to={opened}"))
        .await;
    assert_eq!(nothing["changes"], json!([]));
    let wrong = ana.gets(&format!("{ticket}/difference")).await;
    assert_eq!(wrong.refused_fields(), ["from"]);
}

#[tokio::test]
async fn a_list_is_shown_as_it_was() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("printer").await;
    let opened = ana.history_of(&ticket).await[0]["position"].clone();
    ana.sets_status(&ticket, "pending").await.ok();
    ana.patches(&ticket, &json!({"subject": "printer on fire"}))
        .await
        .ok();
    ana.opens("screen").await;

    let then = format!("as_of={opened}");
    assert_eq!(ana.sees_in_list(&then).await, ["printer"]);
    let then = format!("as_of={opened}&status=open");
    assert_eq!(ana.sees_in_list(&then).await, ["printer"]);
    let then = format!("as_of={opened}&status=pending");
    assert!(ana.sees_in_list(&then).await.is_empty());
    assert_eq!(
        ana.sees_in_list("as_of=2190-01-01T00:00:00Z").await,
        ["screen", "printer on fire"]
    );
    let wrong = ana
        .gets("/tickets?as_of=3&q=printer&sort=due_at&overdue=true")
        .await;
    assert_eq!(wrong.status, 400);
    assert_eq!(wrong.refused_fields(), ["q", "sort", "overdue"]);
}

#[tokio::test]
async fn tickets_are_counted_as_they_were() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("printer").await;
    let opened = ana.history_of(&ticket).await[0]["position"].clone();
    ana.sets_status(&ticket, "pending").await.ok();
    ana.opens("screen").await;

    let counted = async |query: &str| {
        let path = format!("/tickets/counts?group_by=status{query}");
        let counts = ana.gets(&path).await.ok().clone();
        let groups = counts["groups"].as_array().unwrap().iter();
        let groups = groups.map(|g| format!("{} {}", g["key"].as_str().unwrap(), g["count"]));
        (
            counts["total"].as_i64().unwrap(),
            groups.collect::<Vec<_>>(),
        )
    };
    let then = counted(&format!("&as_of={opened}")).await;
    assert_eq!(then, (1, vec!["open 1".to_owned()]));
    let now = (2, vec!["open 1".to_owned(), "pending 1".to_owned()]);
    assert_eq!(counted("").await, now);
    assert_eq!(counted("&as_of=2190-01-01T00:00:00Z").await, now);
    let members = format!("/tickets/counts?group_by=assignee&as_of={opened}");
    let nobody = json!([{"id": null, "key": null, "name": null, "count": 1}]);
    assert_eq!(ana.gets(&members).await.ok()["groups"], nobody);
    let wrong = ana.gets("/tickets/counts?as_of=3&q=a&text=b").await;
    assert_eq!(wrong.refused_fields(), ["text", "q"]);
}

#[tokio::test]
async fn the_past_of_what_is_out_of_reach_is_not_shown() {
    let desk = Desk::open().await;
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let chief = desk.administrator();
    let ben = desk.hires("Ben").await;
    let of_sales = json!({"department_ids": [sales]});
    chief
        .patches(&format!("/members/{}", ben.id), &of_sales)
        .await
        .ok();
    let ticket = chief.opens("printer").await;
    chief
        .patches(&ticket, &json!({"department_id": sales}))
        .await
        .ok();
    let was_sales = chief.history_of(&ticket).await.last().unwrap()["position"].clone();
    chief
        .patches(&ticket, &json!({"department_id": support}))
        .await
        .ok();

    let list = format!("as_of={was_sales}&department={sales}");
    assert_eq!(chief.sees_in_list(&list).await, ["printer"]);
    assert!(ben.sees_in_list(&list).await.is_empty());
    let past = ben.gets(&format!("{ticket}?as_of={was_sales}")).await;
    assert_eq!(past.status, 404);
    let difference = ben
        .gets(&format!("{ticket}/difference?from={was_sales}"))
        .await;
    assert_eq!(difference.status, 404);
}
