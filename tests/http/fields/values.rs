//! Values of custom fields on tickets: the rules hold over HTTP.

use super::*;

#[tokio::test]
async fn a_ticket_keeps_the_rules_of_its_fields() {
    let desk = Desk::open().await;
    with_fields(&desk, [device(), keyboard()]).await;
    let ana = desk.hires("Ana").await;

    let gap = json!({"subject": "s", "fields": {"size": 1, "device": "tablet"}});
    let refused = ana.posts("/tickets", &gap).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    let mut fields = refused.refused_fields();
    fields.sort();
    assert_eq!(fields, ["fields.device", "fields.size"]);
    let missing = ana.posts("/tickets", &json!({"subject": "s"})).await;
    assert_eq!(missing.refused_fields(), ["fields.keyboard"], "{missing:?}");

    let hebrew = json!({"subject": "s", "fields": {"keyboard": "  Hebrew "}});
    let ticket = ana.opens_with(&hebrew).await;
    let seen = ana.sees(&ticket).await;
    assert_eq!(
        seen["fields"],
        json!({"device": "laptop", "keyboard": "Hebrew"})
    );
}

#[tokio::test]
async fn what_is_hidden_is_not_told_and_comes_back() {
    let desk = Desk::open().await;
    with_fields(&desk, [device(), keyboard()]).await;
    let ana = desk.hires("Ana").await;
    let hebrew = json!({"subject": "s", "fields": {"keyboard": "Hebrew"}});
    let ticket = ana.opens_with(&hebrew).await;

    ana.patches(&ticket, &json!({"fields": {"device": "phone"}}))
        .await
        .ok();
    assert_eq!(
        ana.sees(&ticket).await["fields"],
        json!({"device": "phone"})
    );
    let hidden = json!({"fields": {"keyboard": "Arabic"}});
    let refused = ana.patches(&ticket, &hidden).await;
    assert_eq!(refused.refused_fields(), ["fields.keyboard"], "{refused:?}");

    ana.patches(&ticket, &json!({"fields": {"device": "laptop"}}))
        .await
        .ok();
    assert_eq!(ana.sees(&ticket).await["fields"]["keyboard"], "Hebrew");
}

#[tokio::test]
async fn a_change_elsewhere_brings_what_it_makes_necessary_in_the_same_request() {
    let desk = Desk::open().await;
    with_fields(&desk, [device(), keyboard()]).await;
    let ana = desk.hires("Ana").await;
    let calm = json!({"subject": "s", "priority": "low"});
    let ticket = ana.opens_with(&calm).await;

    let alone = ana.patches(&ticket, &json!({"priority": "high"})).await;
    assert_eq!(alone.refused_fields(), ["fields.keyboard"], "{alone:?}");
    assert_eq!(ana.sees(&ticket).await["priority"], "low");
    let together = json!({"priority": "high", "fields": {"keyboard": "Hebrew"}});
    ana.patches(&ticket, &together).await.ok();

    let phone = json!({"fields": {"device": "phone"}});
    ana.patches(&ticket, &phone).await.ok();
    let resolved = ana.sets_status(&ticket, "resolved").await;
    assert_eq!(resolved.refused_fields(), ["fields.device"], "{resolved:?}");
}

#[tokio::test]
async fn a_field_of_another_department_is_not_told_anywhere() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let sales = desk.department("Sales").await;
    let secret = json!({
        "key": "discount", "name": "Discount", "kind": {"type": "integer"},
        "access": {"see_departments": [sales]},
    });
    with_fields(&desk, [secret]).await;
    let (ana, ben) = (desk.hires("Ana").await, desk.hires("Ben").await);
    let joins = json!({"department_ids": [sales]});
    let member = format!("/members/{}", ben.id);
    administrator.patches(&member, &joins).await.ok();
    let sold = json!({"subject": "s", "fields": {"discount": 471_100_117}});
    let ticket = ben.opens_with(&sold).await;
    assert_eq!(
        ben.sees(&ticket).await["fields"],
        json!({"discount": 471_100_117})
    );

    let history = format!("{ticket}/history");
    for path in [
        ticket.as_str(),
        history.as_str(),
        "/tickets",
        "/events?limit=200",
    ] {
        let told = async |person: &Person| person.gets(path).await.ok().to_string();
        assert!(told(&ben).await.contains("471100117"), "{path}");
        assert!(!told(&ana).await.contains("471100117"), "{path}");
    }
    let guess = ana
        .patches(&ticket, &json!({"fields": {"discount": 1}}))
        .await;
    assert_eq!(guess.refused_fields(), ["fields.discount"], "{guess:?}");
    assert!(
        guess.body.to_string().contains("no such field"),
        "{guess:?}"
    );
}
