//! Against a real provider, as `scripts/install.sh test` brings it.

use crate::{Flow, Identity, OidcError, Options, Provider};
use outgoing::{Limits, Outgoing};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

const CALLBACK: &str = "http://127.0.0.1:9/api/v1/auth/test/callback";

/// A provider that runs for one test.
struct Server {
    process: Child,
    issuer: String,
    browser: reqwest::Client,
}

impl Server {
    fn start() -> Self {
        let folder = std::env::var("DOCKET_TEST_OIDC")
            .expect("DOCKET_TEST_OIDC is not set: run the tests through `make test`");
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut process = Command::new("node")
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/provider/provider.mjs"
            ))
            .args([&folder, &port.to_string(), CALLBACK])
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("ready")));
        assert!(ready.is_some(), "the provider ended before it was ready");
        let no_redirects = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy();
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            process,
            issuer: format!("http://127.0.0.1:{port}"),
            browser: no_redirects.build().unwrap(),
        }
    }

    fn provider(&self) -> Provider {
        self.provider_with(|_| {})
    }

    fn provider_with(&self, change: impl FnOnce(&mut Options)) -> Provider {
        let mut options = Options::new("test", &self.issuer, "docket");
        options.client_secret = Some("a-secret-of-tests".into());
        change(&mut options);
        assert_eq!(options.problems(), []);
        let allow = "127.0.0.1".parse().unwrap();
        let outgoing = Outgoing::try_new(allow, Limits::default()).unwrap();
        Provider::new(options, outgoing, CALLBACK)
    }

    /// Signs in with a browser; the code with which it comes back.
    async fn signs_in(&self, url: &str, who: &str, flow: &Flow) -> String {
        let mut cookies = BTreeMap::new();
        let mut at = format!("{url}&login_hint={who}");
        loop {
            let header: Vec<String> = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let answer = self
                .browser
                .get(&at)
                .header(COOKIE, header.join("; "))
                .send();
            let answer = answer.await.unwrap();
            for cookie in answer.headers().get_all(SET_COOKIE) {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                cookies.insert(name.to_owned(), value.to_owned());
            }
            let status = answer.status();
            let Some(next) = answer.headers().get(LOCATION).cloned() else {
                panic!("no redirect but {status}: {}", answer.text().await.unwrap());
            };
            let next = reqwest::Url::parse(&at)
                .unwrap()
                .join(next.to_str().unwrap())
                .unwrap();
            if next.as_str().starts_with(CALLBACK) {
                let pairs: BTreeMap<_, _> = next.query_pairs().into_owned().collect();
                assert_eq!(pairs.get("state"), Some(&flow.state), "{next}");
                return pairs["code"].clone();
            }
            at = next.into();
        }
    }

    /// The whole way there and back.
    async fn identity(&self, provider: &Provider, who: &str) -> Result<Identity, OidcError> {
        let flow = Flow::try_new().unwrap();
        let url = provider.begin(&flow).await?;
        let code = self.signs_in(&url, who, &flow).await;
        provider.finish(&flow, &code).await
    }

    async fn rotates_its_key(&self) {
        let rotated = self
            .browser
            .post(format!("{}/rotate", self.issuer))
            .send()
            .await;
        assert!(rotated.unwrap().status().is_success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn refused(outcome: Result<Identity, OidcError>) -> String {
    match outcome {
        Err(OidcError::Refused { problem, .. }) => problem,
        other => panic!("not refused but {other:?}"),
    }
}

#[tokio::test]
async fn whoever_signs_in_comes_back_with_who_they_are() {
    let server = Server::start();
    let mapping = [("leads".to_owned(), "manager".to_owned())];
    let provider = server.provider_with(|options| options.roles = mapping.into());

    let ana = server.identity(&provider, "ana").await.unwrap();

    assert_eq!(ana.subject, "ana");
    assert_eq!(ana.verified_email.as_deref(), Some("ana@example.org"));
    assert_eq!(ana.name.as_deref(), Some("Ana"));
    assert_eq!(provider.options().roles_of(&ana.groups), ["manager"]);
}

#[tokio::test]
async fn an_address_that_nobody_checked_is_none() {
    let server = Server::start();
    let ben = server.identity(&server.provider(), "ben").await.unwrap();
    assert_eq!((ben.subject.as_str(), ben.verified_email), ("ben", None));
}

#[tokio::test]
async fn a_code_is_good_once() {
    let server = Server::start();
    let (provider, flow) = (server.provider(), Flow::try_new().unwrap());
    let url = provider.begin(&flow).await.unwrap();
    let code = server.signs_in(&url, "ana", &flow).await;
    provider.finish(&flow, &code).await.unwrap();

    let problem = refused(provider.finish(&flow, &code).await);

    assert_eq!(problem, "invalid_grant");
}

#[tokio::test]
async fn a_code_is_good_for_the_browser_that_began() {
    let server = Server::start();
    let (provider, flow) = (server.provider(), Flow::try_new().unwrap());
    let url = provider.begin(&flow).await.unwrap();
    let code = server.signs_in(&url, "ana", &flow).await;
    let thief = Flow {
        state: flow.state.clone(),
        ..Flow::try_new().unwrap()
    };

    let problem = refused(provider.finish(&thief, &code).await);

    assert_eq!(problem, "invalid_grant");
}

#[tokio::test]
async fn a_token_with_another_nonce_does_not_count() {
    let server = Server::start();
    let (provider, flow) = (server.provider(), Flow::try_new().unwrap());
    let url = provider.begin(&flow).await.unwrap();
    let other = url.replace(&format!("nonce={}", flow.nonce()), "nonce=of-somebody-else");
    assert_ne!(url, other);
    let code = server.signs_in(&other, "ana", &flow).await;

    let problem = refused(provider.finish(&flow, &code).await);

    assert!(problem.to_lowercase().contains("nonce"), "{problem}");
}

#[tokio::test]
async fn a_token_for_somebody_elses_service_does_not_count() {
    let server = Server::start();
    let provider = server.provider_with(|options| options.client_secret = Some("wrong".into()));
    let problem = refused(server.identity(&provider, "ana").await);
    assert_eq!(problem, "invalid_client");
}

#[tokio::test]
async fn a_provider_may_change_its_keys_at_any_time() {
    let server = Server::start();
    let provider = server.provider();
    server.identity(&provider, "ana").await.unwrap();

    server.rotates_its_key().await;

    let cem = server.identity(&provider, "cem").await.unwrap();
    assert_eq!(cem.subject, "cem");
    assert_eq!(cem.groups, Vec::<String>::new());
}

#[tokio::test]
async fn a_provider_within_this_network_is_not_asked_unless_allowed() {
    let server = Server::start();
    let outgoing = Outgoing::try_new(outgoing::Allow::default(), Limits::default()).unwrap();
    let options = Options::new("test", &server.issuer, "docket");
    let provider = Provider::new(options, outgoing, CALLBACK);

    let outcome = provider.begin(&Flow::try_new().unwrap()).await;

    let problem = outcome.unwrap_err().to_string();
    assert!(problem.contains("DOCKET_OUTGOING_ALLOW"), "{problem}");
}

#[test]
fn somebody_may_be_waited_for_on_any_thread() {
    fn any(_: impl Send) {}
    let wait = |provider: &Provider, flow: &Flow| {
        any(provider.begin(flow));
        any(provider.finish(flow, ""));
    };
    let outgoing = Outgoing::try_new(outgoing::Allow::default(), Limits::default()).unwrap();
    let options = Options::new("test", "https://id.example.org", "docket");
    let provider = Provider::new(options, outgoing, CALLBACK);
    wait(&provider, &Flow::try_new().unwrap());
}

#[test]
fn a_description_is_told_all_that_is_wrong_with_it() {
    let wrong = Options::new("Big Corp", "http://id.example.org", "");
    let keys: Vec<&str> = wrong.problems().iter().map(|problem| problem.key).collect();
    assert_eq!(keys, ["key", "issuer", "client_id"]);
    let fooled = Options::new("a", "http://127.0.0.1.example.org", "b");
    assert_eq!(fooled.problems().len(), 1);
    assert_eq!(Options::new("a", "http://[::1]:3000", "b").problems(), []);
}
