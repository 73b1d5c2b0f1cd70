//! Two customers who turn out to be one.

use super::{id, meets, merges, names};
use crate::support::Desk;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn two_who_are_one_are_merged_and_everything_leads_to_who_goes_on() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let old = meets(
        &ana,
        json!({"name": "D. Levi", "emails": ["dana@old.example"]}),
    )
    .await;
    let dana = meets(
        &ana,
        json!({"phones": ["123"], "emails": ["dana@new.example"]}),
    )
    .await;
    let last = meets(&ana, json!({"name": "Dana Levi"})).await;

    let merged = merges(&ana, &old, &dana).await;

    assert_eq!(merged.ok()["merged_into"], id(&dana));
    let target = ana.sees(&dana).await;
    assert_eq!(
        target["emails"],
        json!(["dana@new.example", "dana@old.example"])
    );
    assert_eq!(target["name"], "D. Levi");
    let taken = ana
        .posts("/customers", &json!({"emails": ["dana@old.example"]}))
        .await;
    assert_eq!(taken.refused_fields(), ["emails[0]"]);
    merges(&ana, &dana, &last).await.ok();
    for path in [&old, &dana] {
        assert_eq!(ana.sees(path).await["merged_into"], id(&last));
    }
    assert_eq!(ana.sees(&old).await["name"], "D. Levi", "still readable");
    assert_eq!(names(&ana, "/customers?limit=1").await, ["Dana Levi"]);
    let history = ana.history_of(&old).await;
    assert_eq!(history[1]["type"], "customer.merged");
    let change = json!({"path": "merged_into", "before": null, "after": id(&dana)});
    assert_eq!(history[1]["changes"], json!([change]));
}

#[tokio::test]
async fn a_merge_that_makes_no_sense_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let (a, b) = (
        meets(&ana, json!({"name": "A"})).await,
        meets(&ana, json!({"name": "B"})).await,
    );
    let nobody = format!("/customers/{}", Uuid::now_v7());
    for into in [&a, &nobody] {
        let refused = merges(&ana, &a, into).await;
        assert_eq!(
            (refused.status, refused.refused_fields()),
            (422, vec!["into".to_owned()])
        );
    }
    assert_eq!(merges(&ana, &nobody, &a).await.status, 404);
    merges(&ana, &a, &b).await.ok();
    let again = merges(&ana, &a, &b).await;
    assert_eq!(again.status, 409, "{again:?}");
    let back = merges(&ana, &b, &a).await;
    assert_eq!(back.refused_fields(), ["into"]);
}
