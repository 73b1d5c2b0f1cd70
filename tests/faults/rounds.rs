//! Ten crashes in a row, of every kind, over one data directory and under load.

use super::Site;
use super::clerks::{Acknowledged, Clerks, insist};
use super::truth::{holds_once, jetstream_agrees, list_agrees, whole_log};
use crate::support::docket::signal;
use crate::support::{Docket, eventually};
use reqwest::Method;
use rustix::process::Signal;

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Docket,
    Postgres,
    Nats,
    /// docket and both of its servers.
    All,
    /// One session of Postgres, upon which Postgres ends all.
    Session,
}

const ROUNDS: [Victim; 10] = [
    Victim::Docket,
    Victim::Postgres,
    Victim::Nats,
    Victim::All,
    Victim::Session,
    Victim::All,
    Victim::Nats,
    Victim::Docket,
    Victim::Postgres,
    Victim::All,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_anything_is_killed_ten_times() {
    let mut site = Site::start().await;
    let person = site.administrator();
    let clerks = Clerks::start(&person, 6);

    for victim in ROUNDS.into_iter().cycle().take(crashes()) {
        clerks.get_answers(60).await;
        kill(&mut site.docket, victim).await;
        if matches!(victim, Victim::Docket | Victim::All) {
            site.starts_again().await;
        }
        clerks.get_answers(20).await; // it works again
        let acknowledged = clerks.acknowledged();
        holds_once(&whole_log(&site.docket).await, &acknowledged);
    }

    let acknowledged = clerks.go_home().await;
    let events = whole_log(&site.docket).await;
    holds_once(&events, &acknowledged);
    list_agrees(&person, &events).await;
    jetstream_agrees(&site.docket).await;
    let sent_again = acknowledged.iter().filter(|done| done.sends > 1).count();
    assert!(sent_again > 0, "no crash was noticed by anybody");
    for done in acknowledged.iter().step_by(7) {
        is_answered_the_same(&person, done).await;
    }
    assert_eq!(whole_log(&site.docket).await.len(), events.len());
}

/// Ten, unless `make soak` asks for more.
fn crashes() -> usize {
    let asked = std::env::var("DOCKET_TEST_CRASHES").ok();
    asked.map_or(ROUNDS.len(), |n| {
        n.parse().expect("DOCKET_TEST_CRASHES is a number")
    })
}

/// The same key once more: nothing happens, and the answer is the old one.
async fn is_answered_the_same(person: &crate::support::Person, done: &Acknowledged) {
    let (method, path) = done.path.split_once(' ').unwrap();
    let method: Method = method.parse().unwrap();
    let (again, _) = insist(person, (&method, path), &done.words, &done.body).await;
    assert!(again.replayed, "{again:?}");
    assert_eq!(again.body, done.answer.body);
    assert_eq!(again.position, done.answer.position);
}

async fn kill(docket: &mut Docket, victim: Victim) {
    let running = docket.running();
    let (postgres, nats) = (running.postgres_pid.unwrap(), running.nats_pid.unwrap());
    match victim {
        Victim::Docket => docket.kill().await,
        Victim::Postgres => signal(postgres, Signal::KILL),
        Victim::Nats => kill_nats(docket),
        Victim::All => {
            docket.kill().await;
            signal(postgres, Signal::KILL);
            signal(nats, Signal::KILL);
        }
        Victim::Session => signal(a_session(docket).await, Signal::KILL),
    }
}

/// kill -9; docket starts it again.
pub fn kill_nats(docket: &Docket) {
    signal(docket.running().nats_pid.unwrap(), Signal::KILL);
}

/// Process id of a session that appends.
async fn a_session(docket: &Docket) -> u32 {
    let session = docket.session().await;
    let id: i32 = eventually("an appending session", async || {
        let row = session.query_opt(APPENDING, &[]).await.unwrap();
        row.map(|row| row.get(0))
    })
    .await;
    id.try_into().unwrap()
}

const APPENDING: &str = "
SELECT pid
FROM pg_stat_activity
WHERE query LIKE '%es.append%'
  AND pid <> pg_backend_pid()
LIMIT 1";
