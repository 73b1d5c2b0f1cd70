//! Guessing gets slower and slower, and nobody is locked out for good.

use super::*;
use crate::support::eventually;

/// Failures that cost nothing.
const FREE: usize = 5;

#[tokio::test]
async fn wrong_passwords_are_delayed_in_every_process_and_the_delay_ends() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let mut browser = Browser::at(&desk.docket);
    for _ in 0..FREE {
        let reply = browser
            .signs_in(&credentials("dana", "not my password"))
            .await;
        assert_eq!(reply.status, 401, "{reply:?}");
        assert_eq!(reply.body["type"], "/problems/wrong-credentials");
    }

    // the right password is refused the same way, and elsewhere too
    let other = desk.another_process().await;
    for mut browser in [browser.clone(), browser.moved_to(&other)] {
        let reply = browser.signs_in(&credentials("dana", PASSWORD)).await;
        if reply.status == 200 {
            continue; // the second that it takes was over
        }
        assert_eq!(reply.status, 429, "{reply:?}");
        assert!(reply.retry_after.is_some_and(|seconds| seconds >= 1));
    }

    eventually("the delay to end", async || {
        let reply = browser.signs_in(&credentials("dana", PASSWORD)).await;
        (reply.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn an_unknown_address_is_answered_as_a_wrong_password_and_delayed_alike() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let mut browser = Browser::at(&desk.docket);
    let head = desk.head().await;

    for attempt in 0..=FREE {
        let nobody = browser
            .signs_in(&credentials("nobody", "not my password"))
            .await;
        let dana = browser
            .signs_in(&credentials("dana", "not my password"))
            .await;
        assert_eq!(nobody.status, dana.status, "attempt {attempt}");
        assert_eq!(nobody.body["type"], dana.body["type"]);
        assert_eq!(nobody.body["errors"], dana.body["errors"]);
    }

    // what failed is recorded where there is an account, and never what was typed
    let session = desk.database.session().await;
    let sql = "SELECT data::text FROM es.events WHERE position > $1";
    let rows = session.query(sql, &[&head]).await.unwrap();
    assert!(rows.len() >= FREE, "{rows:?}");
    for row in rows {
        let data: &str = row.get(0);
        assert!(data.contains("wrong_password"), "{data}");
        assert!(
            !data.contains('@') && !data.contains("not my password"),
            "{data}"
        );
    }
}

#[tokio::test]
async fn many_guesses_at_once_are_no_way_around() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let guesses = (0..20).map(|_| {
        let mut browser = Browser::at(&desk.docket);
        tokio::spawn(async move {
            browser
                .signs_in(&credentials("dana", "a guess at it"))
                .await
        })
    });
    let guesses: Vec<_> = guesses.collect();
    let mut taken = 0;
    for guess in guesses {
        if guess.await.unwrap().status == 401 {
            taken += 1;
        }
    }
    assert!(
        (1..=FREE + 2).contains(&taken),
        "{taken} guesses were looked at"
    );
}
