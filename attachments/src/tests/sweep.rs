//! What the cleaner removes, and what it must never touch. The clock is the test's own.

use super::database::Database;
use super::*;
use crate::{SweepError, Sweeper, Swept, Thumbnail, Worker, WorkerOptions};
use domain::attachment::AttachmentCommand::{Attach, Detach, Upload as Record};
use domain::attachment::{Attachment, AttachmentCommand, Place, Upload};
use domain::{Actor, AttachmentId, Catalog, TicketId};
use eventstore::{EventStore, Execute, StoreOptions as LogOptions};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const TICKET: Place = Place {
    ticket: TicketId(Uuid::from_u128(1)),
    message: None,
};
const DAY: SignedDuration = SignedDuration::from_hours(24);

struct World {
    log: EventStore,
    folder: Folder,
    sweeper: Sweeper,
    database: Database,
    start: Timestamp,
}

impl World {
    async fn new() -> Self {
        Self::on(folder()).await
    }

    async fn on(folder: Folder) -> Self {
        let database = Database::fresh().await;
        let log = EventStore::connect(LogOptions::new(&database.url))
            .await
            .unwrap();
        let sweeper = Sweeper::try_new(&log, &folder.store, &database.url, DAY).unwrap();
        let start = Timestamp::now();
        Self {
            log,
            folder,
            sweeper,
            database,
            start,
        }
    }

    async fn uploads(&self, content: &[u8]) -> AttachmentId {
        let stored = self.folder.stores(content).await;
        self.records(stored).await
    }

    async fn records(&self, stored: Stored) -> AttachmentId {
        let id = AttachmentId(Uuid::now_v7());
        let upload = Upload {
            name: "file".to_owned(),
            media_type: stored.media_type.to_owned(),
            bytes: stored.bytes,
            sha256: stored.sha256,
        };
        self.execute(id, Record(upload), 0).await;
        id
    }

    async fn execute(&self, id: AttachmentId, command: AttachmentCommand, hour: i64) {
        let (catalog, at) = (Catalog::default(), self.at(hour));
        let request = Execute::<Attachment>::new(id.0, command, Actor::SYSTEM, &catalog, at);
        self.log.execute(request).await.unwrap();
    }

    fn at(&self, hour: i64) -> Timestamp {
        self.start + SignedDuration::from_hours(hour)
    }

    async fn sweeps(&self, hour: i64) -> Swept {
        self.sweeper.sweep(self.at(hour)).await.unwrap()
    }

    async fn is_removed(&self, id: AttachmentId) -> bool {
        self.log
            .load::<Attachment>(id.0)
            .await
            .unwrap()
            .state
            .removed
    }

