//! The ticket list: filters, order, pages, and that what was just done is there.

mod conditions;
mod filters;
mod orders;
mod tags;
mod views;

use crate::support::Desk;
use serde_json::json;

#[tokio::test]
async fn what_one_did_the_other_sees_in_the_list_at_once() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);

    for number in 0..20 {
        let subject = format!("ticket {number}");
        let ticket = ana.opens(&subject).await;
        assert_eq!(ben.sees_in_list("").await.first(), Some(&subject));
        ben.sets_status(&ticket, "pending").await.ok();
        assert_eq!(ana.sees_in_list("status=pending").await.len(), number + 1);
    }
}

#[tokio::test]
async fn a_list_shows_what_all_its_filters_want() {
    let desk = Desk::open().await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let support = desk.department("Support").await;
    let fire = json!({
        "subject": "printer on fire", "priority": "urgent", "department_id": support,
        "assignee_ids": [ben.id], "tags": ["Hardware", "third floor"],
        "due_at": "2030-05-01T10:00:00Z",
    });
    ana.opens_with(&fire).await;
    ana.opens_with(&json!({"subject": "printer is out of paper", "tags": ["hardware"]}))
        .await;
    let closed = ana.opens("password forgotten").await;
    ana.sets_status(&closed, "closed").await.ok();
    let ben_id = ben.id;

    for (filter, subjects) in [
        ("status=closed".to_owned(), vec!["password forgotten"]),
        (
            "status=open,closed&priority=urgent".to_owned(),
            vec!["printer on fire"],
        ),
        ("not_status=open".to_owned(), vec!["password forgotten"]),
        (format!("assignee={ben_id}"), vec!["printer on fire"]),
        (
            format!("department={support}&status=open"),
            vec!["printer on fire"],
        ),
        (format!("department={support}&status=closed"), vec![]),
        (
            "tag=hardware&sort=created_at".to_owned(),
            vec!["printer on fire", "printer is out of paper"],
        ),
        (
            "tag=hardware&unassigned=true".to_owned(),
            vec!["printer is out of paper"],
        ),
        ("text=FORGOTTEN".to_owned(), vec!["password forgotten"]),
        ("text=%25".to_owned(), vec![]),
        (
            "due_from=2030-05-01T10:00:00Z&due_to=2030-05-01T10:00:01Z".to_owned(),
            vec!["printer on fire"],
        ),
        ("due_to=2030-05-01T10:00:00Z".to_owned(), vec![]),
        ("created_to=2001-01-01T00:00:00Z".to_owned(), vec![]),
    ] {
        assert_eq!(ana.sees_in_list(&filter).await, subjects, "{filter}");
    }
    assert_eq!(ben.sees_in_list("assignee=me").await, ["printer on fire"]);
}

#[tokio::test]
async fn pages_show_every_ticket_once_while_others_are_opened_and_changed() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let mut subjects: Vec<String> = (0..25).map(|n| format!("ticket {n:02}")).collect();
    for subject in &subjects {
        ana.opens(subject).await;
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = ana.gets(&format!("/tickets?limit=4{cursor}")).await;
        let page = page.ok();
        for ticket in page["items"].as_array().unwrap() {
            seen.push(ticket["subject"].as_str().unwrap().to_owned());
            let path = format!("/tickets/{}", ticket["id"].as_str().unwrap());
            ana.sets_status(&path, "in_progress").await.ok();
        }
        ana.opens("came later").await;
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }

    subjects.reverse(); // newest first
    assert_eq!(seen, subjects);
}
