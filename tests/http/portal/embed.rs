//! What web sites load: the script, and the page in its frame.

use super::*;
use reqwest::Response;

async fn desk_with_form() -> Desk {
    let desk = Desk::open().await;
    switched(&desk, &json!({"form": true})).await;
    desk
}

async fn get(desk: &Desk, path: &str) -> Response {
    let url = format!("{}{path}", desk.docket.url());
    crate::support::client().get(url).send().await.unwrap()
}

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or("", |value| value.to_str().unwrap()).to_owned()
}

#[tokio::test]
async fn the_script_may_be_loaded_by_other_sites_and_is_kept_for_a_while() {
    let desk = desk_with_form().await;
    let script = get(&desk, "/embed.js").await;
    assert_eq!(script.status(), 200);
    assert!(header(&script, "content-type").starts_with("text/javascript"));
    assert_eq!(
        header(&script, "cross-origin-resource-policy"),
        "cross-origin"
    );
    assert_eq!(header(&script, "cache-control"), "public, max-age=3600");
    let etag = header(&script, "etag");
    let text = script.text().await.unwrap();
    for leak in [
        "document.cookie",
        "location.href",
        "localStorage",
        "eval(",
        "innerHTML",
    ] {
        assert!(!text.contains(leak), "{leak}");
    }

    let url = format!("{}/embed.js", desk.docket.url());
    let again = crate::support::client()
        .get(url)
        .header("If-None-Match", etag);
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), 304);
    assert_eq!(header(&again, "cache-control"), "public, max-age=3600");
}

#[tokio::test]
async fn the_page_speaks_the_asked_language_in_its_direction() {
    let desk = desk_with_form().await;
    for (asked, tag, direction) in [
        ("ar-EG", "ar", "rtl"),
        ("he", "he", "rtl"),
        ("en", "en", "ltr"),
        ("%3Cscript%3E", "en", "ltr"),
    ] {
        let page = get(&desk, &format!("/embed/form?language={asked}")).await;
        let policy = header(&page, "content-security-policy");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(policy.ends_with("frame-ancestors *"), "{policy}");
        assert_eq!(header(&page, "x-frame-options"), "");
        let text = page.text().await.unwrap();
        assert!(text.contains(&format!("<html lang=\"{tag}\" dir=\"{direction}\">")));
        assert!(!text.contains("<script>"), "{text}");
    }
}

#[tokio::test]
async fn only_the_named_sites_may_show_the_page() {
    let desk = desk_with_form().await;
    switched(&desk, &json!({"form_sites": ["https://shop.example"]})).await;
    let page = get(&desk, "/embed/form").await;
    let policy = header(&page, "content-security-policy");
    assert!(
        policy.ends_with("frame-ancestors 'self' https://shop.example"),
        "{policy}"
    );

    let broken = json!({"portal": {"form_sites": ["https://shop.example; script-src *"]}});
    let answer = desk.administrator().patches("/workspace", &broken).await;
    assert_eq!(answer.refused_fields(), ["portal.form_sites[0]"]);
}

#[tokio::test]
async fn all_parts_are_there_while_the_form_is_on_and_none_while_it_is_off() {
    let desk = desk_with_form().await;
    let parts = [
        "/embed.js",
        "/embed/form",
        "/embed/form.js",
        "/embed/form.css",
    ];
    for part in parts {
        assert_eq!(get(&desk, part).await.status(), 200, "{part}");
    }
    switched(&desk, &json!({"form": false})).await;
    for part in parts {
        assert_eq!(get(&desk, part).await.status(), 404, "{part}");
    }
}
