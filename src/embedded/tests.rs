//! The private servers for real: this machine's Postgres and nats-server, in a directory of each test's own.

use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use tempfile::TempDir;
use tokio_postgres::NoTls;

use super::*;
use crate::config::Config;

/// Open to the account that runs the servers when the tests run as root.
fn folder() -> TempDir {
    tempfile::Builder::new()
        .permissions(std::fs::Permissions::from_mode(0o755))
        .tempdir()
        .unwrap()
}

async fn query(url: &str, sql: &str) -> Result<String, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client.query_one(sql, &[]).await?.get(0))
}

async fn jetstream_answers(embedded: &Embedded) -> bool {
    let config = Config::default().with_servers(embedded.database_url(), embedded.nats_url());
    let Ok(servers) = config.nats.servers() else {
        return false;
    };
    match config.nats.options().connect(servers).await {
        Ok(client) => async_nats::jetstream::new(client)
            .query_account()
            .await
            .is_ok(),
        Err(_) => false,
    }
}

/// The record of the running instance once `changed` holds.
async fn record_when(data_dir: &Path, changed: impl Fn(&Running) -> bool) -> Running {
    let deadline = Instant::now() + Duration::from_secs(180);
    let mut tick = tokio::time::interval(process::POLL);
    loop {
        tick.tick().await;
        if let Some(running) = Embedded::running(data_dir).filter(|running| changed(running)) {
            return running;
        }
        assert!(Instant::now() < deadline, "the record did not change");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_is_there_after_a_stop_and_a_start() {
    let folder = folder();
    let data_dir = folder.path().join("data");
    let first = Embedded::start(&data_dir).await.unwrap();
    assert!(first.first_start());
    let made = "CREATE TABLE kept AS SELECT 'yes' AS word";
    let (client, connection) = tokio_postgres::connect(first.database_url(), NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client.batch_execute(made).await.unwrap();
    assert!(Embedded::running(&data_dir).is_some());

    first.stop().await;

    assert!(Embedded::running(&data_dir).is_none());
    assert!(Embedded::exists(&data_dir));
    let second = Embedded::start(&data_dir).await.unwrap();
    assert!(!second.first_start());
    let word = query(second.database_url(), "SELECT word FROM kept").await;
    assert_eq!(word.unwrap(), "yes");
    assert!(jetstream_answers(&second).await);
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_on_the_same_directory_is_refused() {
    let folder = folder();
    let embedded = Embedded::start(folder.path()).await.unwrap();
    let refused = Embedded::start(folder.path()).await.unwrap_err();
    assert!(matches!(refused, EmbeddedError::Locked { .. }), "{refused}");
    embedded.stop().await;
}

mod faults {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_is_killed_comes_back_at_the_same_address() {
        let folder = folder();
        let embedded = Embedded::start(folder.path()).await.unwrap();
        for _ in 0..2 {
            let before = record_when(folder.path(), |_| true).await;
            process::signal(before.postgres_pid.unwrap(), Signal::KILL);
            process::signal(before.nats_pid.unwrap(), Signal::KILL);
            record_when(folder.path(), |now| {
                now.postgres_pid != before.postgres_pid && now.nats_pid != before.nats_pid
            })
            .await;
            let one = query(embedded.database_url(), "SELECT 'one'").await;
            assert_eq!(one.unwrap(), "one");
            assert!(jetstream_answers(&embedded).await);
        }
        embedded.stop().await;
    }
}
