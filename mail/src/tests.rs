//! Letters through the outbox to a real server.

mod database;
mod server;

use crate::*;
use database::Database;
use jiff::{SignedDuration, Timestamp};
use server::Server;
use std::sync::Arc;

/// Turns bytes over, which is enough to see that nothing lies open.
#[derive(Debug)]
struct Turned;

impl Seal for Turned {
    fn seal(&self, _: &[u8], plain: &[u8]) -> Vec<u8> {
        plain.iter().map(|byte| !byte).collect()
    }

    fn open(&self, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        Some(self.seal(about, sealed))
    }
}

fn letter() -> Letter {
    let to = Recipient {
        name: "Dana דנה".to_owned(),
        email: "dana@example.org".to_owned(),
        language: Some("he".to_owned()),
    };
    let values = Values {
        link: "https://desk.example.org/invitation#t0ken".to_owned(),
        hours: 72,
    };
    Letter::write(to, Template::Invitation, &values).unwrap()
}

async fn post(database: &Database, outbox: &Outbox, cause: &str, expires_at: Timestamp) {
    let mut client = database.pool.get().await.unwrap();
    let transaction = client.transaction().await.unwrap();
    let posting = Posting {
        cause,
        kind: "invitation",
        letter: &letter(),
        expires_at,
    };
    outbox.post(&transaction, posting).await.unwrap();
    transaction.commit().await.unwrap();
    outbox.wake();
}

fn tomorrow() -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(24)
}

fn outbox(database: &Database) -> Outbox {
    Outbox::new(database.pool.clone(), Arc::new(Turned))
}

fn to(server: &Server) -> Mailer {
    let smtp = Smtp {
        url: server.url().into(),
        password: None,
    };
    Mailer::try_new("Desk <desk@example.org>", &Place::Smtp(smtp)).unwrap()
}

#[tokio::test]
async fn a_letter_waits_for_its_server_and_then_goes_once() {
    let (database, mut server) = (Database::fresh().await, Server::planned());
    let outbox = outbox(&database);
    let worker = Worker::start(outbox.clone(), to(&server));
    post(&database, &outbox, "invited:1", tomorrow()).await;
    post(&database, &outbox, "invited:1", tomorrow()).await;

    database
        .until("SELECT error IS NOT NULL FROM mail.outbox")
        .await;
    server.start().await;
    database
        .until("SELECT outcome = 'sent' FROM mail.outbox")
        .await;
    worker.stop().await;

    let letters = server.letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    let lines: Vec<&str> = letters[0].lines().collect();
    let header = |name: &str| lines.iter().find(|line| line.starts_with(name)).copied();
    assert_eq!(header("From:"), Some("From: Desk <desk@example.org>"));
    assert!(header("To:").unwrap().ends_with("<dana@example.org>"));
    assert_eq!(
        header("Auto-Submitted:"),
        Some("Auto-Submitted: auto-generated")
    );
    assert!(letters[0].contains("multipart/alternative"));
    assert!(database.is("SELECT sealed IS NULL FROM mail.outbox").await);
}

#[tokio::test]
async fn what_waits_is_sealed() {
    let database = Database::fresh().await;
    post(&database, &outbox(&database), "invited:2", tomorrow()).await;
    let open = "SELECT position('t0ken'::bytea IN sealed) > 0 FROM mail.outbox";
    assert!(!database.is(open).await);
}

#[tokio::test]
async fn a_letter_that_is_of_no_use_any_more_is_given_up() {
    let (database, server) = (Database::fresh().await, Server::planned());
    let outbox = outbox(&database);
    post(&database, &outbox, "invited:3", Timestamp::now()).await;
    let worker = Worker::start(outbox, to(&server));
    database
        .until("SELECT outcome = 'given_up' AND sealed IS NULL FROM mail.outbox")
        .await;
    worker.stop().await;
    worker.stop().await;
}

#[tokio::test]
async fn a_letter_taken_by_a_process_that_died_is_sent_by_another() {
    let (database, mut server) = (Database::fresh().await, Server::planned());
    let outbox = outbox(&database);
    post(&database, &outbox, "invited:4", tomorrow()).await;
    assert!(outbox.take().await.unwrap().is_some());
    assert!(
        outbox.take().await.unwrap().is_none(),
        "it belongs to the first"
    );

    server.start().await;
    database.run("UPDATE mail.outbox SET next_at = now()").await; // its time is over
    let worker = Worker::start(outbox, to(&server));
    database
        .until("SELECT outcome = 'sent' FROM mail.outbox")
        .await;
    worker.stop().await;
    assert_eq!(server.letters().len(), 1);
}

#[tokio::test]
async fn without_a_server_a_letter_becomes_a_file_of_its_own() {
    let (database, folder) = (Database::fresh().await, tempfile::tempdir().unwrap());
    let outbox = outbox(&database);
    let place = Place::Folder(folder.path().join("mail"));
    let mailer = Mailer::try_new("desk@example.org", &place).unwrap();
    mailer.send(&letter(), "the-same").await.unwrap();
    mailer.send(&letter(), "the-same").await.unwrap();
    post(&database, &outbox, "invited:5", tomorrow()).await;
    let worker = Worker::start(outbox, mailer);
    database
        .until("SELECT outcome = 'sent' FROM mail.outbox")
        .await;
    worker.stop().await;

    let files = std::fs::read_dir(folder.path().join("mail")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let names: Vec<_> = names.collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().all(|name| name.ends_with(".eml")), "{names:?}");
}
