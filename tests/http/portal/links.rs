//! Links in letters: for customers alone, once, for a while, and nobody learns who is one.

use super::*;
use crate::support::eventually;

#[tokio::test]
async fn a_link_works_once() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, token) = signed_in(&desk, "Dana", None).await;
    assert_eq!(
        dana.gets("/portal/me").await.ok()["email"],
        "dana@example.org"
    );

    let again = redeem(&mut browser(&desk), &token).await;

    assert_eq!(again.status, 422, "{again:?}");
    assert_eq!(again.refused_fields(), ["token"]);
    assert_eq!(again.set_cookie, None);
}

#[tokio::test]
async fn following_a_link_with_get_redeems_nothing() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let token = token(&desk, "Dana", None).await;
    let scanner = browser(&desk).gets("/portal/session").await;
    assert_eq!(scanner.status, 405, "{scanner:?}");
    redeem(&mut browser(&desk), &token).await.ok();
}

#[tokio::test]
async fn a_link_that_was_left_lying_is_good_no_more() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let token = token(&desk, "Dana", None).await;
    let session = desk.database.session().await;
    let aged = session.execute(AGE, &[]).await.unwrap();
    assert_eq!(aged, 1);

    let kept = session
        .query("SELECT hash FROM accounts.portal_tokens", &[])
        .await;
    let hash: Vec<u8> = kept.unwrap()[0].get(0);
    assert_ne!(hash, token.as_bytes(), "only a hash is kept");

    let late = redeem(&mut browser(&desk), &token).await;

    assert_eq!(late.refused_fields(), ["token"]);
}

/// As if the letter had been written 15 minutes ago.
const AGE: &str = "
UPDATE accounts.portal_tokens
SET expires_at = expires_at - interval '15 minutes'";

#[tokio::test]
async fn an_unknown_address_is_answered_alike_and_gets_no_letter() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let asks = async |email: &str| {
        let asked = json!({"email": email});
        browser(&desk).posts("/portal/session_links", &asked).await
    };
    let unknown = asks("nobody@example.org").await;
    let known = asks("DANA@example.org").await;
    assert_eq!((unknown.status, &unknown.body), (202, &known.body));
    // the letter of the one who asked later is there: the other one's would be too
    token_in_letter(&desk.data(), None).await;
    let letters = letters(&desk);
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].contains("dana@example.org"));
}

#[tokio::test]
async fn a_wrong_address_is_refused_by_its_field() {
    let desk = open_desk().await;
    let asked = json!({"email": "dana", "language": "klingon!"});
    let reply = browser(&desk).posts("/portal/session_links", &asked).await;
    assert_eq!(reply.refused_fields(), ["email", "language"]);
}

#[tokio::test]
async fn the_letter_is_in_the_customers_language() {
    let desk = open_desk().await;
    let wanted = json!({"emails": ["dana@example.org"], "language": "he"});
    desk.administrator().posts("/customers", &wanted).await.ok();
    token(&desk, "Dana", None).await;
    let letter = letters(&desk).pop().unwrap();
    let subject = letter.lines().find(|line| line.starts_with("Subject:"));
    // the first word of the Hebrew subject, as headers spell it
    assert!(
        subject.is_some_and(|s| s.contains("15TXp9eZ16nXldeo")),
        "{letter}"
    );
}

#[tokio::test]
async fn many_requests_send_few_letters() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    customer(&desk, "Eli").await;
    for _ in 0..6 {
        let asked = json!({"email": "dana@example.org"});
        let reply = browser(&desk).posts("/portal/session_links", &asked).await;
        assert_eq!(reply.status, 202);
    }
    let asked = json!({"email": "eli@example.org"});
    browser(&desk)
        .posts("/portal/session_links", &asked)
        .await
        .ok();
    eventually("eli's letter", async || {
        let letters = letters(&desk);
        letters
            .iter()
            .any(|l| l.contains("eli@example.org"))
            .then_some(())
    })
    .await;
    let letters = letters(&desk);
    let danas = letters.iter().filter(|l| l.contains("dana@example.org"));
    assert!(danas.count() <= 3);
}

