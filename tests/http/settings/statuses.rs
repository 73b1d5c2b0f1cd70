//! Statuses as teams set them up: languages, colours, what follows what.

use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn a_status_is_shown_as_it_was_set_up_with_colours_to_paint() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let new = json!({
        "key": "answered", "name": "Answered", "names": {"ar": "تم الرد", "he": "נענה"},
        "customer_label": "We wrote to you", "customer_labels": {"he": "כתבנו לך"},
        "category": "on_hold", "colour": "yellow", "order": 35,
        "visible_to_customer": false, "in_default_lists": false,
        "next": ["open", "answered"], "set_by_roles": ["administrator"],
        "on_customer_reply": "open",
    });

    administrator.posts("/statuses", &new).await.ok();

    let seen = administrator.gets("/statuses/answered").await.ok().clone();
    for (field, value) in new.as_object().unwrap() {
        assert_eq!(&seen[field], value, "{field}");
    }
    for screen in ["light", "dark"] {
        let shade = &seen["colours"][screen];
        for part in ["background", "text", "border"] {
            let colour = shade[part].as_str().unwrap();
            assert!(colour.starts_with('#') && colour.len() == 7, "{colour}");
        }
        assert_ne!(shade["background"], shade["text"]);
    }
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_name_and_null_takes_away() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let before = json!({"next": ["open"], "customer_label": "Waiting", "names": {"ar": "معلق"}});
    administrator
        .patches("/statuses/pending", &before)
        .await
        .ok();

    let patch = json!({"next": null, "colour": "pink", "names": {}});
    let after = administrator.patches("/statuses/pending", &patch).await;

    let after = after.ok();
    assert_eq!(after["next"], Value::Null);
    assert_eq!(after["names"], json!({}));
    assert_eq!(after["colour"], "pink");
    assert_eq!(after["customer_label"], "Waiting");
    assert_eq!(after["on_customer_reply"], "open");
}

#[tokio::test]
async fn all_that_is_wrong_with_a_status_is_told_at_once() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let bad = json!({
        "key": "Bad Key", "name": " ", "names": {"hebrew": "x"}, "category": "open",
        "colour": "greenish", "next": ["open", "nowhere"], "set_by_roles": ["king"],
        "on_customer_reply": "nothing",
    });

    let refused = administrator.posts("/statuses", &bad).await;

    assert_eq!(refused.status, 422, "{refused:?}");
    let mut fields = refused.refused_fields();
    fields.sort();
    assert_eq!(
        fields,
        [
            "colour",
            "key",
            "name",
            "names",
            "next",
            "on_customer_reply",
            "set_by_roles"
        ]
    );
}

#[tokio::test]
async fn a_status_is_followed_only_by_those_it_names_and_set_only_by_its_roles() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ben = desk.hires("Ben").await;
    let path = "/statuses/open";
    let patch = json!({"next": ["pending", "closed"]});
    administrator.patches(path, &patch).await.ok();
    let closing = json!({"set_by_roles": ["administrator"]});
    administrator
        .patches("/statuses/closed", &closing)
        .await
        .ok();
    let ticket = ben.opens("step by step").await;

    let skipped = ben.sets_status(&ticket, "resolved").await;
    assert_eq!(skipped.status, 422, "{skipped:?}");
    assert_eq!(skipped.refused_fields(), ["status"]);
    let not_theirs = ben.sets_status(&ticket, "closed").await;
    assert_eq!(not_theirs.status, 422, "{not_theirs:?}");

    ben.sets_status(&ticket, "pending").await.ok();
    administrator.sets_status(&ticket, "closed").await.ok();
}

#[tokio::test]
async fn a_status_that_others_name_is_retired_and_they_can_still_be_changed() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let patch = json!({"next": ["pending", "resolved"]});
    administrator.patches("/statuses/open", &patch).await.ok();

    administrator.deletes("/statuses/pending").await.ok();

    let renamed = json!({"name": "Offen"});
    let renamed = administrator.patches("/statuses/open", &renamed).await;
    assert_eq!(renamed.ok()["next"], json!(["pending", "resolved"]));
    let named_anew = json!({"next": ["pending"]});
    let refused = administrator
        .patches("/statuses/resolved", &named_anew)
        .await;
    assert_eq!(refused.refused_fields(), ["next"], "{refused:?}");
}
