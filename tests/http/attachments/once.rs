//! Uploads that are repeated.

use super::*;

async fn with_key(person: &Person, name: &str, content: &str) -> Answer {
    let request = upload(person, name).body(content.to_owned());
    person.sends(request.header("Idempotency-Key", "k")).await
}

#[tokio::test]
async fn the_same_key_twice_records_one_attachment() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let first = with_key(&ana, "a.txt", "the same").await;
    let head = desk.head().await;
    let again = with_key(&ana, "a.txt", "the same").await;

    assert_eq!((first.ok(), first.replayed), (again.ok(), false));
    assert!(again.replayed);
    assert_eq!(desk.head().await, head);

    for (name, content) in [("a.txt", "another"), ("b.txt", "the same")] {
        let reused = with_key(&ana, name, content).await;
        assert_eq!(reused.status, 422);
        assert_eq!(reused.body["type"], "/problems/idempotency-key-reused");
    }
}

#[tokio::test]
async fn equal_content_is_stored_once_and_attached_twice() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let first = uploads(&ana, "a.txt", "the same").await.ok().clone();
    let second = uploads(&ana, "b.txt", "the same").await.ok().clone();
    assert_ne!(first["id"], second["id"]);
    assert_eq!(stored(&desk).len(), 1);
}
