//! Members sign in: invited by mail, with a password, with a code, and are found again everywhere.

mod csrf;
mod delays;
mod invited;
mod providers;
mod reset;
mod revoked;
mod totp;

use crate::support::{Browser, Desk, Reply, token_in_letter};
use serde_json::{Value, json};

pub(super) const PASSWORD: &str = "correct horse battery staple";

/// A member with an address: their id.
async fn member(desk: &Desk, name: &str) -> String {
    let email = format!("{}@example.org", name.to_lowercase());
    let wanted = json!({"name": name, "email": email});
    let answer = desk.administrator().posts("/members", &wanted).await;
    answer.ok()["id"].as_str().unwrap().to_owned()
}

/// Invites a member and sets their password by the letter; their id.
pub(super) async fn settled(desk: &Desk, name: &str) -> String {
    let id = member(desk, name).await;
    let invite = format!("/members/{id}/invite");
    let answer = desk.administrator().posts(&invite, &json!({})).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let token = token_in_letter(&desk.data(), None).await;
    let accepted = json!({"token": token, "password": PASSWORD});
    let browser = Browser::at(&desk.docket);
    browser.posts("/invitations/accept", &accepted).await.ok();
    id
}

fn credentials(name: &str, password: &str) -> Value {
    json!({"email": format!("{name}@example.org"), "password": password})
}

/// A browser in which somebody signed in.
pub(super) async fn signed_in(desk: &Desk, name: &str) -> Browser {
    let mut browser = Browser::at(&desk.docket);
    let reply: Reply = browser.signs_in(&credentials(name, PASSWORD)).await;
    reply.ok();
    browser
}

/// Names of what was recorded about signing in, in order.
async fn recorded(desk: &Desk) -> Vec<String> {
    let session = desk.database.session().await;
    let sql = "SELECT type FROM es.events WHERE category = 'account' ORDER BY position";
    let rows = session.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}
