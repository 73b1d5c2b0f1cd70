//! What browsers and programs are answered at the console's addresses. `make test` builds the
//! console first; without its files these tests say so.

use super::*;
use poem::http::{Method, Uri};

const BROWSER: &str = "text/html,application/xhtml+xml";

async fn asks(method: Method, path: &str, headers: &[(&'static str, &str)]) -> Response {
    let mut request = Request::builder()
        .method(method)
        .uri(path.parse::<Uri>().expect("an address"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let console = routes(Route::new());
    console.get_response(request.finish()).await
}

async fn goes_to(path: &str, headers: &[(&'static str, &str)]) -> Response {
    asks(Method::GET, path, headers).await
}

fn a_script() -> String {
    let files = Files::embedded();
    let script = files
        .paths()
        .find(|path| path.starts_with(HASHED) && path.ends_with(".js"));
    script
        .map(str::to_owned)
        .expect("the console is built: scripts/console.sh")
}

#[tokio::test]
async fn every_address_of_the_console_shows_its_page() {
    for path in [
        "/",
        "/tickets/17",
        "/reports",
        "/invitation",
        "/nothing-like-it",
    ] {
        let response = goes_to(path, &[("accept", BROWSER)]).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.content_type(), Some("text/html; charset=utf-8"));
        assert_eq!(response.header("cache-control"), Some(ASK_AGAIN));
    }
}

#[tokio::test]
async fn programs_are_told_that_there_is_nothing() {
    let program = goes_to("/tickets", &[("accept", "*/*")]).await;
    assert_eq!(program.status(), StatusCode::NOT_FOUND);
    for path in ["/api/v2/tickets", "/assets/old.js", "/portal/sign-in"] {
        let response = goes_to(path, &[("accept", BROWSER)]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_has_a_hash_in_its_name_is_kept_for_ever() {
    let script = goes_to(&format!("/{}", a_script()), &[]).await;
    assert_eq!(script.header("cache-control"), Some(FOR_EVER));
    assert_eq!(
        script.content_type(),
        Some("text/javascript; charset=utf-8")
    );
}

#[tokio::test]
async fn a_file_goes_in_the_smallest_form_that_is_taken() {
    let path = format!("/{}", a_script());
    for (taken, encoding) in [
        ("gzip, deflate, br", Some("br")),
        ("gzip, br;q=0", Some("gzip")),
        ("identity", None),
    ] {
        let response = goes_to(&path, &[("accept-encoding", taken)]).await;
        assert_eq!(response.header("content-encoding"), encoding, "{taken}");
    }
}

#[tokio::test]
async fn what_a_browser_has_already_is_not_sent_again() {
    let first = goes_to("/", &[("accept-encoding", "br")]).await;
    let tag = first.header("etag").expect("a tag");
    let again = goes_to("/", &[("accept-encoding", "br"), ("if-none-match", tag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.content_type(), Some("text/html; charset=utf-8"));
    let other = goes_to("/", &[("if-none-match", tag)]).await;
    assert_eq!(
        other.status(),
        StatusCode::OK,
        "another form of it has another tag"
    );
}

#[tokio::test]
async fn a_head_is_answered_like_a_get() {
    let response = asks(Method::HEAD, "/", &[("accept-encoding", "br")]).await;
    assert_eq!(response.status(), StatusCode::OK);
}
