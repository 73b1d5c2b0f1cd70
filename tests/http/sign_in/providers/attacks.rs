//! What somebody might try who is not the one that signs in.

use super::*;

/// Nobody is signed in by this page, and the browser is told why.
#[track_caller]
fn assert_refused(page: &Page, status: u16) {
    assert_eq!(page.status, status, "{page:?}");
    assert_eq!(page.sets("docket"), None);
    assert!(
        page.content_type.starts_with("application/problem+json"),
        "{page:?}"
    );
    assert!(!page.body()["detail"].as_str().unwrap().is_empty());
}

/// The address with another value of a parameter.
fn with(url: &str, name: &str, value: &str) -> String {
    let mut url = reqwest::Url::parse(url).unwrap();
    let pairs: Vec<_> = url.query_pairs().into_owned().collect();
    let pairs = pairs.into_iter().map(|(key, old)| match key == name {
        true => (key, value.to_owned()),
        false => (key, old),
    });
    let pairs: Vec<_> = pairs.collect();
    url.query_pairs_mut().clear().extend_pairs(pairs);
    url.into()
}

#[tokio::test]
async fn a_wrong_state_signs_nobody_in() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    let back = office.comes_back(&mut surfer, "ana").await;

    assert_refused(&surfer.opens(&with(&back, "state", "made-up")).await, 403);
    let plain = callback(&office.desk);
    assert_refused(&surfer.opens(&format!("{plain}?code=x")).await, 400);
    assert_refused(&surfer.opens(&format!("{back}&state=twice")).await, 400);

    assert!(office.is_strange(&mut surfer).await);
}

#[tokio::test]
async fn a_callback_is_good_once() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    let back = office.comes_back(&mut surfer, "ana").await;
    let binding = surfer.cookie(&back, "docket-auth").unwrap().to_owned();
    assert_eq!(surfer.opens(&back).await.status, 302);

    surfer.plants(&back, "docket-auth", &binding);
    assert_refused(&surfer.opens(&back).await, 403);
}

#[tokio::test]
async fn somebody_else_s_callback_signs_nobody_in() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let (mut ana, mut victim) = (Surfer::new(), Surfer::new());

    // sent to somebody who has not begun
    let back = office.comes_back(&mut ana, "ana").await;
    assert_refused(&victim.opens(&back).await, 403);
    assert!(office.is_strange(&mut victim).await);

    // and to somebody who has
    let back = office.comes_back(&mut ana, "ana").await;
    office.comes_back(&mut victim, "ana").await;
    assert_refused(&victim.opens(&back).await, 403);
    assert!(office.is_strange(&mut victim).await);
}

#[tokio::test]
async fn a_code_of_another_sign_in_is_not_taken() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let (mut ana, mut thief) = (Surfer::new(), Surfer::new());
    let stolen = office.comes_back(&mut ana, "ana").await;
    let code = reqwest::Url::parse(&stolen).unwrap();
    let (_, code) = code.query_pairs().find(|(name, _)| name == "code").unwrap();
    let own = office.comes_back(&mut thief, "cem").await;

    let page = thief.opens(&with(&own, "code", &code)).await;

    assert_refused(&page, 401);
    assert!(office.is_strange(&mut thief).await);
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_not_taken() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    let back = office.comes_back(&mut surfer, "ana").await;
    assert!(back.contains("iss="), "{back}");

    let page = surfer
        .opens(&with(&back, "iss", "https://id.example.net"))
        .await;

    assert_refused(&page, 403);
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let office = Office::open(json!({})).await;
    let mut surfer = Surfer::new();
    for wanted in [
        "https://evil.example.net",
        "//evil.example.net",
        "/%5Cevil.example.net",
        "/%09/evil.example.net",
        "%2F%2Fevil.example.net",
        "javascript:alert(1)",
    ] {
        let page = surfer
            .opens(&format!("{}?return_to={wanted}", office.start()))
            .await;
        assert_refused(&page, 400);
        assert_eq!(page.body()["errors"][0]["field"], "return_to", "{wanted}");
    }
}

#[tokio::test]
async fn a_planted_session_is_not_the_one_that_is_signed_in() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    surfer.plants(&office.start(), "docket", "planted");
    let back = office.comes_back(&mut surfer, "ana").await;
    surfer.opens(&back).await;
    let first = surfer.cookie(&back, "docket").unwrap().to_owned();
    assert_ne!(first, "planted");

    let back = office.comes_back(&mut surfer, "ana").await;
    surfer.opens(&back).await;

    assert_ne!(surfer.cookie(&back, "docket").unwrap(), first);
    assert!(!office.is_strange(&mut surfer).await);
}

#[tokio::test]
async fn whoever_declines_is_told_what_to_do() {
    let office = Office::open(json!({})).await;
    let (mut surfer, page) = office.signs_in("nobody").await;
    assert_refused(&page, 403);
    let detail = page.body()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("Sign in again"), "{detail}");
    assert!(office.is_strange(&mut surfer).await);
}
