//! Tables come to their newest shape by themselves, whoever starts first and whatever was lost.

use crate::support::Database;
use eventstore::{MigrateError, Tables, migrate_tables};
use futures_util::future::join_all;
use refinery::{Migration, Runner};

const SHELVES: &str = "CREATE SCHEMA shelf; CREATE TABLE shelf.shelves (id int PRIMARY KEY);";
const BOOKS: &str = "CREATE TABLE shelf.books (id int); INSERT INTO shelf.books VALUES (1);";

/// Numbered from 1, each under the name `step`.
fn steps(files: &[&str]) -> Runner {
    let name = |number: usize| format!("V{}__step", number + 1);
    let made = (files.iter().enumerate())
        .map(|(number, sql)| Migration::unapplied(&name(number), sql).unwrap());
    Runner::new(&made.collect::<Vec<_>>())
}

fn droppable(files: &[&str]) -> Tables {
    Tables::droppable("shelf", "shelves", steps(files))
}

async fn books(database: &Database) -> i64 {
    let session = database.session().await;
    let count = "SELECT count(*) FROM shelf.books";
    session.query_one(count, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn processes_that_start_at_once_apply_each_migration_once() {
    let database = Database::fresh().await;
    let starts = (0..8).map(|_| migrate_tables(&database.url, droppable(&[SHELVES, BOOKS])));

    let applied = join_all(starts).await;

    let mut applied: Vec<usize> = applied.into_iter().map(|a| a.unwrap()).collect();
    applied.sort_unstable();
    assert_eq!(applied, [0, 0, 0, 0, 0, 0, 0, 2]);
    assert_eq!(books(&database).await, 1);
}

#[tokio::test]
async fn tables_that_may_be_dropped_are_made_anew() {
    let database = Database::fresh().await;
    let session = database.session().await;
    for lost in [
        "DROP SCHEMA shelf CASCADE",
        "DROP TABLE shelf.shelves",
        "DROP TABLE shelf.shelves, docket_shelf_migrations",
    ] {
        let tables = droppable(&[SHELVES, BOOKS]);
        migrate_tables(&database.url, tables).await.unwrap();
        session.batch_execute(lost).await.unwrap();

        let applied = migrate_tables(&database.url, droppable(&[SHELVES, BOOKS])).await;

        assert_eq!(applied.unwrap(), 2, "{lost}");
        assert_eq!(books(&database).await, 1, "{lost}");
    }
}

#[tokio::test]
async fn tables_that_must_be_kept_are_never_made_anew() {
    let database = Database::fresh().await;
    let kept = || Tables::kept("shelf", steps(&[SHELVES, BOOKS]));
    migrate_tables(&database.url, kept()).await.unwrap();
    let lost = "DROP TABLE shelf.shelves";
    database.session().await.batch_execute(lost).await.unwrap();

    let applied = migrate_tables(&database.url, kept()).await;

    assert_eq!(applied.unwrap(), 0);
    assert_eq!(books(&database).await, 1, "what is left stays");
}

#[tokio::test]
async fn a_migration_that_reads_otherwise_than_it_did_is_told_and_nothing_is_applied() {
    let database = Database::fresh().await;
    let before = droppable(&[SHELVES]);
    migrate_tables(&database.url, before).await.unwrap();
    let changed = SHELVES.replace("int", "bigint");

    let refused = migrate_tables(&database.url, droppable(&[&changed, BOOKS])).await;

    let error = refused.unwrap_err();
    assert!(matches!(error, MigrateError::Changed { .. }), "{error:?}");
    let told = error.to_string();
    assert!(
        told.contains("shelf") && told.contains("V1__step"),
        "{told}"
    );
    let session = database.session().await;
    let books = "SELECT to_regclass('shelf.books') IS NULL";
    let none: bool = session.query_one(books, &[]).await.unwrap().get(0);
    assert!(none);
}

#[tokio::test]
async fn a_database_that_a_newer_program_made_is_told() {
    let database = Database::fresh().await;
    let newer = droppable(&[SHELVES, BOOKS]);
    migrate_tables(&database.url, newer).await.unwrap();

    let refused = migrate_tables(&database.url, droppable(&[SHELVES])).await;

    let error = refused.unwrap_err();
    assert!(matches!(error, MigrateError::TooNew { .. }), "{error:?}");
    let told = error.to_string();
    assert!(
        told.contains("shelf") && told.contains("V2__step"),
        "{told}"
    );
    assert!(told.contains("newer version of Docket"), "{told}");
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_half_done_and_may_be_tried_again() {
    let database = Database::fresh().await;
    let broken = format!("{BOOKS} SELECT 1 / 0;");

    let failed = migrate_tables(&database.url, droppable(&[SHELVES, &broken])).await;

    let error = failed.unwrap_err();
    assert!(matches!(error, MigrateError::Migration { .. }), "{error:?}");
    let mended = migrate_tables(&database.url, droppable(&[SHELVES, BOOKS])).await;
    assert_eq!(mended.unwrap(), 1);
    assert_eq!(books(&database).await, 1);
}
