//! Links in letters: each good once, for a while, and for its purpose.

use super::*;
use domain::CustomerId;
use tokio::task::JoinSet;

async fn set(door: &Door, token: &str) -> Result<MemberId, AccountsError> {
    let new = NewPassword {
        token,
        password: PASSWORD,
    };
    door.accounts.accept_invitation(new).await
}

fn refused(outcome: Result<MemberId, AccountsError>) -> Vec<String> {
    let Err(AccountsError::Invalid(errors)) = outcome else {
        panic!("{outcome:?}");
    };
    errors.into_iter().map(|error| error.field).collect()
}

#[tokio::test]
async fn a_link_is_good_once() {
    let door = Door::open().await;
    let token = door.invitation().await;
    set(&door, &token).await.unwrap();
    assert_eq!(refused(set(&door, &token).await), ["token"]);
}

#[tokio::test]
async fn of_two_that_follow_a_link_at_once_one_gets_in() {
    let door = Door::open().await;
    let token = door.invitation().await;
    let (one, other) = tokio::join!(set(&door, &token), set(&door, &token));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn a_link_is_good_for_a_while_and_until_the_next_one() {
    let door = Door::open().await;
    let old = door.invitation().await;
    let new = door.invitation().await;
    assert_eq!(refused(set(&door, &old).await), ["token"]);
    door.run("UPDATE accounts.tokens SET expires_at = now()")
        .await;
    assert_eq!(refused(set(&door, &new).await), ["token"]);
}

#[tokio::test]
async fn an_invitation_resets_no_password() {
    let door = Door::with_ana().await;
    let token = door.invitation().await;
    let new = NewPassword {
        token: &token,
        password: PASSWORD,
    };
    assert_eq!(refused(door.accounts.reset_password(new).await), ["token"]);
}

#[tokio::test]
async fn few_letters_go_to_one_address_however_often_they_are_asked_for() {
    let door = Door::with_ana().await;
    for _ in 0..10 {
        door.accounts.request_reset(&who()).await.unwrap();
    }
    let session = door.database.session().await;
    let sql = "SELECT count(*) FROM mail.outbox";
    let letters: i64 = session.query_one(sql, &[]).await.unwrap().get(0);
    assert!((1..=4).contains(&letters), "{letters}");
}

#[tokio::test]
async fn few_letters_go_to_a_customer_who_asks_for_many_at_once() {
    let door = Door::open().await;
    let customer = CustomerId(Uuid::from_u128(0xc));
    let mut asked = JoinSet::new();
    for _ in 0..16 {
        let portal = door.accounts.portal();
        asked.spawn(async move { portal.send_link(customer, who().recipient).await });
    }
    while let Some(outcome) = asked.join_next().await {
        outcome.unwrap().unwrap();
    }
    let session = door.database.session().await;
    let sql = "SELECT count(*) FROM mail.outbox";
    let letters: i64 = session.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(letters, 3);
}

#[tokio::test]
async fn whoever_has_a_password_is_not_invited_again() {
    let door = Door::with_ana().await;
    let outcome = door.accounts.invite(&who(), &Cause::of(ANA)).await;
    assert!(
        matches!(outcome, Err(AccountsError::Conflict(_))),
        "{outcome:?}"
    );
}
