//! Who is somebody else stays out: other customers, the staff, other sites.

use super::*;

#[tokio::test]
async fn another_customers_ticket_is_not_there() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    customer(&desk, "Eli").await;
    let (dana, used) = signed_in(&desk, "Dana", None).await;
    let (eli, _) = signed_in(&desk, "Eli", Some(&used)).await;
    let file = uploads(&dana, "secret.txt", "dana's own").await;
    let wanted = json!({"subject": "dana's", "attachment_ids": [file]});
    let opened = dana.posts("/portal/tickets", &wanted).await;
    let (id, number) = (opened.ok()["id"].clone(), opened.body["number"].clone());
    let nowhere = eli
        .gets(&format!("/portal/tickets/{}", uuid::Uuid::now_v7()))
        .await;
    assert_eq!(listed(&dana, "", 1).await, ["dana's"]);

    for name in [id.as_str().unwrap().to_owned(), number.to_string()] {
        let place = format!("/portal/tickets/{name}");
        let body = json!({"body": "hello"});
        let rating = eli.request(Method::PUT, &format!("{place}/rating"));
        for reply in [
            eli.gets(&place).await,
            eli.gets(&format!("{place}/messages")).await,
            eli.posts(&format!("{place}/messages"), &body).await,
            eli.posts(&format!("{place}/close"), &json!({})).await,
            eli.sends(rating.json(&json!({"score": 1}))).await,
        ] {
            assert_eq!(reply.status, 404, "{reply:?}");
            assert_eq!(reply.body["detail"], nowhere.body["detail"]);
        }
    }
    for part in ["content", "thumbnail"] {
        let place = format!("/portal/attachments/{file}/{part}");
        let reply = eli.gets(&place).await;
        assert_eq!(reply.status, 404, "{part}");
        assert_eq!(reply.body["detail"], NO_FILE, "{part}");
    }
    assert!(listed(&eli, "", 0).await.is_empty());
    let stolen = json!({"subject": "x", "attachment_ids": [file]});
    let stolen = eli.posts("/portal/tickets", &stolen).await;
    assert_eq!(stolen.refused_fields(), ["attachment_ids"]);
}

/// As if it had never been: not that there is no thumbnail of it.
const NO_FILE: &str = "There is no such attachment.";

#[tokio::test]
async fn a_customer_s_cursor_shows_another_one_nothing() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    customer(&desk, "Eli").await;
    let (dana, used) = signed_in(&desk, "Dana", None).await;
    let (eli, _) = signed_in(&desk, "Eli", Some(&used)).await;
    opens(&eli, "eli's").await;
    for subject in ["dana's first", "dana's second"] {
        opens(&dana, subject).await;
    }
    assert_eq!(listed(&dana, "", 2).await.len(), 2);
    let page = dana.gets("/portal/tickets?limit=1").await;
    let cursor = page.ok()["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(
        listed(&eli, &format!("?cursor={cursor}"), 1).await,
        ["eli's"]
    );
}

#[tokio::test]
async fn colleagues_see_each_others_tickets_only_where_both_say_so() {
    let desk = open_desk().await;
    let admin = desk.administrator();
    let acme = admin
        .posts("/organisations", &json!({"name": "Acme"}))
        .await;
    let acme = acme.ok()["id"].as_str().unwrap().to_owned();
    for name in ["Dana", "Eli"] {
        let wanted = json!({
            "name": name, "emails": [address(name)], "organisation_id": acme,
        });
        admin.posts("/customers", &wanted).await.ok();
    }
    let (dana, used) = signed_in(&desk, "Dana", None).await;
    let (eli, _) = signed_in(&desk, "Eli", Some(&used)).await;
    let (place, _) = opens(&dana, "dana's").await;
    assert_eq!(listed(&dana, "", 1).await, ["dana's"]);
    let see = async || eli.gets(&place).await.status;

    assert_eq!(see().await, 404);
    switched(&desk, &json!({"organisation_tickets": true})).await;
    assert_eq!(see().await, 404);
    let shared = json!({"shares_tickets": true});
    let path = format!("/organisations/{acme}");
    assert_eq!(
        admin.patches(&path, &shared).await.ok()["shares_tickets"],
        true
    );
    assert_eq!(see().await, 200);

    let seen = eli.gets(&place).await;
    assert_eq!(seen.ok()["mine"], false);
    assert_eq!(listed(&eli, "", 1).await, ["dana's"]);
    assert!(listed(&eli, "?mine=true", 0).await.is_empty());
    let closed = eli.posts(&format!("{place}/close"), &json!({})).await;
    assert_eq!(closed.status, 403, "{closed:?}");
    let reply = eli
        .posts(&format!("{place}/messages"), &json!({"body": "me too"}))
        .await;
    assert_eq!(reply.status, 201, "{reply:?}");
    switched(&desk, &json!({"organisation_tickets": false})).await;
    assert_eq!(see().await, 404);
}

#[tokio::test]
async fn a_customers_cookie_is_nobodys_at_the_desk() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let document: Value = reqwest_document(&desk).await;
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let schemes = operation["security"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let portal = schemes.iter().any(|s| s.get("portal_session").is_some());
            if schemes.is_empty() || portal {
                continue;
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let path = filled(path);
            let request = dana.request(method.clone(), &path).json(&json!({}));
            let reply = dana.sends(request).await;
            assert_eq!(reply.status, 401, "{method} {path} {reply:?}");
            asked += 1;
        }
    }
    assert!(asked > 80, "{asked} operations");
}

#[tokio::test]
async fn nobody_of_the_staff_comes_into_the_portal() {
    let desk = open_desk().await;
    let document: Value = reqwest_document(&desk).await;
    let admin = desk.administrator();
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let schemes = operation["security"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            if !schemes.iter().any(|s| s.get("portal_session").is_some()) {
                continue;
            }
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = admin
                .request(method.clone(), &filled(path))
                .json(&json!({}));
            let answer = admin.sends(request).await;
            assert_eq!(answer.status, 401, "{method} {path} {answer:?}");
            asked += 1;
        }
    }
    assert!(asked >= 12, "{asked} operations");
}

#[tokio::test]
async fn another_site_changes_nothing_with_a_customers_cookie() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let head = desk.head().await;
    for headers in [
        vec![],
        vec![("X-Docket-CSRF", "1")],
        vec![("Sec-Fetch-Site", "same-origin")],
        vec![("Sec-Fetch-Site", "cross-site"), ("X-Docket-CSRF", "1")],
    ] {
        let request = dana.foreign(Method::POST, "/portal/tickets");
        let request = request.json(&json!({"subject": "x"}));
        let with = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
            request.header(*name, *value)
        };
        let reply = dana.sends(headers.iter().fold(request, with)).await;
        assert_eq!(reply.status, 403, "{headers:?} {reply:?}");
    }
    assert_eq!(desk.head().await, head);
}

/// The document of all operations.
async fn reqwest_document(desk: &Desk) -> Value {
    let url = format!("{}/api/openapi.json", desk.docket.url());
    let client = crate::support::client();
    client.get(url).send().await.unwrap().json().await.unwrap()
}

/// A path with something in the place of each parameter.
fn filled(path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "0192f0c4-81b7-7c3e-a5d0-42f1c7e69b30",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
