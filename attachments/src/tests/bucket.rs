//! The same on an S3-compatible server; `docs/attachments.md` says how to start one.

use super::*;
use crate::S3;
use jiff::{SignedDuration, Timestamp};

/// `DOCKET_TEST_S3=http://127.0.0.1:5555/docket`: a server and a bucket that is there. Without it
/// the test is skipped, and says so.
fn bucket() -> Option<Store> {
    let Ok(place) = std::env::var("DOCKET_TEST_S3") else {
        eprintln!(
            "skipped: DOCKET_TEST_S3 names no bucket; docs/attachments.md says how to start one"
        );
        return None;
    };
    let (endpoint, bucket) = place.rsplit_once('/').unwrap();
    let s3 = S3 {
        bucket: bucket.to_owned(),
        prefix: Some(format!("test-{}", uuid::Uuid::now_v7())),
        endpoint: Some(endpoint.to_owned()),
        region: Some("us-east-1".to_owned()),
        access_key_id: Some("x".to_owned()),
        secret_access_key: Some("x".into()),
    };
    let (location, limits) = (Location::S3(s3), Limits::default());
    Some(Store::open(StoreOptions { location, limits }).unwrap())
}

#[tokio::test]
async fn a_bucket_keeps_files_as_a_folder_does() {
    let Some(store) = bucket() else {
        return;
    };
    for bytes in [1, 5 * MIB, 20 * MIB + 17] {
        let content = noise(bytes);
        let stored = stores(&store, &content).await;
        assert!(reads(&store, &stored.sha256, 0..stored.bytes).await == content);
        let (first, last) = (bytes / 2, bytes - 1);
        let part = reads(&store, &stored.sha256, first as u64..bytes as u64).await;
        assert!(part == content[first..=last]);
    }
    let missing = store.read(&sha256(b"never"), 0..1).await.err().unwrap();
    assert!(matches!(missing, FileError::Missing), "{missing}");
}

#[tokio::test]
async fn a_bucket_is_cleaned_as_a_folder_is() {
    let Some(store) = bucket() else {
        return;
    };
    let (log, other) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    store.claim(log).await.unwrap();
    store.claim(log).await.unwrap();
    assert!(store.claim(other).await.is_err());

    let hash = stores(&store, &noise(9 * MIB)).await.sha256;
    let hour = SignedDuration::from_hours(1);
    let old = store.stored_before(Timestamp::now() + hour);
    let old = old.try_collect::<Vec<_>>().await.unwrap().concat();
    assert_eq!(old.as_slice(), std::slice::from_ref(&hash));
    for _ in 0..2 {
        store.set_aside(&hash).await.unwrap();
        assert!(!store.is_in_place(&hash).await.unwrap());
        assert_eq!(reads(&store, &hash, 0..3).await, noise(3));
    }
    store.bring_back(&hash).await.unwrap();
    assert!(store.is_in_place(&hash).await.unwrap());
    store.set_aside(&hash).await.unwrap();
    store.forget(&hash).await.unwrap();
    assert!(matches!(
        store.read(&hash, 0..1).await,
        Err(FileError::Missing)
    ));
    assert_eq!(
        store.sweep_uploads(Timestamp::now() + hour).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn an_upload_that_is_given_up_leaves_no_parts_in_the_bucket() {
    let Some(store) = bucket() else {
        return;
    };
    let staged = store.stage(chunks(&noise(20 * MIB))).await.unwrap();
    assert_eq!(unfinished().await, 1);
    drop(staged);
    while unfinished().await > 0 {
        tokio::task::yield_now().await; // as long as the test may last
    }
}

/// Uploads whose parts the server keeps.
async fn unfinished() -> usize {
    let place = std::env::var("DOCKET_TEST_S3").unwrap();
    let answer = reqwest::get(format!("{place}?uploads")).await.unwrap();
    answer.text().await.unwrap().matches("<Upload>").count()
}

#[tokio::test]
async fn a_bucket_has_thumbnails() {
    let Some(store) = bucket() else {
        return;
    };
    let stored = stores(&store, include_bytes!("flower.png")).await;
    let drawn = store
        .thumbnail(&stored.sha256, stored.media_type)
        .await
        .unwrap();
    assert_eq!(
        store.known_thumbnail(&stored.sha256).await.unwrap(),
        Some(drawn)
    );
}
