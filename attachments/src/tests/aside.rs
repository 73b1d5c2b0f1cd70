//! Content that seems unused, and leftovers.

use super::*;
use jiff::{SignedDuration, Timestamp};

#[tokio::test]
async fn content_that_was_set_aside_is_still_read_and_comes_back() {
    let folder = folder();
    let stored = folder.stores(b"perhaps unused").await;
    let hash = stored.sha256.as_str();
    for _ in 0..2 {
        folder.store.set_aside(hash).await.unwrap(); // doing it again changes nothing
        assert!(!folder.store.is_in_place(hash).await.unwrap());
        assert_eq!(folder.reads(&stored).await, b"perhaps unused");
    }
    folder.store.bring_back(hash).await.unwrap();
    assert!(folder.store.is_in_place(hash).await.unwrap());

    // stored anew while set aside: what is in place stays
    folder.store.set_aside(hash).await.unwrap();
    folder.stores(b"perhaps unused").await;
    folder.store.forget(hash).await.unwrap();
    assert_eq!(folder.reads(&stored).await, b"perhaps unused");
    assert_eq!(folder.files().len(), 1);
}

#[tokio::test]
async fn what_a_crash_left_is_swept_and_what_grows_is_not() {
    let folder = folder();
    folder.stores(b"kept").await;
    let files = folder.folder.path().join("files");
    let left = ["uploads/1#2", "content/ab/cd#1", "uploads/0192"];
    for name in left {
        let file = files.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, b"half").unwrap();
    }
    let hour = SignedDuration::from_hours(1);
    let swept = |before| folder.store.sweep_uploads(before);
    assert_eq!(swept(Timestamp::now() - hour).await.unwrap(), 0);
    assert_eq!(swept(Timestamp::now() + hour).await.unwrap(), left.len());
    assert_eq!(folder.files().len(), 1);
}

#[tokio::test]
async fn all_old_content_is_listed() {
    let folder = folder();
    let stored = [folder.stores(b"one").await, folder.stores(b"two").await];
    let hour = SignedDuration::from_hours(1);
    let listed = async |before| {
        let pages: Vec<_> = folder
            .store
            .stored_before(before)
            .try_collect()
            .await
            .unwrap();
        let mut hashes = pages.concat();
        hashes.sort();
        hashes
    };
    let mut expected = stored.map(|stored| stored.sha256);
    expected.sort();
    assert_eq!(listed(Timestamp::now() + hour).await, expected);
    assert!(listed(Timestamp::now() - hour).await.is_empty());
}
