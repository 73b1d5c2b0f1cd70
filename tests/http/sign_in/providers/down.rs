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
    drop(provider);

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
