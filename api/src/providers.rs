//! Signing in at an identity provider: there, and back with a session.

mod again;
mod away;
mod binding;
mod customers;
mod failure;
mod return_to;
mod returned;
mod view;

use crate::answer::Shown;
use crate::app::State;
use crate::auth::cookie;
use crate::openapi::Tag;
use crate::passwords::check_not_beyond;
use crate::problem::{Kind, Problem};
use crate::request::{Visitor, Writer, check_enabled};
use accounts::{Admits, Confirmed, Departure, Trust};
use away::Away;
use bytes::Bytes;
use domain::setting::{Names, in_language};
use domain::{Catalog, MemberId};
use failure::{Failure, Reason};
use oidc::{Flow, Identity, OidcError, Provider};
use poem::Request;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use returned::Returned;
use uuid::Uuid;
use view::{ForgottenIdentities, ProviderList, ProviderView};

/// A provider at which members or customers may sign in.
#[derive(Clone, Debug)]
pub struct SignInProvider {
    pub provider: Provider,
    /// What people read on the button, per language, beside the usual name.
    pub names: Names,
    /// Whom, and what its word counts for.
    pub admits: Admits,
}

/// Where a provider sends people back to; `public_url` is without a slash at the end.
#[must_use]
pub fn callback(public_url: &str, key: &str) -> String {
    format!("{public_url}/api/v1/auth/{key}/callback")
}

impl SignInProvider {
    /// Where the portal is off, its providers are not there.
    fn check_open(&self, catalog: &Catalog) -> Result<(), Problem> {
        match self.admits {
            Admits::Members(_) => Ok(()),
            Admits::Customers(_) => check_enabled(catalog),
        }
    }

    /// As people know it in this language.
    fn name(&self, language: &str) -> &str {
        in_language(&self.provider.options().name, &self.names, language)
    }

    /// Where those are afterwards who did not say where they want to be.
    fn home(&self, public_url: &str) -> String {
        let path = binding::path(public_url);
        match self.admits {
            Admits::Members(_) => format!("{path}/"),
            Admits::Customers(_) => format!("{path}/portal/"),
        }
    }
}

pub(crate) struct Providers;

#[OpenApi(tag = "Tag::SigningIn")]
impl Providers {
    /// The identity providers at which people may sign in, in the operator's order. Those of
    /// customers are there while the portal is on.
    #[oai(
        path = "/auth/providers",
        method = "get",
        operation_id = "list_sign_in_providers"
    )]
    async fn list(&self, visitor: Visitor) -> Result<Shown<ProviderList>, Problem> {
        let catalog = visitor.state.app.catalog.now();
        let providers = visitor.state.app.providers.iter();
        let open = providers.filter(|known| known.check_open(&catalog).is_ok());
        Shown::new(&ProviderList {
            items: open.map(ProviderView::from).collect(),
        })
    }

    /// Sends a browser to a provider, with a cookie that ties its return to this browser. It has ten
    /// minutes. Whoever asks for `text/html` reads of a failure on a page.
    #[oai(
        path = "/auth/:provider/start",
        method = "get",
        operation_id = "begin_provider_sign_in"
    )]
    async fn start(
        &self,
        request: &Request,
        /// Key of the provider.
        provider: Path<String>,
        /// Where to be afterwards: a path of this installation, such as `/tickets/7`.
        return_to: Query<Option<String>>,
    ) -> Result<Away, Problem> {
        let visitor = Visitor::from_elsewhere(request)?;
        let left = leave(&visitor, &provider.0, return_to.0.as_deref()).await;
        left.or_else(|failure| again::page(request, (&visitor, &provider.0), failure))
    }

    /// Where a provider sends a browser back to. Begins a session for the member or customer who was
    /// confirmed, answers its cookie and sends the browser to where it wanted to be.
    #[oai(
        path = "/auth/:provider/callback",
        method = "get",
        operation_id = "finish_provider_sign_in"
    )]
    async fn finish(
        &self,
        request: &Request,
        /// Key of the provider.
        provider: Path<String>,
        /// As `start` gave it to the provider. What else a provider may send is described by OpenID
        /// Connect.
        state: Query<Option<String>>,
        /// What the provider confirms who it is with.
        code: Query<Option<String>>,
    ) -> Result<Away, Problem> {
        let visitor = Visitor::from_elsewhere(request)?;
        let url = &visitor.state.app.public_url;
        let returned = Returned::of(request, url, (state.0, code.0));
        let back = match returned {
            Ok(returned) => arrive(&visitor, &provider.0, &returned).await,
            Err(failure) => Err(failure),
        };
        back.or_else(|failure| again::page(request, (&visitor, &provider.0), failure))
    }

    /// Forgets which accounts at providers stand for a member: theirs were made anew there. The next
    /// one to come with their verified address takes the place, where the provider may say so.
    #[oai(
        path = "/members/:id/identities",
        method = "delete",
        operation_id = "forget_identities"
    )]
    async fn forget(
        &self,
        writer: Writer,
        id: Path<Uuid>,
    ) -> Result<Shown<ForgottenIdentities>, Problem> {
        let member = MemberId(id.0);
        let answer = ForgottenIdentities { member_id: id.0 };
        if writer.was_done().await? {
            return Shown::new(&answer);
        }
        let known = writer.catalog.members.get(id.0);
        known.ok_or_else(|| Problem::not_found("member"))?;
        check_not_beyond(member, &writer)?;
        let cause = writer.cause(&Bytes::new());
        let accounts = &writer.state.app.accounts;
        let position = accounts.forget_identities(member, &cause).await?;
        Ok(Shown::new(&answer)?.position(position))
    }
}

