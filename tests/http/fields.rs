//! Custom fields, their groups and the forms of departments.

mod values;

use crate::support::{Desk, Person};
use reqwest::Method;
use serde_json::{Value, json};

fn device() -> Value {
    json!({
        "key": "device", "name": "Device", "names": {"ar": "الجهاز", "he": "המכשיר"},
        "kind": {"type": "choice", "choices": [
            {"key": "laptop", "name": "Laptop"},
            {"key": "phone", "name": "Phone", "available_if":
                {"path": "status", "op": "in", "value": ["open", "pending"]}},
        ]},
        "default": "laptop", "required": true,
    })
}

fn keyboard() -> Value {
    json!({
        "key": "keyboard", "name": "Keyboard", "kind": {"type": "text", "max_length": 40},
        "shown_if": {"all": [{"path": "fields.device", "op": "eq", "value": "laptop"}]},
        "required_if": {"not": {"path": "priority", "op": "eq", "value": "low"}},
    })
}

/// Makes these fields, as the administrator.
async fn with_fields(desk: &Desk, fields: impl IntoIterator<Item = Value>) -> Person {
    let administrator = desk.administrator();
    for field in fields {
        administrator.posts("/fields", &field).await.ok();
    }
    administrator
}

async fn refused<const N: usize>(
    person: &Person,
    method: Method,
    path: &str,
    body: &Value,
    fields: [&str; N],
) {
    let answer = person.sends(person.request(method, path).json(body)).await;
    assert_eq!(answer.status, 422, "{answer:?}");
    assert_eq!(answer.refused_fields(), fields, "{answer:?}");
}

#[tokio::test]
async fn fields_are_served_with_the_conditions_that_they_were_made_with() {
    let desk = Desk::open().await;
    let administrator = with_fields(&desk, [device(), keyboard()]).await;

    let made = administrator.gets("/fields/keyboard").await.ok().clone();
    assert_eq!(made["shown_if"], keyboard()["shown_if"]);
    assert_eq!(made["required_if"], keyboard()["required_if"]);
    assert_eq!(made["kind"], keyboard()["kind"]);
    assert_eq!(made["default"], Value::Null);
    assert_eq!(made["access"]["portal"], "hidden");
    let by_id = format!("/fields/{}", made["id"].as_str().unwrap());
    assert_eq!(administrator.gets(&by_id).await.ok(), &made);
    let all = administrator.pages_through("/fields?limit=1").await;
    let keys: Vec<_> = all.iter().map(|field| &field["key"]).collect();
    assert_eq!(keys, ["device", "keyboard"]);
    assert_eq!(
        all[0]["kind"]["choices"][1]["available_if"]["value"],
        json!(["open", "pending"])
    );
}

#[tokio::test]
async fn a_status_named_by_id_is_answered_by_key() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let open = administrator.gets("/statuses/open").await.ok()["id"].clone();
    let mut field = keyboard();
    field["shown_if"] = json!({"path": "status", "op": "ne", "value": open});
    let made = administrator.posts("/fields", &field).await;
    assert_eq!(made.ok()["shown_if"]["value"], "open");
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_field_is_told_at_once() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let wrong = json!({
        "key": "Bad Key", "name": "", "kind": {"type": "integer", "pattern": "x", "min": 1.5},
        "default": "x", "shown_if": {"all": [{"path": "colour", "op": "eq", "value": 1}]},
        "required_if": {"path": "status", "op": "lt", "value": "open"},
        "access": {"see_roles": ["boss"]},
    });
    refused(
        &administrator,
        Method::POST,
        "/fields",
        &wrong,
        [
            "kind.pattern",
            "kind.min",
            "default",
            "shown_if.all[0].path",
            "required_if.op",
            "key",
            "name",
            "access.see_roles",
        ],
    )
    .await;
    let head = desk.head().await;
    let again = administrator.posts("/fields", &wrong).await;
    assert_eq!(again.status, 422);
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn key_type_and_choices_stay() {
    let desk = Desk::open().await;
    let administrator = with_fields(&desk, [device()]).await;
    let refused = async |method, body: &Value, field| {
        refused(&administrator, method, "/fields/device", body, [field]).await;
    };
    refused(
        Method::PATCH,
        &json!({"kind": {"type": "text"}}),
        "kind.type",
    )
    .await;
    let fewer = json!({"kind": {"type": "choice", "choices": [{"key": "laptop", "name": "L"}]}});
    refused(Method::PATCH, &fewer, "kind.choices").await;
    let mut renamed = device();
    renamed["key"] = json!("gadget");
    refused(Method::PUT, &renamed, "key").await;
    let twice = administrator.posts("/fields", &device()).await;
    assert_eq!(twice.status, 409, "{twice:?}");
}

