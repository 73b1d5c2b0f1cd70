//! What strangers write is data: kept as it is, and told as what it is.

use crate::support::{Desk, Person};
use reqwest::Method;
use serde_json::json;

const SCRIPTS: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "javascript:alert(1)",
    "</script><svg onload=alert(1)>",
];

/// The answer's text, which must not be taken for a page.
async fn told(person: &Person, path: &str) -> String {
    let answer = person.request(Method::GET, path).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(
        header("content-type").starts_with("application/json"),
        "{path}"
    );
    assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
    let policy = header("content-security-policy");
    assert_eq!(
        policy, "default-src 'none'; frame-ancestors 'none'",
        "{path}"
    );
    answer.text().await.unwrap()
}

#[tokio::test]
async fn scripts_in_texts_come_back_as_texts() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    for script in SCRIPTS {
        let ticket = json!({"subject": script, "description": script, "tags": ["x"]});
        let ticket = ana.opens_with(&ticket).await;
        ana.notes(&ticket, script).await.ok();
        let quoted = serde_json::to_string(script).unwrap();
        for path in [
            ticket.clone(),
            format!("{ticket}/messages"),
            format!("{ticket}/history"),
            "/tickets".to_owned(),
            "/events?after=0".to_owned(),
        ] {
            let text = told(&ana, &path).await;
            assert!(text.contains(&quoted), "{path} lost {script}");
        }
    }
}

#[tokio::test]
async fn errors_do_not_give_scripts_back_as_pages() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    for path in [
        "/tickets/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/tickets?%3Cscript%3E=1",
        "/tickets?status=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ] {
        let answer = ana.gets(path).await;
        assert!((400..500).contains(&answer.status), "{path} {answer:?}");
        assert_eq!(answer.content_type, "application/problem+json", "{path}");
    }
}
