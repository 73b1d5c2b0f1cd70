//! Retiring departments and members never leaves a ticket alone.

use crate::support::{Desk, Person};
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

async fn in_department(person: &Person, subject: &str, department: &str) -> String {
    let ticket = json!({"subject": subject, "department_id": department});
    person.opens_with(&ticket).await
}

#[tokio::test]
async fn a_department_with_open_tickets_is_not_retired_until_they_go_somewhere() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let open = in_department(&administrator, "open", &support).await;
    let done = in_department(&administrator, "done", &support).await;
    administrator.sets_status(&done, "closed").await.ok();
    let path = format!("/departments/{support}");

    let refused = administrator.deletes(&path).await;

    assert_eq!(refused.status, 409, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["tickets"]);
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("1 open ticket;"), "{detail}");

    let moved = administrator
        .deletes(&format!("{path}?move_tickets_to={sales}"))
        .await;

    assert_eq!(moved.ok()["retired"], true);
    assert_eq!(
        administrator.sees(&open).await["department_id"],
        sales.as_str()
    );
    assert_eq!(
        administrator.sees(&done).await["department_id"],
        support.as_str()
    );
    let last = administrator.history_of(&open).await.pop().unwrap();
    let retired = administrator.history_of(&path).await.pop().unwrap();
    assert_eq!(last["type"], "ticket.routed");
    assert_eq!(last["correlation_id"], retired["correlation_id"]);
}

#[tokio::test]
async fn an_empty_department_is_retired_and_its_name_is_kept() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let support = desk.department("Support").await;
    let path = format!("/departments/{support}");
    let retired = administrator.deletes(&path).await;
    assert_eq!(retired.ok()["retired"], true);
    assert_eq!(administrator.deletes(&path).await.status, 200, "again");
    assert_eq!(administrator.gets(&path).await.ok()["name"], "Support");
}

#[tokio::test]
async fn rules_and_macros_that_name_a_department_stand_in_the_way_even_of_moving() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let ticket = in_department(&administrator, "open", &support).await;
    let rule = json!({
        "name": "Note it", "on": ["ticket.created"], "when": {"department": [support]},
        "do": [{"type": "add_note", "body": "n"}],
    });
    let routing = json!({
        "name": "To support", "actions": [{"type": "route", "department": support}],
        "scope": {"type": "all"},
    });
    let rule = administrator.posts("/rules", &rule).await;
    let made = administrator.posts("/macros", &routing).await;
    let path = format!("/departments/{support}?move_tickets_to={sales}");

    let refused = administrator.deletes(&path).await;

    assert_eq!(refused.status, 409, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["rule", "macro"]);
    let detail = refused.body["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("Note it"), "{detail}");
    let seen = administrator.sees(&ticket).await;
    assert_eq!(seen["department_id"], support.as_str(), "nothing was moved");

    for (list, made) in [("rules", rule), ("macros", made)] {
        let id = made.ok()["id"].as_str().unwrap().to_owned();
        administrator.deletes(&format!("/{list}/{id}")).await.ok();
    }
    administrator.deletes(&path).await.ok();
    let seen = administrator.sees(&ticket).await;
    assert_eq!(seen["department_id"], sales.as_str());
}

#[tokio::test]
async fn a_members_open_tickets_are_handed_over_before_they_leave() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let assigned = |ids: &[Uuid]| json!({"subject": "s", "assignee_ids": ids});
    let hers = administrator.opens_with(&assigned(&[ana.id])).await;
    let both = administrator.opens_with(&assigned(&[ana.id, ben.id])).await;
    let path = format!("/members/{}", ana.id);

    let refused = administrator.deletes(&path).await;

    assert_eq!(refused.status, 409, "{refused:?}");
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("2 open tickets"), "{detail}");

    let to = format!("{path}?move_tickets_to={}", ben.id);
    administrator.deletes(&to).await.ok();

    for ticket in [&hers, &both] {
        let seen = administrator.sees(ticket).await;
        assert_eq!(seen["assignee_ids"], json!([ben.id]));
    }
    let key = ana.gets("/workspace").await;
    assert_eq!(key.status, 401, "who left has no key");
}

#[tokio::test]
async fn who_leads_or_stands_in_for_others_is_not_retired() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let led = json!({"name": "Support", "lead_id": ana.id});
    administrator.posts("/departments", &led).await.ok();
    let away = json!({"away": {
        "from": "2026-03-01T09:30:00Z", "until": "2026-03-08T09:30:00Z", "substitute_id": ana.id,
    }});
    let bens = format!("/members/{}", ben.id);
    administrator.patches(&bens, &away).await.ok();

    let refused = administrator.deletes(&format!("/members/{}", ana.id)).await;

    assert_eq!(refused.status, 409, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["department", "member"]);
}

#[tokio::test]
async fn tickets_are_moved_only_to_somewhere_in_use() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let support = desk.department("Support").await;
    let gone = desk.department("Gone").await;
    administrator
        .deletes(&format!("/departments/{gone}"))
        .await
        .ok();
    for to in [support.clone(), gone, Uuid::nil().to_string()] {
        let path = format!("/departments/{support}?move_tickets_to={to}");
        let refused = administrator.deletes(&path).await;
        assert_eq!(refused.status, 400, "{refused:?}");
        assert_eq!(refused.refused_fields(), ["move_tickets_to"]);
    }
}

#[tokio::test]
async fn the_last_administrator_keeps_the_tickets_and_the_office() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ana = desk.hires("Ana").await;
    let members = administrator.pages_through("/members?limit=200").await;
    let is_me = |member: &&Value| member["administrator"] == true;
    let me = members.iter().find(is_me).unwrap()["id"].as_str().unwrap();
    let ticket = json!({"subject": "mine", "assignee_ids": [me]});
    let ticket = administrator.opens_with(&ticket).await;

    let path = format!("/members/{me}?move_tickets_to={}", ana.id);
    let refused = administrator.deletes(&path).await;

    assert_eq!(refused.refused_fields(), ["administrator"], "{refused:?}");
    assert_eq!(
        administrator.sees(&ticket).await["assignee_ids"],
        json!([me])
    );
}

#[tokio::test]
async fn tickets_that_come_in_while_a_department_is_retired_are_moved_too() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    for number in 0..30 {
        in_department(&administrator, &format!("{number}"), &support).await;
    }
    let coming = join_all((0..20).map(|number| {
        let ticket = json!({"subject": format!("late {number}"), "department_id": support});
        let person = administrator.clone();
        async move { person.posts("/tickets", &ticket).await.status }
    }));
    let path = format!("/departments/{support}?move_tickets_to={sales}");

    let (retired, coming) = tokio::join!(administrator.deletes(&path), coming);

    assert_eq!(retired.ok()["retired"], true);
    let taken = coming.iter().filter(|status| **status == 201).count();
    assert!(
        coming.iter().all(|status| [201, 422].contains(status)),
        "{coming:?}"
    );
    let left = administrator
        .sees_in_list(&format!("department={support}"))
        .await;
    assert_eq!(left, Vec::<String>::new());
    let moved = administrator
        .sees_in_list(&format!("department={sales}"))
        .await;
    assert_eq!(moved.len(), 30 + taken);
}
