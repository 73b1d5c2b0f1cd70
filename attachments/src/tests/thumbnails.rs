//! Small images of stored ones.

use super::*;
use crate::{Thumbnail, keys};

#[tokio::test]
async fn a_thumbnail_is_made_once_and_again_when_it_was_deleted() {
    let folder = folder();
    let image = include_bytes!("flower.png");
    let stored = folder.stores(image).await;
    assert_eq!(stored.media_type, "image/png");
    assert_eq!(
        folder.store.known_thumbnail(&stored.sha256).await.unwrap(),
        None
    );

    let thumbnail = async || {
        folder
            .store
            .thumbnail(&stored.sha256, stored.media_type)
            .await
            .unwrap()
    };
    let first = thumbnail().await;
    assert!(matches!(first, Thumbnail::Image { .. }), "{first:?}");
    assert_eq!(
        folder
            .store
            .known_thumbnail(&stored.sha256)
            .await
            .unwrap()
            .as_ref(),
        Some(&first)
    );

    let key = keys::of(keys::THUMBNAILS, &stored.sha256).unwrap();
    std::fs::remove_file(folder.folder.path().join("files").join(key.as_ref())).unwrap();
    assert_eq!(thumbnail().await, first);
}

#[tokio::test]
async fn it_is_remembered_why_there_is_no_thumbnail() {
    let folder = folder();
    let stored = folder
        .stores(b"\x89PNG\r\n\x1a\n and then nothing like it")
        .await;
    let none = Thumbnail::None("the image cannot be read".to_owned());
    let made = folder
        .store
        .thumbnail(&stored.sha256, "image/png")
        .await
        .unwrap();
    assert_eq!(made, none);
    assert_eq!(
        folder.store.known_thumbnail(&stored.sha256).await.unwrap(),
        Some(none)
    );

    let document = folder
        .store
        .thumbnail(&stored.sha256, "image/svg+xml")
        .await
        .unwrap();
    assert!(matches!(document, Thumbnail::None(_)));
}
