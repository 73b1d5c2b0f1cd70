//! The second factor on a real Postgres.

use super::*;
use jiff::Timestamp;
use totp_rs::{Builder, Secret};

fn code(secret: &str, steps: u64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(Timestamp::now().as_second()).unwrap();
    totp.generate(now + 30 * steps).to_string()
}

async fn enrolled(door: &Door) -> (String, Vec<String>) {
    let begun = door
        .accounts
        .begin_totp(ANA, "ana@example.org")
        .await
        .unwrap();
    let shown = code(&begun.secret, 0);
    let cause = Cause::of(ANA);
    let codes = door
        .accounts
        .confirm_totp(ANA, &shown, &cause)
        .await
        .unwrap();
    (begun.secret, codes)
}

#[tokio::test]
async fn an_authenticator_that_was_not_confirmed_locks_nobody_out() {
    let door = Door::with_ana().await;
    door.accounts
        .begin_totp(ANA, "ana@example.org")
        .await
        .unwrap();
    door.ana_signs_in(PASSWORD).await.unwrap();
}

#[tokio::test]
async fn of_two_that_show_the_same_code_at_once_one_gets_in() {
    let door = Door::with_ana().await;
    let (secret, _) = enrolled(&door).await;
    let next = code(&secret, 1);
    let sign_in = || door.signs_in(Some(ANA), PASSWORD, Some(&next));
    let (one, other) = tokio::join!(sign_in(), sign_in());
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn the_secret_is_kept_sealed_and_codes_hashed() {
    let door = Door::with_ana().await;
    let (secret, codes) = enrolled(&door).await;
    let bytes = data_encoding::BASE32_NOPAD
        .decode(secret.as_bytes())
        .unwrap();
    let session = door.database.session().await;
    let sql = "SELECT position($1::bytea IN sealed) FROM accounts.totp";
    let open: i32 = session.query_one(sql, &[&bytes]).await.unwrap().get(0);
    assert_eq!(open, 0);
    let sql = "SELECT count(*) FROM accounts.recovery_codes WHERE octet_length(hash) = 32";
    let kept: i64 = session.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(usize::try_from(kept).unwrap(), codes.len());
}

#[tokio::test]
async fn an_authenticator_in_force_is_not_replaced_unasked() {
    let door = Door::with_ana().await;
    enrolled(&door).await;
    let again = door.accounts.begin_totp(ANA, "ana@example.org").await;
    assert!(
        matches!(again, Err(AccountsError::Conflict(_))),
        "{again:?}"
    );
}

#[tokio::test]
async fn a_missing_code_is_no_failure_but_a_wrong_one_is() {
    let door = Door::with_ana().await;
    enrolled(&door).await;
    for _ in 0..10 {
        let refused = door.ana_signs_in(PASSWORD).await.unwrap_err();
        assert!(matches!(refused, AccountsError::TotpRequired), "{refused}");
    }
    let wrong = door
        .signs_in(Some(ANA), PASSWORD, Some("000"))
        .await
        .unwrap_err();
    assert!(matches!(wrong, AccountsError::WrongCode), "{wrong}");
    let failed = "account.sign_in_failed";
    assert!(door.events().await.last().unwrap().starts_with(failed));
}
