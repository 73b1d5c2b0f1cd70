//! Customers: made and changed beside their organisations, merged, and found by those who ask.

use crate::CommandError;
use domain::customer::{
    Contact, Customer, CustomerCommand, CustomerError, Profile, ProfileChange, email_key, merge,
};
use domain::limits::{Checks, LIST_ITEMS};
use domain::organisation::{Organisation, domain_of};
use domain::{Aggregate, CustomerId, FieldError, OrganisationId};
use eventstore::{ExecuteError, Transaction, Work};

type Tx<'a> = Transaction<'a, CommandError>;
type Outcome<T> = Result<T, ExecuteError<CommandError>>;

/// Makes a customer.
#[derive(Clone, Debug)]
pub struct CreateCustomer {
    pub id: CustomerId,
    pub profile: Profile,
    /// Where the profile names no organisation: look for one by the addresses' domains.
    pub find_organisation: bool,
}

impl Work for CreateCustomer {
    type Primary = Customer;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let mut profile = self.profile.clone();
        tx.begin::<Customer>(self.id.0);
        let mut wrong = taken(tx, self.id, &profile.emails).await?;
        wrong.extend(unknown(tx, "organisation_id", profile.organisation).await?);
        if self.find_organisation && profile.organisation.is_none() {
            profile.organisation = organisation_of(tx, &profile.emails).await?;
        }
        let command = CustomerCommand::Create(Box::new(profile));
        decide(tx, self.id, command, wrong).await
    }
}

/// Changes what is given of a customer.
#[derive(Clone, Debug)]
pub struct ChangeCustomer {
    pub id: CustomerId,
    pub change: ProfileChange,
}

impl Work for ChangeCustomer {
    type Primary = Customer;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let emails = self.change.emails.as_deref().unwrap_or_default();
        let mut wrong = taken(tx, self.id, emails).await?;
        let organisation = self.change.organisation.flatten();
        let now = tx.load::<Customer>(self.id.0).await?;
        let kept = now.state.profile.as_deref().and_then(|p| p.organisation);
        if organisation != kept {
            wrong.extend(unknown(tx, "organisation_id", organisation).await?);
        }
        let command = CustomerCommand::Change(Box::new(self.change.clone()));
        decide(tx, self.id, command, wrong).await
    }
}

/// Merges a customer into another one: addresses and phones move, tickets count as the other's.
#[derive(Clone, Copy, Debug)]
pub struct MergeCustomers {
    pub customer: CustomerId,
    pub into: CustomerId,
}

impl Work for MergeCustomers {
    type Primary = Customer;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let customer = tx.load::<Customer>(self.customer.0).await?;
        let into = tx.load::<Customer>(self.into.0).await?;
        let plan = merge((self.customer, &customer.state), (self.into, &into.state));
        let plan = plan.map_err(refused)?;
        tx.decide::<Customer>(self.customer.0, &[plan.merged])
            .await?;
        tx.decide::<Customer>(self.into.0, &[plan.target]).await?;
        Ok(())
    }
}

/// Whoever asks: the customer with that address, or a new one under `new_id`, made in the same
/// append. A customer without address is always a new one. Wrong fields are named with `prefix`
/// before them: `requester.` for `requester.email`.
pub async fn requester(
    tx: &mut Tx<'_>,
    contact: &Contact,
    new_id: CustomerId,
    prefix: &str,
) -> Outcome<CustomerId> {
    let mut checks = Checks::default();
    contact.check(prefix, &mut checks);
    let mut wrong = checks.finish().err().unwrap_or_default();
    let field = format!("{prefix}organisation_id");
    wrong.extend(unknown(tx, &field, contact.organisation).await?);
    if !wrong.is_empty() {
        return Err(refused(CustomerError::Invalid(wrong)));
    }
    if let Some(key) = contact.email_key()
        && let Some(owner) = tx.owner(Customer::EMAIL, &key).await?
    {
        return Ok(CustomerId(owner));
    }
    let found = match contact.domain() {
        Some(domain) => tx.owner(Organisation::DOMAIN, &domain).await?,
        None => None,
    };
    let command = contact.create(found.map(OrganisationId));
    tx.begin::<Customer>(new_id.0);
    tx.decide::<Customer>(new_id.0, &[command]).await?;
    Ok(new_id)
}

/// The customer that `id` leads to after all merges; refused as a wrong `field` where there is
/// none.
pub async fn known_customer(tx: &mut Tx<'_>, id: CustomerId, field: &str) -> Outcome<CustomerId> {
    let mut at = id;
    loop {
        let state = &tx.load::<Customer>(at.0).await?.state;
        match state.known() {
            Ok(_) => return Ok(at),
            Err(CustomerError::Merged(into)) => at = into, // merges never lead in a circle
            Err(_) => {
                let detail = format!("there is no customer {id}");
                let wrong = vec![FieldError::new(field, detail)];
                return Err(refused(CustomerError::Invalid(wrong)));
            }
        }
    }
}

fn refused(error: CustomerError) -> ExecuteError<CommandError> {
    ExecuteError::Refused(error.into())
}

/// Decides on one customer; what the rules cannot know is told together with what they refuse.
async fn decide(
    tx: &mut Tx<'_>,
    id: CustomerId,
    command: CustomerCommand,
    wrong: Vec<FieldError>,
) -> Outcome<()> {
    if wrong.is_empty() {
        tx.decide::<Customer>(id.0, &[command]).await?;
        return Ok(());
    }
    let known = tx.load::<Customer>(id.0).await?;
    let mut fields = match known.state.decide(&command, &tx.context()) {
        Err(CustomerError::Invalid(fields)) => fields,
        Err(other) => return Err(refused(other)),
        Ok(_) => Vec::new(),
    };
    fields.extend(wrong);
    Err(refused(CustomerError::Invalid(fields)))
}

/// Which of the addresses belong to others, and to whom.
async fn taken(tx: &mut Tx<'_>, id: CustomerId, emails: &[String]) -> Outcome<Vec<FieldError>> {
    let mut wrong = Vec::new();
    for (place, email) in emails.iter().enumerate().take(LIST_ITEMS) {
        let owner = tx.owner(Customer::EMAIL, &email_key(email)).await?;
        if let Some(owner) = owner.filter(|owner| *owner != id.0) {
            let detail = format!("belongs to customer {owner}; leave it out, or merge the two");
            wrong.push(FieldError::new(format!("emails[{place}]"), detail));
        }
    }
    Ok(wrong)
}

/// A wrong field where an organisation is named that is not there or was retired.
async fn unknown(
    tx: &mut Tx<'_>,
    field: &str,
    organisation: Option<OrganisationId>,
) -> Outcome<Option<FieldError>> {
    let Some(id) = organisation else {
        return Ok(None);
    };
    let known = tx.load::<Organisation>(id.0).await?.state.active().is_ok();
    let detail = format!("there is no organisation {id} in use");
    Ok((!known).then(|| FieldError::new(field, detail)))
}

/// The organisation that the first of the addresses belongs to by its domain.
async fn organisation_of(tx: &mut Tx<'_>, emails: &[String]) -> Outcome<Option<OrganisationId>> {
    let domains = emails.iter().take(LIST_ITEMS).filter_map(|e| domain_of(e));
    for domain in domains {
        if let Some(owner) = tx.owner(Organisation::DOMAIN, &domain).await? {
            return Ok(Some(OrganisationId(owner)));
        }
    }
    Ok(None)
}
