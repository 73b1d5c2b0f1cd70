//! Customers who come back from a provider: found by their address, or made anew.

use super::failure::{Failure, Reason};
use crate::app::State;
use crate::auth::customer;
use crate::portal::customer_with;
use crate::problem::{Kind, Problem, sentence};
use crate::request::Visitor;
use accounts::{CustomerDenial, CustomerTrust};
use commands::CommandError;
use commands::customers::CreateCustomer;
use domain::customer::Profile;
use domain::limits::NAME_CHARS;
use domain::{Actor, CustomerId};
use eventstore::{ExecuteError, Transact};
use jiff::Timestamp;
use oidc::Identity;
use uuid::Uuid;

/// The cookie of a new session in the portal, for the customer with the address that the provider
/// with this key vouches for.
pub(super) async fn cookie(
    visitor: &Visitor,
    trust: &CustomerTrust,
    (key, identity): (&str, &Identity),
) -> Result<String, Failure> {
    let app = &visitor.state.app;
    let email = trust.email(identity.verified_email.as_deref());
    let email = email.map_err(denied)?;
    let id = match known(&visitor.state, email).await? {
        Some(id) => id,
        None if !trust.creates_customers => return Err(denied(CustomerDenial::Unknown)),
        None => create(&visitor.state, (email, identity)).await?,
    };
    let portal = app.accounts.portal();
    let opened = portal.enter(id, key).await?;
    let seconds = portal.lifetime().longest.as_secs();
    Ok(customer::cookie(&opened.token, seconds, &app.public_url))
}

/// Whose the address is; refused when they are out of use.
async fn known(state: &State, email: &str) -> Result<Option<CustomerId>, Failure> {
    match customer_with(state, email).await? {
        Some((id, customer)) if customer.active().is_ok() => Ok(Some(id)),
        Some(_) => Err(denied(CustomerDenial::Ended)),
        None => Ok(None),
    }
}

/// Makes a customer, unless the same person was quicker in another window.
async fn create(
    state: &State,
    (email, identity): (&str, &Identity),
) -> Result<CustomerId, Failure> {
    let app = &state.app;
    let catalog = app.catalog.now();
    let work = CreateCustomer {
        id: CustomerId(Uuid::now_v7()),
        profile: Profile {
            name: name(identity),
            emails: vec![email.to_owned()],
            ..Profile::default()
        },
        find_organisation: true,
    };
    let request = Transact::new(work.id.0, Actor::SYSTEM, &catalog, Timestamp::now());
    match app.store.transact(request, &work).await {
        Ok(_) => Ok(work.id),
        Err(error) => match known(state, email).await? {
            Some(id) => Ok(id),
            None => Err(unfit(error)),
        },
    }
}

/// The name, as far as one may be.
fn name(identity: &Identity) -> Option<String> {
    let shown = identity.name.as_deref()?.trim().chars();
    let name: String = shown.filter(|c| !c.is_control()).take(NAME_CHARS).collect();
    Some(name).filter(|name| !name.is_empty())
}

fn denied(denial: CustomerDenial) -> Failure {
    denial.count();
    let problem = Problem::new(Kind::Forbidden, sentence(&denial.to_string()));
    problem.because(Reason::Customer(denial))
}

/// What the provider says fits no customer: nothing that whoever signs in could put right here.
fn unfit(error: ExecuteError<CommandError>) -> Failure {
    let ExecuteError::Refused(error) = error else {
        return Problem::from(error).into();
    };
    tracing::warn!(%error, "a provider's word does not fit the rules");
    let detail = "A customer cannot be as your provider says. Ask for a link by e-mail instead.";
    Problem::new(Kind::Forbidden, detail).because(Reason::UnfitCustomer)
}