#[tokio::test]
async fn fields_shown_because_of_each_other_are_refused_and_the_circle_named() {
    let desk = Desk::open().await;
    let administrator = with_fields(&desk, [device(), keyboard()]).await;
    let circle = json!({"shown_if": {"path": "fields.keyboard", "op": "exists", "value": true}});
    let answer = administrator.patches("/fields/device", &circle).await;
    assert_eq!(answer.refused_fields(), ["shown_if"], "{answer:?}");
    let detail = answer.body["detail"].as_str().unwrap();
    assert!(detail.contains("device → keyboard → device"), "{detail}");
}

#[tokio::test]
async fn a_patch_changes_what_is_given_and_null_takes_away() {
    let desk = Desk::open().await;
    let administrator = with_fields(&desk, [device(), keyboard()]).await;
    let patch = json!({"shown_if": null, "help": "As printed", "access": {"portal": "visible"}});
    let changed = administrator.patches("/fields/keyboard", &patch).await;
    let changed = changed.ok();
    assert_eq!(changed["shown_if"], Value::Null);
    assert_eq!(changed["help"], "As printed");
    assert_eq!(changed["access"]["portal"], "visible");
    assert_eq!(changed["required_if"], keyboard()["required_if"]);
    assert_eq!(changed["version"], 2);
    let none = json!({"default": null, "required": false});
    let changed = administrator.patches("/fields/device", &none).await;
    assert_eq!(changed.ok()["default"], Value::Null);
    assert_eq!(changed.ok()["required"], false);
}

#[tokio::test]
async fn a_retired_field_is_listed_on_request_and_comes_back_when_saved() {
    let desk = Desk::open().await;
    let administrator = with_fields(&desk, [device()]).await;
    administrator.deletes("/fields/device").await.ok();
    assert_eq!(administrator.gets("/fields").await.ok()["items"], json!([]));
    let all = administrator.gets("/fields?include_retired=true").await;
    assert_eq!(all.ok()["items"][0]["retired"], true);
    let put = administrator
        .request(Method::PUT, "/fields/device")
        .json(&device());
    assert_eq!(administrator.sends(put).await.ok()["retired"], false);
}

#[tokio::test]
async fn only_administrators_make_fields_and_groups() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    assert_eq!(ana.posts("/fields", &device()).await.status, 403);
    let group = json!({"name": "Device"});
    assert_eq!(ana.posts("/field_groups", &group).await.status, 403);
    assert_eq!(ana.gets("/fields").await.status, 200);
}

#[tokio::test]
async fn a_form_has_the_fields_that_the_caller_may_see_by_group_and_order() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let sales = desk.department("Sales").await;
    let group = |name: &str, order: i32| json!({"name": name, "order": order, "collapsed": true});
    let mut groups = Vec::new();
    for (name, order) in [("Money", 2), ("Device", 1)] {
        let answer = administrator
            .posts("/field_groups", &group(name, order))
            .await;
        groups.push(answer.ok()["id"].clone());
    }
    let field = |key: &str, group: &Value, access: Value| {
        let kind = json!({"type": "text"});
        json!({"key": key, "name": key, "kind": kind, "group_id": group, "access": access})
    };
    let secret = json!({"see_departments": [sales]});
    let fixed = json!({"edit_roles": ["administrator"]});
    with_fields(
        &desk,
        [
            field("price", &groups[0], json!({})),
            field("model", &groups[1], fixed),
            field("discount", &groups[0], secret),
            field("note", &Value::Null, json!({})),
        ],
    )
    .await;
    let ana = desk.hires("Ana").await;
    let path = format!("/departments/{sales}/form");

    let seen = shape(ana.gets(&path).await.ok());
    let expected = json!([
        [null, [["note", true]]],
        ["Device", [["model", false]]],
        ["Money", [["price", true]]],
    ]);
    assert_eq!(seen, expected);

    let joins = json!({"department_ids": [sales]});
    let member = format!("/members/{}", ana.id);
    administrator.patches(&member, &joins).await.ok();
    let seen = shape(ana.gets(&path).await.ok());
    assert_eq!(
        seen[2],
        json!(["Money", [["discount", true], ["price", true]]])
    );
    assert_eq!(ana.gets("/departments/none/form").await.status, 404);
}

#[tokio::test]
async fn a_department_may_have_a_form_of_its_own() {
    let desk = Desk::open().await;
    let administrator = with_fields(&desk, [device(), keyboard()]).await;
    let sales = desk.department("Sales").await;
    let path = format!("/departments/{sales}");
    let form = json!({"form": ["keyboard"]});
    administrator.patches(&path, &form).await.ok();
    let seen = shape(administrator.gets(&format!("{path}/form")).await.ok());
    assert_eq!(seen, json!([[null, [["keyboard", true]]]]));
}

/// Names of the groups, each with keys of its fields and whether they can be changed.
fn shape(form: &Value) -> Value {
    let field = |f: &Value| json!([f["field"]["key"], f["editable"]]);
    let group = |group: &Value| {
        let fields = group["fields"].as_array().unwrap().iter().map(field);
        json!([group["name"], fields.collect::<Value>()])
    };
    let groups = form["groups"].as_array().unwrap();
    groups.iter().map(group).collect()
}