async fn leave(visitor: &Visitor, key: &str, to: Option<&str>) -> Result<Away, Failure> {
    let app = &visitor.state.app;
    let known = find(&visitor.state, key)?;
    let provider = &known.provider;
    let to = return_to::checked(to, &known.home(&app.public_url))?;
    let flow = Flow::try_new().map_err(|error| Problem::internal(&error))?;
    // asked first: while it cannot be reached nobody is sent away
    let url = provider.begin(&flow).await;
    let url = url.map_err(|error| failed(provider, &error))?;
    let departure = Departure {
        provider: key,
        state: &flow.state,
        binding: &flow.binding,
    };
    app.accounts.departs(departure, &to).await?;
    let kept = binding::cookie(&flow.binding, &app.public_url);
    Ok(Away::to(&url)?.set_cookie(&kept))
}

async fn arrive(visitor: &Visitor, key: &str, returned: &Returned) -> Result<Away, Failure> {
    let app = &visitor.state.app;
    let known = find(&visitor.state, key)?;
    let provider = &known.provider;
    let flow = Flow {
        binding: returned.binding.clone(),
        state: returned.state.clone(),
    };
    let departure = Departure {
        provider: key,
        state: &flow.state,
        binding: &flow.binding,
    };
    let to = app.accounts.returns(departure).await?;
    let to = to.ok_or_else(|| stale(&app.public_url))?;
    let code = returned.code_of(provider.options())?;
    let identity = provider.finish(&flow, code).await;
    let identity = identity.map_err(|error| failed(provider, &error))?;
    let cookie = match &known.admits {
        Admits::Members(trust) => member(visitor, trust, confirmed(provider, &identity)).await?,
        Admits::Customers(trust) => customers::cookie(visitor, trust, (key, &identity)).await?,
    };
    Ok(Away::to(&to)?
        .set_cookie(&cookie)
        .set_cookie(&binding::dropped(&app.public_url)))
}

/// The cookie of a new session of a member.
async fn member(visitor: &Visitor, trust: &Trust, who: Confirmed<'_>) -> Result<String, Failure> {
    let app = &visitor.state.app;
    let trust = (trust, &app.catalog);
    let opened = app.accounts.enter(who, trust, &visitor.device).await?;
    let seconds = app.accounts.sessions().lifetime().longest.as_secs();
    Ok(cookie(&opened.token, seconds, &app.public_url))
}

fn find<'a>(state: &'a State, key: &str) -> Result<&'a SignInProvider, Problem> {
    let mut providers = state.app.providers.iter();
    let found = providers.find(|known| known.provider.options().key == key);
    let found = found.ok_or_else(|| Problem::not_found("provider"))?;
    found.check_open(&state.app.catalog.now())?;
    Ok(found)
}

fn confirmed<'a>(provider: &'a Provider, identity: &'a Identity) -> Confirmed<'a> {
    let options = provider.options();
    Confirmed {
        provider: &options.key,
        issuer: &options.issuer,
        subject: &identity.subject,
        verified_email: identity.verified_email.as_deref(),
        name: identity.name.as_deref(),
        groups: &identity.groups,
    }
}

/// Says nothing of whether the state was ever good, was used, or belongs to somebody else.
fn stale(public_url: &str) -> Failure {
    let detail = format!(
        "This sign-in was begun in another browser, took longer than 10 minutes or was finished \
         already. Open {public_url} and sign in again."
    );
    Problem::new(Kind::Forbidden, detail).because(Reason::Stale)
}

/// The operator reads in the log what people are not told.
fn failed(provider: &Provider, error: &OidcError) -> Failure {
    let options = provider.options();
    let (key, name) = (&options.key, &options.name);
    match error {
        OidcError::Refused { .. } => {
            tracing::warn!(provider = %key, %error, "a sign-in was not confirmed");
            let detail = format!("{name} did not confirm who you are. Sign in again.");
            Problem::new(Kind::WrongCredentials, detail).because(Reason::Unconfirmed)
        }
        OidcError::Provider { .. } => {
            tracing::warn!(provider = %key, %error, "a provider cannot be asked");
            let detail = format!(
                "{name} cannot be asked just now. Try again in a moment, or sign in another way."
            );
            Problem::unavailable(&detail, error).because(Reason::Unreachable)
        }
        OidcError::Random(_) | OidcError::Outgoing(_) => Problem::internal(error).into(),
    }
}
