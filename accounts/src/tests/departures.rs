//! Who left for a provider comes back once, in time, in the same browser.

use super::*;

const LEFT: Departure<'_> = Departure {
    provider: "corp",
    state: "the state",
    binding: "the browser's",
};

/// Somebody left and wants to be at a ticket afterwards.
async fn left() -> Door {
    let door = Door::open().await;
    door.accounts.departs(LEFT, "/tickets/7").await.unwrap();
    door
}

impl Door {
    async fn returns(&self, departure: Departure<'_>) -> Option<String> {
        self.accounts.returns(departure).await.unwrap()
    }
}

#[tokio::test]
async fn a_state_is_good_once() {
    let door = left().await;
    assert_eq!(door.returns(LEFT).await.as_deref(), Some("/tickets/7"));
    assert_eq!(door.returns(LEFT).await, None);
}

#[tokio::test]
async fn another_state_is_good_for_nothing() {
    let door = left().await;
    let other = Departure {
        state: "made up",
        ..LEFT
    };
    assert_eq!(door.returns(other).await, None);
    assert_eq!(door.returns(LEFT).await.as_deref(), Some("/tickets/7"));
}

#[tokio::test]
async fn another_browser_or_provider_uses_the_state_up() {
    let others = [
        Departure {
            binding: "a thief's",
            ..LEFT
        },
        Departure {
            provider: "other",
            ..LEFT
        },
    ];
    for other in others {
        let door = left().await;
        assert_eq!(door.returns(other).await, None);
        assert_eq!(door.returns(LEFT).await, None);
    }
}

#[tokio::test]
async fn whoever_takes_too_long_begins_again() {
    let door = left().await;
    let session = door.database.session().await;
    session.execute(PASS_TIME, &[]).await.unwrap();
    assert_eq!(door.returns(LEFT).await, None);
}

#[tokio::test]
async fn neither_text_is_kept() {
    let door = left().await;
    let session = door.database.session().await;
    let row = session.query_one(KEPT, &[]).await.unwrap();
    let kept: String = row.get(0);
    assert!(
        !kept.contains(&hex(LEFT.state)) && !kept.contains(&hex(LEFT.binding)),
        "{kept}"
    );
}

fn hex(text: &str) -> String {
    data_encoding::HEXLOWER.encode(text.as_bytes())
}

const PASS_TIME: &str = "UPDATE accounts.departures SET expires_at = now() - interval '1 second'";

const KEPT: &str = "SELECT departures::text FROM accounts.departures";
