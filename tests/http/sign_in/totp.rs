//! The second factor: a code of an authenticator, or a recovery code.

use super::*;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// The code that an authenticator shows so many steps of 30 s from now.
fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    totp.generate(now.checked_add_signed(30 * steps).unwrap())
        .to_string()
}

fn with_code(code: &str) -> Value {
    let mut credentials = credentials("dana", PASSWORD);
    credentials["totp"] = json!(code);
    credentials
}

/// Enrols an authenticator; its secret, and recovery codes.
async fn enrolled(browser: &Browser) -> (String, Vec<String>) {
    let begun = browser.posts("/totp", &json!({})).await.ok().clone();
    let secret = begun["secret"].as_str().unwrap().to_owned();
    assert!(
        begun["url"]
            .as_str()
            .unwrap()
            .starts_with("otpauth://totp/Docket:dana")
    );
    let wrong = browser
        .posts("/totp/confirm", &json!({"code": "12345"}))
        .await;
    assert_eq!(wrong.refused_fields(), ["code"]);
    let shown = json!({"code": code(&secret, 0)});
    let confirmed = browser.posts("/totp/confirm", &shown).await.ok().clone();
    let codes = confirmed["recovery_codes"].as_array().unwrap().iter();
    (
        secret,
        codes.map(|c| c.as_str().unwrap().to_owned()).collect(),
    )
}

#[tokio::test]
async fn with_an_authenticator_a_password_is_not_enough_and_no_code_is_taken_twice() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let mut browser = signed_in(&desk, "dana").await;
    let (secret, _) = enrolled(&browser).await;

    let without = browser.signs_in(&credentials("dana", PASSWORD)).await;
    assert_eq!(without.status, 401);
    assert_eq!(without.body["type"], "/problems/totp-required");
    let next = code(&secret, 1);
    let first = browser.signs_in(&with_code(&next)).await;
    assert_eq!(first.ok()["method"], "password_and_totp");
    let second = browser.signs_in(&with_code(&next)).await;
    assert_eq!(second.status, 401);
    assert_eq!(second.refused_fields(), ["totp"]);
}

#[tokio::test]
async fn a_recovery_code_stands_in_once() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let mut browser = signed_in(&desk, "dana").await;
    let (_, codes) = enrolled(&browser).await;
    assert_eq!(codes.len(), 10);

    let first = browser.signs_in(&with_code(&codes[3].to_uppercase())).await;
    assert_eq!(first.ok()["method"], "password_and_recovery_code");
    assert_eq!(browser.signs_in(&with_code(&codes[3])).await.status, 401);
    let state = browser.gets("/totp").await.ok().clone();
    assert_eq!(state, json!({"enabled": true, "recovery_codes_left": 9}));
}

#[tokio::test]
async fn the_authenticator_is_given_up_by_the_password_alone() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let mut browser = signed_in(&desk, "dana").await;
    enrolled(&browser).await;

    let wrong = browser
        .posts("/totp/disable", &json!({"password": "not my password"}))
        .await;
    assert_eq!(wrong.refused_fields(), ["password"]);
    let told = recorded(&desk).await;
    assert_eq!(told.last().unwrap(), "account.password_refused");
    browser
        .posts("/totp/disable", &json!({"password": PASSWORD}))
        .await
        .ok();

    browser.signs_in(&credentials("dana", PASSWORD)).await.ok();
    let key = desk.hires("Ana").await;
    assert_eq!(
        key.posts("/totp", &json!({})).await.status,
        403,
        "a key has no session"
    );
}
