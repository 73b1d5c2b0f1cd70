//! The customers that a ticket's command names: looked up, made, followed through merges.

use super::{Outcome, Tx};
use crate::CommandError;
use crate::customers::{known_customer, requester as find_or_make};
use domain::customer::{Contact, Customer, CustomerError};
use domain::field::{FieldKind, FieldValue};
use domain::ticket::{Participant, TicketCommand};
use domain::{CustomerId, FieldError, FieldId, OrganisationId};
use eventstore::ExecuteError;

/// Who asks, as far as the caller knows.
#[derive(Clone, Debug)]
pub enum Asking {
    Customer(CustomerId),
    /// Matched by the e-mail address, or made under this id.
    Contact(Box<Contact>, CustomerId),
}

/// The customer who asks, with their organisation.
pub(super) async fn requester(
    tx: &mut Tx<'_>,
    asking: Option<Asking>,
    wrong: &mut Vec<FieldError>,
) -> Outcome<(Option<CustomerId>, Option<OrganisationId>)> {
    let found = match asking {
        None => return Ok((None, None)),
        Some(Asking::Customer(id)) => known_customer(tx, id, "requester.id").await,
        Some(Asking::Contact(contact, id)) => find_or_make(tx, &contact, id, "requester.").await,
    };
    let Some(id) = gathered(found, wrong)? else {
        return Ok((None, None));
    };
    // an address may still lead to a customer who was merged
    let Some(id) = gathered(known_customer(tx, id, "requester").await, wrong)? else {
        return Ok((None, None));
    };
    let customer = tx.load::<Customer>(id.0).await?;
    let profile = customer.state.profile.as_deref();
    Ok((Some(id), profile.and_then(|p| p.organisation)))
}

/// Somebody outside who is to hear of the ticket.
pub(super) async fn guest(
    tx: &mut Tx<'_>,
    contact: &Contact,
    new_id: CustomerId,
    wrong: &mut Vec<FieldError>,
) -> Outcome<Option<CustomerId>> {
    let found = find_or_make(tx, contact, new_id, "").await;
    let Some(id) = gathered(found, wrong)? else {
        return Ok(None);
    };
    gathered(known_customer(tx, id, "email").await, wrong)
}

/// The command with every customer that it names looked up.
pub(super) async fn resolve(
    tx: &mut Tx<'_>,
    mut command: TicketCommand,
    wrong: &mut Vec<FieldError>,
) -> Outcome<TicketCommand> {
    match &mut command {
        TicketCommand::AddCc { who } => participant(tx, who, "cc", wrong).await?,
        TicketCommand::Watch { who } => participant(tx, who, "watchers", wrong).await?,
        TicketCommand::PostMessage(new) => {
            if let Some(customer) = &mut new.customer {
                follow(tx, customer, "customer_id", wrong).await?;
            }
        }
        TicketCommand::SetFields { changes } => fields(tx, changes, wrong).await?,
        _ => {}
    }
    Ok(command)
}

pub(super) async fn participants(
    tx: &mut Tx<'_>,
    who: &mut [Participant],
    field: &str,
    wrong: &mut Vec<FieldError>,
) -> Outcome<()> {
    for one in who {
        participant(tx, one, field, wrong).await?;
    }
    Ok(())
}

async fn participant(
    tx: &mut Tx<'_>,
    who: &mut Participant,
    field: &str,
    wrong: &mut Vec<FieldError>,
) -> Outcome<()> {
    match who {
        Participant::Customer(id) => follow(tx, id, field, wrong).await,
        Participant::Member(_) => Ok(()), // the rules know all members
    }
}

/// Values of custom fields that name a customer.
pub(super) async fn fields(
    tx: &mut Tx<'_>,
    changes: &mut [(FieldId, Option<FieldValue>)],
    wrong: &mut Vec<FieldError>,
) -> Outcome<()> {
    let catalog = tx.context().catalog;
    for (id, value) in changes {
        let (Some(field), Some(FieldValue::Text(text))) = (catalog.field(*id), value) else {
            continue;
        };
        if let (FieldKind::Customer, Ok(asked)) = (&field.kind, text.parse()) {
            let mut customer = CustomerId(asked);
            let name = format!("fields.{}", field.key);
            follow(tx, &mut customer, &name, wrong).await?;
            *text = customer.to_string();
        }
    }
    Ok(())
}

async fn follow(
    tx: &mut Tx<'_>,
    id: &mut CustomerId,
    field: &str,
    wrong: &mut Vec<FieldError>,
) -> Outcome<()> {
    let found = known_customer(tx, *id, field).await;
    if let Some(found) = gathered(found, wrong)? {
        *id = found;
    }
    Ok(())
}

/// Puts wrong fields aside, so that all are told at once.
fn gathered<T>(outcome: Outcome<T>, wrong: &mut Vec<FieldError>) -> Outcome<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(ExecuteError::Refused(CommandError::Customer(CustomerError::Invalid(fields)))) => {
            wrong.extend(fields);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
