//! The tags in use: what a tag input suggests.

use crate::support::{Desk, Person};
use serde_json::{Value, json};

/// Tags and how many tickets have them.
async fn tags(person: &Person, query: &str) -> Vec<(String, i64)> {
    let answer = person.gets(&format!("/tags{query}")).await;
    let items = answer.ok()["items"].as_array().unwrap().iter();
    let tag = |item: &Value| {
        let tag = item["tag"].as_str().unwrap().to_owned();
        (tag, item["tickets"].as_i64().unwrap())
    };
    items.map(tag).collect()
}

fn used(tags: &[(&str, i64)]) -> Vec<(String, i64)> {
    let owned = tags
        .iter()
        .map(|(tag, tickets)| ((*tag).to_owned(), *tickets));
    owned.collect()
}

#[tokio::test]
async fn tags_in_use_are_told_with_how_many_tickets_have_them() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let open = async |tags: &[&str]| {
        let ticket = json!({"subject": "printer", "tags": tags});
        ana.opens_with(&ticket).await
    };
    let first = open(&["Hardware", "hard disk"]).await;
    let second = open(&["hardware", "100%"]).await;
    open(&["طابعة"]).await;
    open(&[]).await;

    let all = [("hardware", 2), ("100%", 1), ("hard disk", 1), ("طابعة", 1)];
    assert_eq!(tags(&ana, "").await, used(&all));
    for (query, found) in [
        ("?q=HARD", &[("hardware", 2), ("hard disk", 1)][..]),
        ("?q=hard&limit=1", &[("hardware", 2)]),
        ("?q=%20hardw", &[("hardware", 2)]),
        ("?q=ware", &[]),
        ("?q=%25", &[]),
        ("?q=100%25", &[("100%", 1)]),
        ("?q=%D8%B7", &[("طابعة", 1)]),
    ] {
        assert_eq!(tags(&ana, query).await, used(found), "{query}");
    }

    ana.patches(&first, &json!({"tags": ["hard disk"]}))
        .await
        .ok();
    desk.administrator().deletes(&second).await.ok();
    assert_eq!(
        tags(&ana, "").await,
        used(&[("hard disk", 1), ("طابعة", 1)])
    );
    for wrong in ["?limit=0", "?limit=201", "?q=a%00b"] {
        assert_eq!(
            ana.gets(&format!("/tags{wrong}")).await.status,
            400,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn tags_of_tickets_out_of_reach_are_neither_told_nor_counted() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let (support, sales) = (
        desk.department("Support").await,
        desk.department("Sales").await,
    );
    let lea = desk.hires_as("Lea", "light_member").await;
    let belongs = json!({"department_ids": [support]});
    let member = format!("/members/{}", lea.id);
    administrator.patches(&member, &belongs).await.ok();
    for (department, tags) in [(&support, ["vip", "paper"]), (&sales, ["vip", "merger"])] {
        let ticket = json!({"subject": "order", "department_id": department, "tags": tags});
        administrator.opens_with(&ticket).await;
    }

    assert_eq!(tags(&lea, "").await, used(&[("paper", 1), ("vip", 1)]));
    assert_eq!(tags(&lea, "?q=mer").await, used(&[]));
    assert_eq!(
        tags(&administrator, "").await,
        used(&[("vip", 2), ("merger", 1), ("paper", 1)])
    );
}
