//! Members and customers sign in at a real identity provider, and nobody else does in their name.

mod admitted;
mod attacks;
mod customers;
mod down;
mod roles;

use super::*;
use crate::support::nats::free_port;
use crate::support::provider::issuer;
use crate::support::{IdentityProvider, Page, Surfer};

/// A desk with a provider.
struct Office {
    desk: Desk,
    provider: IdentityProvider,
}

impl Office {
    /// Whose provider is trusted as told.
    async fn open(trust: Value) -> Self {
        let port = free_port();
        let desk = desk(port, trust).await;
        let provider = IdentityProvider::start(port, &callback(&desk)).await;
        Self { desk, provider }
    }

    fn start(&self) -> String {
        format!("{}/api/v1/auth/corp/start", self.desk.docket.url())
    }

    /// Leaves for the provider; where the browser comes back to.
    async fn comes_back(&self, surfer: &mut Surfer, who: &str) -> String {
        self.comes_back_for(surfer, who, "/").await
    }

    /// The same for whoever wants to be somewhere.
    async fn comes_back_for(&self, surfer: &mut Surfer, who: &str, wanted: &str) -> String {
        let start = format!("{}?return_to={wanted}", self.start());
        let left = surfer.opens(&start).await;
        assert_eq!(left.status, 302, "{left:?}");
        let away = format!("{}&login_hint={who}", left.location.unwrap());
        surfer.follows(&away, &callback(&self.desk)).await
    }

    /// The whole way there and back.
    async fn signs_in(&self, who: &str) -> (Surfer, Page) {
        let mut surfer = Surfer::new();
        let back = self.comes_back(&mut surfer, who).await;
        let page = surfer.opens(&back).await;
        (surfer, page)
    }

    /// A browser in which somebody signed in.
    async fn signed_in(&self, who: &str) -> Surfer {
        let (surfer, page) = self.signs_in(who).await;
        assert_eq!(page.status, 302, "{page:?}");
        surfer
    }

    /// What is answered below `/api/v1` in a browser.
    async fn sees(&self, surfer: &mut Surfer, path: &str) -> Page {
        let url = format!("{}/api/v1{path}", self.desk.docket.url());
        surfer.opens(&url).await
    }

    /// Nobody is signed in.
    async fn is_strange(&self, surfer: &mut Surfer) -> bool {
        self.sees(surfer, "/me").await.status == 401
    }

    /// Names and contents of what was recorded about signing in, in order.
    async fn told(&self) -> Vec<(String, Value)> {
        let session = self.desk.database.session().await;
        let sql =
            "SELECT type, data::text FROM es.events WHERE category = 'account' ORDER BY position";
        let rows = session.query(sql, &[]).await.unwrap();
        let told = rows.iter().map(|row| {
            let data: String = row.get(1);
            (row.get(0), serde_json::from_str(&data).unwrap())
        });
        told.collect()
    }

    /// Keys of a member's roles, as administrators see them.
    async fn roles(&self, id: &str) -> Value {
        let member = self
            .desk
            .administrator()
            .gets(&format!("/members/{id}"))
            .await;
        member.ok()["roles"].clone()
    }
}

/// A desk whose provider would be on this port.
async fn desk(port: u16, trust: Value) -> Desk {
    let mut provider = json!({
        "key": "corp",
        "name": "Example Corp",
        "names": {"he": "החברה"},
        "issuer": issuer(port),
        "client_id": "docket",
        "client_secret": "a-secret-of-tests",
    });
    let own = provider.as_object_mut().unwrap();
    own.extend(trust.as_object().unwrap().clone());
    let providers = json!([provider]).to_string();
    Desk::open_set(&[
        ("DOCKET_OIDC_PROVIDERS", &providers),
        ("DOCKET_OUTGOING_ALLOW", "127.0.0.1"),
    ])
    .await
}

fn callback(desk: &Desk) -> String {
    format!("{}/api/v1/auth/corp/callback", desk.docket.url())
}