#[tokio::test]
async fn a_planted_cookie_becomes_nobodys_session() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let token = token(&desk, "Dana", None).await;
    let planted = "docket-portal=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let mut dana = browser(&desk);
    dana.cookie = Some(planted.to_owned());

    redeem(&mut dana, &token).await.ok();

    assert_ne!(dana.cookie.as_deref(), Some(planted));
    assert_eq!(dana.gets("/portal/me").await.status, 200);
    let mut fixed = browser(&desk);
    fixed.cookie = Some(planted.to_owned());
    assert_eq!(fixed.gets("/portal/me").await.status, 401);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_the_customer() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    let stolen = dana.clone();

    let out = dana.deletes("/portal/session").await;

    assert!(
        out.set_cookie
            .is_some_and(|cookie| cookie.contains("Max-Age=0"))
    );
    assert_eq!(stolen.gets("/portal/me").await.status, 401);
}

#[tokio::test]
async fn a_portal_that_is_off_is_not_there() {
    let desk = open_desk().await;
    customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    switched(&desk, &json!({"enabled": false})).await;
    let asked = json!({"email": "dana@example.org"});
    for reply in [
        dana.gets("/portal/me").await,
        dana.gets("/portal/tickets").await,
        dana.posts("/portal/session_links", &asked).await,
        dana.posts("/portal/session", &json!({"token": "x"})).await,
    ] {
        assert_eq!(reply.status, 404, "{reply:?}");
    }
}

#[tokio::test]
async fn a_retired_customer_is_signed_in_no_more() {
    let desk = open_desk().await;
    let id = customer(&desk, "Dana").await;
    let (dana, _) = signed_in(&desk, "Dana", None).await;
    desk.administrator()
        .deletes(&format!("/customers/{id}"))
        .await
        .ok();
    assert_eq!(dana.gets("/portal/me").await.status, 401);
}

#[tokio::test]
async fn what_happens_at_the_portals_door_is_kept_for_auditors() {
    let desk = open_desk().await;
    let id = customer(&desk, "Dana").await;
    let (dana, used) = signed_in(&desk, "Dana", None).await;
    dana.deletes("/portal/session").await.ok();
    redeem(&mut browser(&desk), &used).await;
    let late = token(&desk, "Dana", Some(&used)).await;
    let session = desk.database.session().await;
    session.execute(AGE, &[]).await.unwrap();
    redeem(&mut browser(&desk), &late).await;
    let auditor = desk.hires_as("Ada", "auditor").await;
    let member = desk.hires("Ben").await;
    let about = async |who: &Person| {
        let page = who.gets("/events?limit=200").await;
        let items = page.ok()["items"].as_array().unwrap().clone();
        let about = items
            .into_iter()
            .filter(|e| e["type"].as_str().unwrap().starts_with("portal_account."));
        about.collect::<Vec<_>>()
    };

    // a letter is told of once it was written, which nobody waits for
    let told = eventually("all five", async || {
        let told = about(&auditor).await;
        (told.len() == 5).then_some(told)
    })
    .await;

    let mut names: Vec<_> = told.iter().map(|e| e["type"].as_str().unwrap()).collect();
    names.sort_unstable();
    let expected = [
        "link_requested",
        "link_requested",
        "sign_in_failed",
        "signed_in",
        "signed_out",
    ];
    assert_eq!(names, expected.map(|name| format!("portal_account.{name}")));
    for event in &told {
        assert_eq!(event["data"]["customer"], id.as_str());
        assert!(!event.to_string().contains('@'), "{event}");
    }
    assert_eq!(about(&member).await, Vec::<Value>::new());
}

fn letters(desk: &Desk) -> Vec<String> {
    let files = std::fs::read_dir(desk.data().join("mail"));
    let files = files.into_iter().flatten(); // there is no folder before the first letter
    let paths = files.map(|file| file.unwrap().path());
    let letters = paths.filter(|path| path.extension().is_some_and(|e| e == "eml"));
    letters
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}
