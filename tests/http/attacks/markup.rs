//! Scripts in what people write, wherever it is shown as more than text: HTML, letters, files, pages.

use super::document::People;
use crate::support::{Browser, Desk, Person, client, eventually};
use reqwest::Method;
use serde_json::{Value, json};

const SCRIPTS: [&str; 6] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<a href=\"jAvAsCrIpT:alert(1)\">x</a>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
];

/// Nothing that a browser would run: no such element, no handler, no such address.
fn is_harmless(html: &str) {
    let html = html.to_lowercase();
    for element in ["<script", "<svg", "<iframe", "<style"] {
        assert!(!html.contains(element), "{html}");
    }
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        assert!(!tag.contains("javascript:"), "{html}");
        assert!(!tag.contains(" on"), "{html}");
    }
}

#[tokio::test]
async fn what_is_shown_as_html_runs_nothing_at_the_desk_or_in_the_portal() {
    let desk = Desk::open().await;
    let people = People::at(&desk).await;
    let ana = desk.hires("Ana").await;
    let dana = people.who(super::document::Caller::Customer);
    let opened = dana
        .posts("/portal/tickets", &json!({"subject": "x"}))
        .await;
    let id = opened.ok()["id"].as_str().unwrap().to_owned();
    let messages = format!("/tickets/{id}/messages");
    for script in SCRIPTS {
        for format in ["text", "markdown", "html"] {
            let message = json!({"body": script, "visibility": "public", "format": format});
            ana.posts(&messages, &message).await.ok();
        }
        let said = json!({"body": script});
        dana.posts(&format!("/portal{messages}"), &said).await.ok();
    }
    let desks = ana.gets(&messages).await.ok()["items"].clone();
    let portals = dana.gets(&format!("/portal{messages}")).await.ok()["items"].clone();
    for items in [desks, portals] {
        let items = items.as_array().unwrap();
        assert_eq!(items.len(), 4 * SCRIPTS.len());
        for message in items {
            assert!(SCRIPTS.contains(&message["body"].as_str().unwrap()));
            is_harmless(message["html"].as_str().unwrap());
        }
    }
}

#[tokio::test]
async fn a_name_in_a_letter_is_a_name() {
    let desk = Desk::open().await;
    let admin = desk.administrator();
    let portal = json!({"portal": {"enabled": true}});
    admin.patches("/workspace", &portal).await.ok();
    let name = "Dana</p><script>alert(1)</script><img src=x>";
    let dana = json!({"name": name, "emails": ["dana@example.org"]});
    admin.posts("/customers", &dana).await.ok();
    let member = json!({"name": name, "email": "ben@example.org"});
    let member = admin.posts("/members", &member).await.ok()["id"].clone();
    let invite = format!("/members/{}/invite", member.as_str().unwrap());
    admin.posts(&invite, &json!({})).await.ok();
    let asked = json!({"email": "dana@example.org"});
    let visitor = Browser::at(&desk.docket);
    visitor.posts("/portal/session_links", &asked).await.ok();

    let letters = eventually("both letters", async || {
        let files = std::fs::read_dir(desk.data().join("mail")).ok()?;
        let paths = files.map(|file| file.unwrap().path());
        let paths = paths.filter(|path| path.extension().is_some_and(|e| e == "eml"));
        let letters: Vec<_> = paths
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        (letters.len() == 2).then_some(letters)
    })
    .await;

    for letter in letters {
        let letter = letter.replace("=\r\n", "").replace("=3D", "=");
        let (_, html) = letter.split_once("Content-Type: text/html").unwrap();
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(
            !html.contains("<script") && !html.contains("<img"),
            "{html}"
        );
    }
}

async fn uploads(ana: &Person, name: &str) -> Value {
    let form = format!(
        "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{name}\"\r\n\r\ntext\r\n--x--\r\n"
    );
    let request = ana.request(Method::POST, "/attachments").body(form);
    let request = request.header("Content-Type", "multipart/form-data; boundary=x");
    ana.sends(request).await.ok().clone()
}

#[tokio::test]
async fn a_file_s_name_is_told_as_data_and_ends_no_header() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    for name in [
        "<script>alert(1)</script>.txt",
        "a%22; filename=%22evil.html",
        "a;b.txt",
        "x' onload='alert(1).txt",
        "../../../../etc/cron.d/evil",
        "C:\\\\windows\\\\evil.bat",
    ] {
        let file = uploads(&ana, name).await;
        let told = file["name"].as_str().unwrap();
        assert!(!told.contains(['/', '\\', '\r', '\n']), "{name} {told}");
        let path = format!("/attachments/{}/content", file["id"].as_str().unwrap());
        let content = ana.request(Method::GET, &path).send().await.unwrap();
        let header = |name: &str| content.headers()[name].to_str().unwrap().to_owned();
        let disposition = header("content-disposition");
        assert!(disposition.starts_with("attachment;"), "{disposition}");
        // what stands between quotes ends nothing
        let parameters: String = disposition.split('"').step_by(2).collect();
        assert_eq!(parameters.matches(" filename=").count(), 1, "{disposition}");
        assert_eq!(
            header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(!header("content-type").contains("html"));
    }
}

#[tokio::test]
async fn fields_and_what_they_hold_are_data_and_the_form_shows_none_of_it() {
    let desk = Desk::open().await;
    let admin = desk.administrator();
    let script = "</script><img src=x onerror=alert(1)>";
    let field = json!({
        "key": "note", "name": script, "help": script, "kind": {"type": "text"},
        "access": {"portal": "editable"}, "order": 1,
    });
    admin.posts("/fields", &field).await.ok();
    let portal = json!({"name": script, "portal": {"form": true}});
    admin.patches("/workspace", &portal).await.ok();
    let ticket = json!({"subject": "x", "fields": {"note": script}});
    let ticket = admin.opens_with(&ticket).await;
    for path in [ticket.as_str(), "/fields", "/workspace"] {
        let answer = admin.request(Method::GET, path).send().await.unwrap();
        let media_type = answer.headers()["content-type"].to_str().unwrap();
        assert!(media_type.starts_with("application/json"), "{media_type}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let quoted = serde_json::to_string(script).unwrap();
        assert!(answer.text().await.unwrap().contains(&quoted), "{path}");
    }
    let page = format!(
        "{}/embed/form?language={}",
        desk.docket.url(),
        "%22%3E%3Cimg%20src=x%3E"
    );
    let page = client()
        .get(page)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        !page.contains("<img") && !page.contains("onerror"),
        "{page}"
    );
}
