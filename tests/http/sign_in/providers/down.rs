//! A provider that does not answer keeps people out with a word, not with a fault.

use super::*;

#[tokio::test]
async fn nobody_is_sent_to_a_provider_that_is_not_there() {
    let desk = desk(free_port(), json!({})).await;
    let start = format!("{}/api/v1/auth/corp/start", desk.docket.url());
    let mut surfer = Surfer::new();

    let page = surfer.opens(&start).await;

    assert_eq!(page.status, 503, "{page:?}");
    assert_eq!(page.set_cookies, Vec::<String>::new());
    let detail = page.body()["detail"].as_str().unwrap().to_owned();
    assert!(
        detail.starts_with("Example Corp cannot be asked"),
        "{detail}"
    );
    assert!(!detail.contains("127.0.0.1"), "{detail}");
}

#[tokio::test]
async fn a_browser_reads_on_a_page_what_went_wrong() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    surfer.accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    let back = office.comes_back(&mut surfer, "ana").await;
    let Office { desk, provider } = office;
    provider.stops().await;

    let page = surfer.opens(&back).await;

    assert_eq!(page.status, 503, "{page:?}");
    assert!(page.content_type.starts_with("text/html"), "{page:?}");
    assert!(
        page.text.contains("Example Corp cannot be asked just now"),
        "{page:?}"
    );
    assert!(
        page.text.contains("href=\"/api/v1/auth/corp/start\""),
        "{page:?}"
    );
    let code = reqwest::Url::parse(&back).unwrap();
    for (name, value) in code.query_pairs().filter(|(name, _)| name != "iss") {
        assert!(!page.text.contains(&*value), "{name} in {page:?}");
    }
    let told = recorded(&desk).await;
    assert!(told.is_empty(), "{told:?}");
}

#[tokio::test]
async fn what_went_wrong_is_told_in_the_language_of_the_browser() {
    let desk = desk(free_port(), json!({})).await;
    let start = format!("{}/api/v1/auth/corp/start", desk.docket.url());
    let unknown = format!("{}/api/v1/auth/other/start", desk.docket.url());
    let mut surfer = Surfer::new();
    surfer.accept = "text/html";
    for (language, html, told, missing) in [
        (
            "he-IL,en;q=0.5",
            "lang=\"he\" dir=\"rtl\"",
            "אל <bdi>החברה</bdi>",
            "אין ספק זהות",
        ),
        (
            "fr, ar;q=0.5",
            "lang=\"ar\" dir=\"rtl\"",
            "إلى <bdi>Example Corp</bdi>",
            "لا يوجد",
        ),
        (
            "en;q=0.5",
            "lang=\"en\" dir=\"ltr\"",
            "Example Corp cannot be asked",
            "no such provider",
        ),
        (
            "",
            "lang=\"en\" dir=\"ltr\"",
            "Example Corp cannot be asked",
            "no such provider",
        ),
    ] {
        surfer.language = language;
        let page = surfer.opens(&start).await;
        assert_eq!(page.status, 503, "{page:?}");
        assert!(page.text.contains(html), "{language}: {page:?}");
        assert!(page.text.contains(told), "{language}: {page:?}");
        let page = surfer.opens(&unknown).await;
        assert_eq!(page.status, 404, "{page:?}");
        assert!(page.text.contains(missing), "{language}: {page:?}");
    }
    let languages = json!({"languages": ["he", "en"]});
    desk.administrator()
        .patches("/workspace", &languages)
        .await
        .ok();

    surfer.language = "fr";
    let page = surfer.opens(&start).await;

    assert!(page.text.contains("<html lang=\"he\""), "{page:?}");
}
