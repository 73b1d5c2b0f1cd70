//! How customers get in: they ask for a letter, and redeem the link in it.

use crate::answer::{Accepted, Shown};
use crate::app::State;
use crate::auth::customer::cookie;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, KnownCustomer, PortalReader, PortalWriter, Visitor, check_enabled};
use crate::types::{Moment, Nullable};
use domain::CustomerId;
use domain::customer::{Customer, email_key};
use domain::ids::derived;
use domain::limits::Checks;
use domain::locale;
use domain::reservation::Reservation;
use mail::Recipient;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who wants to sign in.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPortalLink {
    pub email: String,
    /// In which the letter is written where the customer's own language is not known.
    pub language: Option<String>,
}

/// What is told of a letter, whoever asked for it.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalLink {
    pub detail: String,
}

/// What a link carried after its `#`.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPortalSession {
    pub token: String,
}

/// Who is signed in, and what they may do here.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PortalCustomer {
    pub id: Uuid,
    pub name: Nullable<String>,
    pub email: Nullable<String>,
    /// In which answers are written.
    pub language: String,
    /// Whether they may close their tickets.
    pub may_close: bool,
    /// Whether they see the tickets of their organisation.
    pub sees_organisation: bool,
    pub session_expires_at: Moment,
}

pub(crate) struct PortalSessions;

#[OpenApi(tag = "Tag::Portal")]
impl PortalSessions {
    /// Sends a letter with a link to sign in, if a customer has this address. Whether one has, the
    /// answer does not tell. The link works once, for 15 minutes.
    #[oai(
        path = "/portal/session_links",
        method = "post",
        operation_id = "request_portal_link"
    )]
    async fn link(
        &self,
        visitor: Visitor,
        body: Body<NewPortalLink>,
    ) -> Result<Accepted<PortalLink>, Problem> {
        check_enabled(&visitor.state.app.catalog.now())?;
        body.value.check()?;
        // answered before anything is looked up, so that not even the time tells
        tokio::spawn(send_link(visitor, body.value));
        Accepted::new(&PortalLink {
            detail: "If we know this address, a letter with a link is on its way.".to_owned(),
        })
    }

    /// Signs in with the token of a mailed link, which is good no more then. Answers a cookie.
    #[oai(
        path = "/portal/session",
        method = "post",
        operation_id = "open_portal_session"
    )]
    async fn open(
        &self,
        visitor: Visitor,
        body: Body<NewPortalSession>,
    ) -> Result<Shown<PortalLink>, Problem> {
        let app = &visitor.state.app;
        check_enabled(&app.catalog.now())?;
        let portal = app.accounts.portal();
        let opened = portal.open(&body.value.token).await?;
        let opened = opened.ok_or_else(gone)?;
        let seconds = portal.lifetime().longest.as_secs();
        let cookie = cookie(&opened.token, seconds, &app.public_url);
        let told = PortalLink {
            detail: "You are signed in.".to_owned(),
        };
        Ok(Shown::new(&told)?.set_cookie(&cookie))
    }

    /// Who is signed in.
    #[oai(path = "/portal/me", method = "get", operation_id = "get_portal_me")]
    async fn me(&self, reader: PortalReader) -> Result<Shown<PortalCustomer>, Problem> {
        let portal = &reader.catalog.workspace().portal;
        let mut view = PortalCustomer::from(&*reader.customer);
        view.may_close = portal.may_close;
        Shown::new(&view)
    }

    /// Signs out: ends the session and takes the cookie back.
    #[oai(
        path = "/portal/session",
        method = "delete",
        operation_id = "close_portal_session"
    )]
    async fn close(&self, writer: PortalWriter) -> Result<Shown<PortalLink>, Problem> {
        let app = &writer.state.app;
        let portal = app.accounts.portal();
        portal.sign_out(&writer.customer.session).await?;
        let told = PortalLink {
            detail: "You are signed out.".to_owned(),
        };
        Ok(Shown::new(&told)?.set_cookie(&cookie("", 0, &app.public_url)))
    }
}

impl NewPortalLink {
    fn check(&self) -> Result<(), Problem> {
        let mut checks = Checks::default();
        checks.email("email", self.email.trim());
        if let Some(tag) = &self.language
            && locale::language(tag).is_none()
        {
            checks.fail("language", "must be a language tag like ar, he or en");
        }
        checks.finish().map_err(Problem::fields)
    }
}

async fn send_link(visitor: Visitor, wanted: NewPortalLink) {
    let outcome = match sent(&visitor.state, &wanted).await {
        Ok(true) => "known",
        Ok(false) => "unknown",
        Err(problem) => {
            tracing::error!(
                ?problem,
                "a letter with a link to the portal was not written"
            );
            "failed"
        }
    };
    metrics::counter!("docket_portal_links_total", "outcome" => outcome).increment(1);
}

/// Whether a customer in use has the address.
async fn sent(state: &State, wanted: &NewPortalLink) -> Result<bool, Problem> {
    let email = wanted.email.trim();
    let Some((id, customer)) = customer_with(state, email).await? else {
        return Ok(false);
    };
    let Ok(profile) = customer.active() else {
        return Ok(false);
    };
    let known = profile.emails.iter();
    let known = known.clone().find(|own| email_key(own) == email_key(email));
    let language = profile.language.clone().or_else(|| wanted.language.clone());
    let to = Recipient {
        name: profile.name.clone().unwrap_or_default(),
        // as it is kept: nobody is written to at an address that somebody else typed
        email: known.cloned().unwrap_or_else(|| email.to_owned()),
        language,
    };
    state.app.accounts.portal().send_link(id, to).await?;
    Ok(true)
}

/// Who has the address, or goes on for them.
pub(crate) async fn customer_with(
    state: &State,
    email: &str,
) -> Result<Option<(CustomerId, Customer)>, Problem> {
    let store = &state.app.store;
    let held = derived(Customer::EMAIL, &email_key(email));
    let Some(owner) = store.load::<Reservation>(held).await?.state.owner else {
        return Ok(None);
    };
    let mut id = CustomerId(owner);
    loop {
        let loaded = store.load::<Customer>(id.0).await?;
        match loaded.state.merged_into {
            Some(into) => id = into, // merges never lead in a circle
            None => return Ok(Some((id, loaded.state.clone()))),
        }
    }
}

fn gone() -> Problem {
    let detail = "is not good: it was used or has expired; ask for another link";
    Problem::field("token", detail)
}

impl From<&KnownCustomer> for PortalCustomer {
    fn from(customer: &KnownCustomer) -> Self {
        Self {
            id: customer.id.0,
            name: customer.profile.name.clone().into(),
            email: customer.profile.emails.first().cloned().into(),
            language: customer.language.clone(),
            may_close: false,
            sees_organisation: customer.organisation.is_some(),
            session_expires_at: customer.session.expires_at.into(),
        }
    }
}

impl Example for NewPortalLink {
    fn example() -> Self {
        Self {
            email: "dana@example.org".to_owned(),
            language: Some("he".to_owned()),
        }
    }
}
