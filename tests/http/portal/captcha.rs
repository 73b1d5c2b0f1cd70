//! A puzzle before the form, checked by a provider of our own.

use super::*;
use crate::support::eventually;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const SECRET: &str = "the secret & more";

/// Answers as Turnstile, hCaptcha and reCAPTCHA do, and keeps what it was asked.
struct Provider {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Provider {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/siteverify", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let log = asked.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let form = answer(stream).await;
                log.lock().unwrap().push(form);
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Reads one request and answers it; the form that it brought.
async fn answer(stream: TcpStream) -> String {
    let mut stream = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(bytes) = line.strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut form = vec![0; length];
    stream.read_exact(&mut form).await.unwrap();
    let form = String::from_utf8(form).unwrap();
    let (status, body) = match form.rsplit_once("response=").map(|(_, answer)| answer) {
        Some("right") => ("200 OK", "{\"success\": true}"),
        Some("ours") => (
            "200 OK",
            "{\"success\": false, \"error-codes\": [\"invalid-input-secret\"]}",
        ),
        Some("broken") => ("500 Internal Server Error", "oh"),
        Some("page") => ("200 OK", "<html>"),
        _ => (
            "200 OK",
            "{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}",
        ),
    };
    let told = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(told.as_bytes()).await.unwrap();
    form
}

async fn desk_with_puzzle(verify_url: &str, allowed: &str) -> Desk {
    let desk = Desk::open_set(&[
        ("DOCKET_CAPTCHA_VERIFY_URL", verify_url),
        ("DOCKET_CAPTCHA_SECRET", SECRET),
        ("DOCKET_CAPTCHA_SITE_KEY", "our-site"),
        ("DOCKET_CAPTCHA_SCRIPT", "https://puzzle.example/api.js"),
        ("DOCKET_OUTGOING_ALLOW", allowed),
    ])
    .await;
    switched(&desk, &json!({"form": true})).await;
    desk
}

/// A form whose stamp is old enough, with this answer to the puzzle.
async fn sends(desk: &Desk, answer: &str) -> Reply {
    let opened = browser(desk).gets("/forms/ticket").await;
    let form = json!({
        "name": "Dana", "email": "dana@example.org", "subject": "printer on fire",
        "stamp": opened.ok()["stamp"], "captcha": answer,
    });
    eventually("the stamp to be old enough", async || {
        let request = browser(desk).foreign(Method::POST, "/forms/ticket");
        let reply = browser(desk).sends(request.json(&form)).await;
        (!reply.refused_fields().contains(&"stamp")).then_some(reply)
    })
    .await
}

#[tokio::test]
async fn a_form_is_taken_only_with_an_answer_that_the_provider_confirms() {
    let provider = Provider::open().await;
    let desk = desk_with_puzzle(&provider.url, "127.0.0.1").await;
    let opened = browser(&desk).gets("/forms/ticket").await;
    let named = json!({"script": "https://puzzle.example/api.js", "site_key": "our-site"});
    assert_eq!(opened.ok()["captcha"], named);

    assert_eq!(sends(&desk, " ").await.refused_fields(), ["captcha"]);
    let long = "x".repeat(17_000);
    assert_eq!(sends(&desk, &long).await.refused_fields(), ["captcha"]);
    assert!(provider.asked().is_empty());
    assert_eq!(sends(&desk, "guessed").await.refused_fields(), ["captcha"]);
    assert_eq!(desk.administrator().sees_in_list("").await.len(), 0);
    let sent = sends(&desk, "right").await;

    assert_eq!(sent.status, 201, "{sent:?}");
    let secret = "secret=the%20secret%20%26%20more";
    let expected = ["guessed", "right"].map(|answer| format!("{secret}&response={answer}"));
    assert_eq!(provider.asked(), expected);
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_is_nobodys_fault_who_fills_in_the_form() {
    let provider = Provider::open().await;
    let desk = desk_with_puzzle(&provider.url, "127.0.0.1").await;
    for answer in ["ours", "broken", "page"] {
        let reply = sends(&desk, answer).await;
        assert_eq!(reply.status, 503, "{answer} {reply:?}");
        assert!(reply.retry_after.is_some(), "{reply:?}");
        let told = reply.body["detail"].as_str().unwrap();
        assert!(told.contains("Send the form again"), "{told}");
        assert!(!told.contains("secret"), "{told}");
    }
    // nobody may have it ask what only this machine can reach
    let guarded = desk_with_puzzle(&provider.url, "").await;
    let before = provider.asked().len();
    assert_eq!(sends(&guarded, "right").await.status, 503);
    assert_eq!(provider.asked().len(), before);
    assert_eq!(guarded.administrator().sees_in_list("").await.len(), 0);
}

#[tokio::test]
async fn the_page_lets_the_providers_script_in_and_no_other() {
    let desk = desk_with_puzzle("https://puzzle.example/verify", "").await;
    let url = format!("{}/embed/form", desk.docket.url());
    let page = crate::support::client().get(url).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self' https://puzzle.example;"));
    assert!(policy.contains("frame-src https://puzzle.example;"));
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
}