impl Page {
    fn body(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// What the cookie with this name is set to.
    fn sets(&self, name: &str) -> Option<&str> {
        let begin = format!("{name}=");
        let cookie = self.set_cookies.iter().find(|c| c.starts_with(&begin))?;
        Some(&cookie[begin.len()..])
    }
}

#[tokio::test]
async fn a_member_signs_in_and_is_where_they_wanted_to_be() {
    let office = Office::open(json!({})).await;
    let id = member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    let back = office
        .comes_back_for(&mut surfer, "ana", "/tickets/7%3Ftab=a")
        .await;

    let page = surfer.opens(&back).await;

    assert_eq!(page.status, 302, "{page:?}");
    assert_eq!(page.location.as_deref(), Some("/tickets/7?tab=a"));
    let me = office.sees(&mut surfer, "/me").await.body();
    assert_eq!(me["id"], id, "{me}");
    let session = office.sees(&mut surfer, "/session").await.body();
    assert_eq!(session["method"], "oidc");
    let told = office.told().await;
    let names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["account.identity_linked", "account.signed_in"]);
    assert_eq!(told[0].1, json!({"member": id, "provider": "corp"}));
    let expected =
        json!({"member": id, "method": "oidc", "provider": "corp", "session": session["id"]});
    assert_eq!(told[1].1, expected);
}

#[tokio::test]
async fn whoever_comes_again_is_known_by_their_account_whatever_their_address() {
    let office = Office::open(json!({})).await;
    let id = member(&office.desk, "Ana").await;
    office.signed_in("ana").await;
    let moved = json!({"email": "ana@other.example", "email_verified": false, "name": "Ana B"});
    office.provider.knows("ana", &moved).await;

    let mut surfer = office.signed_in("ana").await;

    let me = office.sees(&mut surfer, "/me").await.body();
    assert_eq!(me["id"], id, "{me}");
    let linked = office.told().await;
    let linked = linked
        .iter()
        .filter(|(name, _)| name == "account.identity_linked");
    assert_eq!(linked.count(), 1);
}

#[tokio::test]
async fn the_cookies_are_kept_from_scripts_other_sites_and_other_paths() {
    let office = Office::open(json!({})).await;
    member(&office.desk, "Ana").await;
    let mut surfer = Surfer::new();
    let left = surfer.opens(&office.start()).await;
    let binding = left.sets("docket-auth").unwrap();
    let rest = binding.split_once(';').unwrap().1;
    assert_eq!(
        rest,
        " Path=/api/v1/auth; Max-Age=600; HttpOnly; SameSite=Lax"
    );
    let away = left.location.as_deref().unwrap();
    assert!(!away.contains(binding.split(';').next().unwrap()), "{away}");
    for expected in [
        "code_challenge_method=S256",
        "nonce=",
        "state=",
        "scope=openid+email+profile",
    ] {
        assert!(away.contains(expected), "{away}");
    }

    let (_, page) = office.signs_in("ana").await;

    assert!(page.sets("docket-auth").unwrap().contains("Max-Age=0"));
    let session = page.sets("docket").unwrap();
    assert!(session.contains("; Path=/; "), "{session}");
    assert!(session.contains("HttpOnly; SameSite=Lax"), "{session}");
}

#[tokio::test]
async fn providers_are_listed_for_whoever_wants_to_sign_in() {
    let office = Office::open(json!({})).await;
    let mut surfer = Surfer::new();
    let list = office.sees(&mut surfer, "/auth/providers").await.body();
    let names = json!({"he": "החברה"});
    let expected = json!([
        {"key": "corp", "name": "Example Corp", "names": names, "admits": "members"}
    ]);
    assert_eq!(list["items"], expected);
    for address in ["/auth/other/start", "/auth/other/callback?state=x&code=y"] {
        let page = office.sees(&mut surfer, address).await;
        assert_eq!(page.status, 404, "{page:?}");
    }
    let shown = office.desk.administrator().gets("/system").await;
    assert!(!shown.ok().to_string().contains("a-secret-of-tests"));
}
