//! Files that nobody attached, in a running service; the clock of the cleaner is the test's own.

use super::*;
use attachments::{Limits, Location, Store, StoreOptions, Sweeper};
use eventstore::EventStore;
use jiff::{SignedDuration, Timestamp};

#[tokio::test]
async fn a_file_that_nobody_attached_is_gone_after_a_day() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let file = uploads(&ana, "forgotten.txt", "content").await.ok().clone();
    let path = format!("/attachments/{}", file["id"].as_str().unwrap());
    let location = Location::Folder(desk.files().to_owned());
    let limits = Limits::default();
    let store = Store::open(StoreOptions { location, limits }).unwrap();
    let (day, url) = (SignedDuration::from_hours(24), &desk.database.url);
    let log = EventStore::connect(eventstore::StoreOptions::new(url));
    let log = log.await.unwrap();
    let sweeper = Sweeper::try_new(&log, &store, url, day).unwrap();
    let sweep = async |hours| {
        let now = Timestamp::now() + SignedDuration::from_hours(hours);
        sweeper.sweep(now).await.unwrap()
    };

    assert_eq!(sweep(23).await.removed, 0);
    assert_eq!(ana.sees(&path).await["removed"], false);
    assert_eq!(sweep(25).await.removed, 1);

    assert_eq!(ana.sees(&path).await["removed"], true);
    let gone = ana.gets(&format!("{path}/content")).await;
    assert_eq!(
        (gone.status, &gone.body["detail"]),
        (404, &"The file was removed.".into())
    );
    assert_eq!(sweep(27).await.deleted, 1);
    assert!(stored(&desk).is_empty(), "{:?}", stored(&desk));
}
