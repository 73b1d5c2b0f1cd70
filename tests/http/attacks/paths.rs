//! Paths that try to leave where they are.

use super::Raw;
use crate::support::Desk;
use reqwest::Method;

#[tokio::test]
async fn no_path_leads_out() {
    let desk = Desk::open().await;
    for path in [
        "/api/v1/attachments/../../../../etc/passwd",
        "/api/v1/attachments/..%2f..%2f..%2fetc%2fpasswd/content",
        "/api/v1/attachments/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/attachments/%252e%252e%252fetc%252fpasswd/content",
        "/api/v1/attachments/..;/..;/etc/passwd",
        "/api/v1/attachments/%00/content",
        "/api/v1/attachments/....//....//etc/passwd",
        "/api/v1/portal/attachments/..%2f..%2fetc%2fpasswd/content",
        "/api/v1/portal/attachments/%2e%2e%2f%2e%2e%2fetc%2fpasswd/thumbnail",
        "/api/v1/portal/tickets/..%2f..%2ftickets%2f1",
        "/embed/..%2f..%2fetc%2fpasswd",
        "/embed/%2e%2e/%2e%2e/etc/passwd",
        "/api/docs/../../etc/passwd",
        "/api/docs/..%5c..%5cetc%5cpasswd",
        "/api/docs%2f..%2fopenapi.json",
        "//etc/passwd",
        "/etc/passwd",
        "/.git/config",
        "/.env",
        "/%c0%ae%c0%ae/etc/passwd",
        "/\u{202e}gpj.exe",
    ] {
        let line = format!("GET {path}");
        let raw = Raw::begins(&desk, &line, "Connection: close\r\n").await;
        let answer = raw.hears_out().await;
        let status = &answer[9..12];
        assert!(["400", "404"].contains(&status), "{path} {answer:.200}");
        assert!(!answer.contains("root:"), "{path}");
    }
}

#[tokio::test]
async fn a_file_name_is_only_a_name() {
    let desk = Desk::open().await;
    let ana = desk.administrator();
    for (name, kept) in [
        ("../../etc/passwd", "passwd"),
        ("..%5C..%5Cwin.ini", "win.ini"),
        ("a%0D%0AX-Evil:%20yes", ""),
        ("%E2%80%AEgpj.exe", ""),
    ] {
        let path = format!("/attachments?name={name}");
        let answer = ana
            .sends(ana.request(Method::POST, &path).body("text"))
            .await;
        let file = answer.ok();
        let told = file["name"].as_str().unwrap();
        assert!(kept.is_empty() || told == kept, "{name} {told}");
        assert!(
            !told.contains(['/', '\\', '\r', '\n', '\u{202e}']),
            "{told:?}"
        );
        let path = format!("/attachments/{}/content", file["id"].as_str().unwrap());
        let content = ana.request(Method::GET, &path).send().await.unwrap();
        assert!(content.headers().get("x-evil").is_none());
    }
}
