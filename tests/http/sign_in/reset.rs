//! A forgotten password, and a changed one.

use super::*;

const OTHER: &str = "four score and seven years";

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_letter_and_all_sessions_end() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let browser = signed_in(&desk, "dana").await;
    let before = token_in_letter(&desk.data(), None).await;
    let mut visitor = Browser::at(&desk.docket);

    let forgot = json!({"email": "dana@example.org"});
    let known = visitor.posts("/password/forgot", &forgot).await;
    let unknown = visitor
        .posts("/password/forgot", &json!({"email": "no@example.org"}))
        .await;
    assert_eq!((known.status, unknown.status), (202, 202));
    assert_eq!(known.body, unknown.body);
    let token = token_in_letter(&desk.data(), Some(&before)).await;
    let weak = json!({"token": token, "password": "password123"});
    let refused = visitor.posts("/password/reset", &weak).await;
    assert_eq!(refused.refused_fields(), ["password"]);
    let reset = json!({"token": token, "password": OTHER});
    visitor.posts("/password/reset", &reset).await.ok();

    assert_eq!(browser.gets("/session").await.status, 401);
    assert_eq!(
        visitor
            .signs_in(&credentials("dana", PASSWORD))
            .await
            .status,
        401
    );
    visitor.signs_in(&credentials("dana", OTHER)).await.ok();
    let again = visitor.posts("/password/reset", &reset).await;
    assert_eq!(again.refused_fields(), ["token"]);
}

#[tokio::test]
async fn whoever_knows_the_password_changes_it_and_stays_signed_in_here() {
    let desk = Desk::open().await;
    settled(&desk, "Dana").await;
    let (here, there) = (
        signed_in(&desk, "dana").await,
        signed_in(&desk, "dana").await,
    );

    let wrong = json!({"current": "not my password", "new": OTHER});
    assert_eq!(
        here.puts("/password", &wrong).await.refused_fields(),
        ["current"]
    );
    let told = recorded(&desk).await;
    assert_eq!(told.last().unwrap(), "account.password_refused");
    let right = json!({"current": PASSWORD, "new": OTHER});
    here.puts("/password", &right).await.ok();

    assert_eq!(here.gets("/session").await.status, 200);
    assert_eq!(there.gets("/session").await.status, 401);
}
