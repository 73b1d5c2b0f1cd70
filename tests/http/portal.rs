//! Customers in their portal: what they can do there, and what never reaches them.

mod canary;
mod captcha;
mod embed;
mod form;
mod life;
mod links;
mod strangers;

use crate::support::{Browser, Desk, Person, Reply, token_in_letter};
use reqwest::Method;
use serde_json::{Value, json};

/// A desk whose portal is on.
async fn open_desk() -> Desk {
    let desk = Desk::open().await;
    switched(&desk, &json!({"enabled": true, "may_close": true})).await;
    desk
}

/// Changes what the workspace says of the portal.
pub(super) async fn switched(desk: &Desk, portal: &Value) {
    let wanted = json!({"portal": portal});
    desk.administrator()
        .patches("/workspace", &wanted)
        .await
        .ok();
}

/// A customer with an address at example.org; their id.
pub(super) async fn customer(desk: &Desk, name: &str) -> String {
    let email = address(name);
    let wanted = json!({"name": name, "emails": [email]});
    let answer = desk.administrator().posts("/customers", &wanted).await;
    answer.ok()["id"].as_str().unwrap().to_owned()
}

fn address(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase())
}

/// A browser in which nobody is signed in yet.
fn browser(desk: &Desk) -> Browser {
    Browser::at(&desk.docket)
}

/// Asks for a link and takes the token out of the letter, which is another than `before`.
async fn token(desk: &Desk, name: &str, before: Option<&str>) -> String {
    let asked = json!({"email": address(name)});
    let reply = browser(desk).posts("/portal/session_links", &asked).await;
    assert_eq!(reply.status, 202, "{reply:?}");
    token_in_letter(&desk.data(), before).await
}

/// Redeems a token and keeps the cookie.
async fn redeem(browser: &mut Browser, token: &str) -> Reply {
    let reply = browser
        .posts("/portal/session", &json!({"token": token}))
        .await;
    if let Some(cookie) = &reply.set_cookie {
        browser.cookie = cookie.split(';').next().map(str::to_owned);
    }
    reply
}

/// A browser in which this customer is signed in, and the token of their letter.
pub(super) async fn signed_in(desk: &Desk, name: &str, before: Option<&str>) -> (Browser, String) {
    let token = token(desk, name, before).await;
    let mut browser = browser(desk);
    redeem(&mut browser, &token).await.ok();
    (browser, token)
}

/// A ticket that the customer opens in the portal: its address there, and its id.
async fn opens(customer: &Browser, subject: &str) -> (String, String) {
    let reply = customer
        .posts("/portal/tickets", &json!({"subject": subject}))
        .await;
    assert_eq!(reply.status, 201, "{reply:?}");
    let id = reply.ok()["id"].as_str().unwrap().to_owned();
    (format!("/portal/tickets/{id}"), id)
}

/// A member answers.
async fn answers(member: &Person, id: &str, body: &str) {
    let message = json!({"body": body, "visibility": "public"});
    let path = format!("/tickets/{id}/messages");
    member.posts(&path, &message).await.ok();
}

/// Subjects of the list, once it shows as many as there should be.
async fn listed(customer: &Browser, query: &str, count: usize) -> Vec<String> {
    crate::support::eventually("the list to be up to date", async || {
        let reply = customer.gets(&format!("/portal/tickets{query}")).await;
        let items = reply.ok()["items"].as_array().unwrap().clone();
        let subjects = items
            .iter()
            .map(|t| t["subject"].as_str().unwrap().to_owned());
        let subjects: Vec<_> = subjects.collect();
        (subjects.len() == count).then_some(subjects)
    })
    .await
}

/// Uploads a file as whoever is signed in there; its id.
async fn uploads(customer: &Browser, name: &str, bytes: &'static str) -> String {
    let path = format!("/portal/attachments?name={name}");
    let request = customer.request(Method::POST, &path).body(bytes);
    let reply = customer.sends(request).await;
    reply.ok()["id"].as_str().unwrap().to_owned()
}
