//! How long sessions last, and how they end.

use super::*;

#[tokio::test]
async fn a_session_is_found_by_its_token_alone() {
    let door = Door::with_ana().await;
    let opened = door.ana_signs_in(PASSWORD).await.unwrap();
    let sessions = door.accounts.sessions();
    let found = sessions.find(&opened.token).await.unwrap().unwrap();
    assert_eq!(found.id, opened.session.id);
    assert_eq!(found.address, "192.0.2.7");
    assert_eq!(
        sessions.find(&opened.session.id.to_string()).await.unwrap(),
        None
    );
    let kept = "SELECT count(*) FROM accounts.sessions WHERE hash = convert_to($1, 'UTF8')";
    let session = door.database.session().await;
    let open: i64 = session
        .query_one(kept, &[&opened.token])
        .await
        .unwrap()
        .get(0);
    assert_eq!(open, 0);
    door.store.stop().await;
}

#[tokio::test]
async fn a_session_ends_when_nobody_used_it_for_long() {
    let idle = SignedDuration::from_hours(1);
    let longest = SignedDuration::from_hours(100);
    let door = Door::with(Lifetime { idle, longest }).await;
    door.settles().await;
    let opened = door.ana_signs_in(PASSWORD).await.unwrap();
    let find = async || door.accounts.sessions().find(&opened.token).await.unwrap();

    door.run("UPDATE accounts.sessions SET last_seen_at = now() - interval '59 minutes'")
        .await;
    assert!(find().await.is_some());
    assert!(find().await.is_some(), "it was seen a moment ago");
    let seen = door.accounts.sessions().list(ANA).await.unwrap()[0].last_seen_at;
    let ago = jiff::Timestamp::now().duration_since(seen);
    assert!(ago < SignedDuration::from_mins(1), "{ago:?}");
    door.run("UPDATE accounts.sessions SET last_seen_at = now() - interval '61 minutes'")
        .await;
    assert!(find().await.is_none());
    assert!(
        !door
            .accounts
            .sessions()
            .is_open(opened.session.id)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn a_session_ends_after_its_longest_time_whatever_happens() {
    let door = Door::with_ana().await;
    let opened = door.ana_signs_in(PASSWORD).await.unwrap();
    door.run("UPDATE accounts.sessions SET expires_at = now()")
        .await;
    assert!(
        door.accounts
            .sessions()
            .find(&opened.token)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn the_oldest_session_ends_when_there_are_too_many() {
    let door = Door::with_ana().await;
    let method = SignInMethod::Password;
    let mut opened = Vec::new();
    for _ in 0..51 {
        opened.push(door.accounts.open(ANA, method, &device()).await.unwrap());
    }
    let list = door.accounts.sessions().list(ANA).await.unwrap();
    assert_eq!(list.len(), 50);
    assert!(
        !list
            .iter()
            .any(|session| session.id == opened[0].session.id)
    );
}