    async fn is_there(&self, content: &[u8]) -> bool {
        let found = self.folder.store.read(&sha256(content), 0..1).await;
        match found {
            Ok(_) => true,
            Err(FileError::Missing) => false,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn what_nobody_attached_goes_after_a_day_and_its_content_an_hour_later() {
    let world = World::new().await;
    let id = world.uploads(b"forgotten").await;

    assert_eq!(world.sweeps(23).await, Swept::default());
    let (removed, set_aside) = (1, 1);
    let expected = Swept {
        removed,
        set_aside,
        ..Swept::default()
    };
    assert_eq!(world.sweeps(25).await, expected);
    assert!(world.is_removed(id).await && world.is_there(b"forgotten").await);
    assert_eq!(world.sweeps(25).await, Swept::default());
    assert_eq!(world.sweeps(27).await.deleted, 1);
    assert!(!world.is_there(b"forgotten").await);
    assert_eq!(
        world.folder.files().len(),
        1,
        "only the mark of the log is left"
    );
}

#[tokio::test]
async fn what_is_attached_stays() {
    let world = World::new().await;
    let id = world.uploads(b"evidence").await;
    world.execute(id, Attach(TICKET), 1).await;
    for hour in [25, 27, 1000] {
        assert_eq!(world.sweeps(hour).await, Swept::default());
    }
    assert!(!world.is_removed(id).await && world.is_there(b"evidence").await);
}

#[tokio::test]
async fn what_was_redacted_goes_a_day_later() {
    let world = World::new().await;
    let id = world.uploads(b"too much").await;
    world.execute(id, Attach(TICKET), 1).await;
    world.execute(id, Detach(TICKET), 50).await;
    assert_eq!(world.sweeps(73).await, Swept::default());
    assert_eq!(world.sweeps(75).await.removed, 1);
    assert_eq!(world.sweeps(77).await.deleted, 1);
    assert!(!world.is_there(b"too much").await);
}

#[tokio::test]
async fn content_that_another_attachment_has_survives() {
    let world = World::new().await;
    let (forgotten, kept) = (
        world.uploads(b"shared").await,
        world.uploads(b"shared").await,
    );
    world.execute(kept, Attach(TICKET), 1).await;
    let expected = Swept {
        removed: 1,
        ..Swept::default()
    };
    assert_eq!(world.sweeps(25).await, expected);
    assert_eq!(world.sweeps(27).await, Swept::default());
    assert!(world.is_removed(forgotten).await && !world.is_removed(kept).await);
    assert!(world.is_there(b"shared").await);
}

#[tokio::test]
async fn whoever_uploads_the_same_while_it_goes_keeps_it() {
    for places_before in [true, false] {
        let world = World::new().await;
        world.uploads(b"again").await;
        let early = world.folder.store.stage(chunks(b"again")).await.unwrap();
        let (early, late) = match places_before {
            true => (Some(early.place().await.unwrap()), None),
            false => (None, Some(early)),
        };

        assert_eq!(world.sweeps(25).await.set_aside, 1);
        let stored = match late {
            Some(staged) => staged.place().await.unwrap(),
            None => early.unwrap(),
        };
        let id = world.records(stored).await;
        world.execute(id, Attach(TICKET), 25).await;

        for hour in [27, 29] {
            assert_eq!(world.sweeps(hour).await.deleted, 0);
        }
        let hash = sha256(b"again");
        assert!(world.folder.store.is_in_place(&hash).await.unwrap());
        assert_eq!(reads(&world.folder.store, &hash, 0..5).await, b"again");
    }
}

#[tokio::test]
async fn content_stored_anew_before_it_would_be_deleted_waits_another_hour() {
    let world = World::new().await;
    world.uploads(b"again").await;
    world.sweeps(25).await;
    let stored = world.folder.stores(b"again").await; // not recorded yet
    assert_eq!(world.sweeps(27).await.deleted, 0);
    let id = world.records(stored).await;
    world.execute(id, Attach(TICKET), 28).await;
    world.sweeps(29).await;
    assert!(world.is_there(b"again").await);
}

#[tokio::test]
async fn content_of_an_upload_that_was_never_recorded_goes_too() {
    let world = World::new().await;
    let kept = world.uploads(b"kept").await;
    world.execute(kept, Attach(TICKET), 1).await;
    world.folder.stores(b"lost on the way").await;
    assert_eq!(world.sweeps(23).await.set_aside, 0);
    assert_eq!(world.sweeps(25).await.set_aside, 1);
    assert_eq!(world.sweeps(27).await.deleted, 1);
    assert!(!world.is_there(b"lost on the way").await && world.is_there(b"kept").await);
}

#[tokio::test]
async fn two_cleaners_at_once_do_what_one_does() {
    let world = World::new().await;
    let ids = [world.uploads(b"one").await, world.uploads(b"two").await];
    for hour in [25, 27] {
        let (first, second) = tokio::join!(
            world.sweeper.sweep(world.at(hour)),
            world.sweeper.sweep(world.at(hour))
        );
        first.and(second).unwrap();
    }
    for id in ids {
        assert_eq!(world.log.load::<Attachment>(id.0).await.unwrap().version, 2);
    }
    assert!(!world.is_there(b"one").await && !world.is_there(b"two").await);
}

#[tokio::test]
async fn lost_tables_come_back_and_no_content_is_lost_with_them() {
    let world = World::new().await;
    let id = world.uploads(b"evidence").await;
    world.execute(id, Attach(TICKET), 1).await;
    world.sweeps(25).await;
    let drop = "DROP SCHEMA attachments CASCADE";
    world
        .database
        .session()
        .await
        .batch_execute(drop)
        .await
        .unwrap();
    assert_eq!(crate::migrate(&world.database.url).await.unwrap(), 1);
    for hour in [25, 27, 29] {
        assert_eq!(world.sweeps(hour).await, Swept::default());
    }
    assert!(world.is_there(b"evidence").await);
}

#[tokio::test]
async fn a_folder_of_another_installation_is_left_alone() {
    let theirs = World::new().await;
    let id = theirs.uploads(b"theirs").await;
    theirs.execute(id, Attach(TICKET), 1).await;
    theirs.sweeps(1).await;
    let World { folder, .. } = theirs;

    let ours = World::on(folder).await;
    ours.uploads(b"ours").await;
    for hour in [25, 27] {
        let refused = ours.sweeper.sweep(ours.at(hour)).await;
        assert!(matches!(refused, Err(SweepError::Foreign)));
    }
    assert!(ours.is_there(b"theirs").await);
}

#[tokio::test]
async fn a_worker_makes_thumbnails_and_stops_when_told_even_twice() {
    let world = World::new().await;
    let options = WorkerOptions {
        database_url: world.database.url.clone(),
        keep_unattached: DAY,
    };
    let worker = Worker::start(&world.log, &world.folder.store, &options).unwrap();
    let image = include_bytes!("flower.png");
    world.uploads(image).await;

    let store = &world.folder.store;
    let drawn = async {
        loop {
            if let Some(drawn) = store.known_thumbnail(&sha256(image)).await.unwrap() {
                return drawn;
            }
            tokio::task::yield_now().await;
        }
    };
    let limit = std::time::Duration::from_secs(60);
    let drawn = tokio::time::timeout(limit, drawn).await.unwrap();
    assert!(matches!(drawn, Thumbnail::Image { .. }));
    worker.stop().await;
    worker.stop().await;

    let at_once = Worker::start(&world.log, store, &options).unwrap();
    at_once.stop().await;
}
