//! Attempts to have this service ask what only it can reach.

use super::*;
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers each lookup with the next of its lists, the last one for ever.
struct Changing {
    answers: Mutex<VecDeque<Vec<IpAddr>>>,
    asked: AtomicUsize,
}

impl Changing {
    fn of(answers: &[&str]) -> Arc<Self> {
        let list = |text: &&str| text.split(' ').map(|ip| ip.parse().unwrap()).collect();
        Arc::new(Self {
            answers: Mutex::new(answers.iter().map(list).collect()),
            asked: AtomicUsize::new(0),
        })
    }
}

impl Resolver for Changing {
    fn lookup(&self, _: &str) -> crate::Lookup {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = match answers.len() {
            1 => answers.front().cloned(),
            _ => answers.pop_front(),
        };
        let answer = answer.ok_or_else(|| io::ErrorKind::NotFound.into());
        Box::pin(std::future::ready(answer))
    }
}

/// A server that says the same to everybody, once per connection, and keeps what it was asked.
struct Host {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    async fn says(ip: &str, answer: &str) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let at = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (asked.clone(), answer.to_owned());
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = vec![0; 4096];
                let read = stream.read(&mut head).await.unwrap_or(0);
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                log.lock().unwrap().push(head);
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { at, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn body(text: &str) -> String {
    let length = text.len();
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}")
}

fn redirect(to: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
}

/// Whoever names hosts under 127.0.0.2 is let through: it stands for the public network here.
fn outgoing(resolver: Arc<Changing>, limits: Limits) -> Outgoing {
    let allow = "127.0.0.2".parse().unwrap();
    Outgoing::with_resolver(allow, limits, resolver).unwrap()
}

fn get(url: &str) -> Request<Bytes> {
    Request::get(url).body(Bytes::new()).unwrap()
}

fn is_refused<T: std::fmt::Debug>(outcome: Result<T, OutgoingError>) {
    let error = outcome.unwrap_err();
    assert!(matches!(error, OutgoingError::Refused { .. }), "{error:?}");
}

#[tokio::test]
async fn a_host_that_may_be_asked_answers() {
    let host = Host::says("127.0.0.2", &body("hello")).await;
    let outgoing = outgoing(Changing::of(&["127.0.0.2"]), Limits::default());
    let answer = outgoing
        .send(get(&format!("http://shop.test:{}/a", host.at.port())))
        .await;
    assert_eq!(answer.unwrap().body(), "hello");
    assert!(
        host.asked()[0].starts_with("GET /a HTTP/1.1"),
        "{:?}",
        host.asked()
    );
}

#[tokio::test]
async fn a_name_that_changes_between_check_and_use_is_refused() {
    let trap = Host::says("127.0.0.1", &body("secret")).await;
    let url = format!("http://shop.test:{}/", trap.at.port());
    let outgoing = outgoing(Changing::of(&["127.0.0.2", "127.0.0.1"]), Limits::default());
    outgoing.check(&url).await.unwrap();
    is_refused(outgoing.send(get(&url)).await);
    assert_eq!(trap.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_checked_is_what_is_connected_to() {
    let host = Host::says("127.0.0.2", &body("public")).await;
    let resolver = Changing::of(&["127.0.0.2", "127.0.0.1"]);
    let outgoing = outgoing(resolver.clone(), Limits::default());
    let url = format!("http://shop.test:{}/", host.at.port());
    assert_eq!(outgoing.send(get(&url)).await.unwrap().body(), "public");
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn names_of_private_addresses_are_refused_and_so_are_mixtures() {
    for addresses in [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "fd00::1",
        "1.1.1.1 127.0.0.1",
    ] {
        let outgoing = outgoing(Changing::of(&[addresses]), Limits::default());
        is_refused(outgoing.check("https://shop.test/").await);
        is_refused(outgoing.send(get("http://shop.test./")).await);
    }
}

#[tokio::test]
async fn redirects_are_checked_one_by_one() {
    let trap = Host::says("127.0.0.1", &body("secret")).await;
    for to in [
        format!("http://127.0.0.1:{}/", trap.at.port()),
        format!("http://2130706433:{}/", trap.at.port()),
        format!("//[::ffff:127.0.0.1]:{}/", trap.at.port()),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
    ] {
        let host = Host::says("127.0.0.2", &redirect(&to)).await;
        let outgoing = outgoing(Changing::of(&["127.0.0.2"]), Limits::default());
        let url = format!("http://shop.test:{}/", host.at.port());
        is_refused(outgoing.send(get(&url)).await);
    }
    assert_eq!(trap.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_redirect_to_a_name_is_resolved_and_checked_as_well() {
    let host = Host::says("127.0.0.2", &redirect("http://inside.test/")).await;
    let outgoing = outgoing(Changing::of(&["127.0.0.2", "127.0.0.1"]), Limits::default());
    is_refused(
        outgoing
            .send(get(&format!("http://shop.test:{}/", host.at.port())))
            .await,
    );
}

#[tokio::test]
async fn keys_do_not_follow_to_another_host() {
    let last = Host::says("127.0.0.2", &body("there")).await;
    let to = format!("http://other.test:{}/", last.at.port());
    let first = Host::says("127.0.0.2", &redirect(&to)).await;
    let outgoing = outgoing(Changing::of(&["127.0.0.2"]), Limits::default());
    let url = format!("http://shop.test:{}/", first.at.port());
    let request = Request::get(url).header("Authorization", "Bearer k");
    let answer = outgoing.send(request.body(Bytes::new()).unwrap()).await;
    assert_eq!(answer.unwrap().body(), "there");
    assert!(first.asked()[0].contains("Bearer k"));
    assert!(!last.asked()[0].contains("Bearer k"));
}

#[tokio::test]
async fn redirects_have_an_end_and_a_post_follows_none() {
    let host = Host::says("127.0.0.2", &redirect("/again")).await;
    let outgoing = outgoing(Changing::of(&["127.0.0.2"]), Limits::default());
    let url = format!("http://shop.test:{}/", host.at.port());
    let error = outgoing.send(get(&url)).await.unwrap_err();
    assert!(matches!(error, OutgoingError::Redirects(3)), "{error:?}");
    assert_eq!(host.asked().len(), 4);
    let post = Request::post(&url).body(Bytes::from("x")).unwrap();
    assert_eq!(outgoing.send(post).await.unwrap().status(), 302);
}

#[tokio::test]
async fn long_answers_and_silence_come_to_an_end() {
    let host = Host::says("127.0.0.2", &body(&"x".repeat(100))).await;
    let limits = Limits {
        answer: 99,
        ..Limits::default()
    };
    let short = outgoing(Changing::of(&["127.0.0.2"]), limits);
    let error = short
        .send(get(&format!("http://shop.test:{}/", host.at.port())))
        .await;
    assert!(
        matches!(error, Err(OutgoingError::TooLarge(99))),
        "{error:?}"
    );

    let silent = TcpListener::bind("127.0.0.2:0").await.unwrap();
    let limits = Limits {
        whole: Duration::from_millis(50),
        ..Limits::default()
    };
    let hasty = outgoing(Changing::of(&["127.0.0.2"]), limits);
    let url = format!("http://shop.test:{}/", silent.local_addr().unwrap().port());
    let error = hasty.send(get(&url)).await.unwrap_err();
    assert!(matches!(error, OutgoingError::TooSlow(_)), "{error:?}");
    assert!(error.may_pass());
}
