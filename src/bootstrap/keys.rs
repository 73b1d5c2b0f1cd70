//! The first administrator's key; and an event for every key that was made before keys had any, so
//! that it is listed and can be retired like the others.

use super::{BootstrapError, create};
use domain::setting::{ApiKey, Member, Setting};
use domain::{Catalog, MemberId};
use eventstore::{Credential, EventStore, Secret};
use jiff::Timestamp;
use uuid::Uuid;

/// Kind of the credentials that API keys are.
const API_KEY: &str = "api_key";

/// Makes the administrator's key where there never was one. Returns its secret when it was made up,
/// which is the only time it can be shown.
pub(super) async fn first_key(
    store: &EventStore,
    owner: Uuid,
    given: Option<&str>,
) -> Result<Option<String>, BootstrapError> {
    let first = !store.had_credentials(API_KEY).await?;
    let made = match given {
        None if first => Some(Secret::try_new()?),
        _ => None,
    };
    let secret = given.or(made.as_ref().map(Secret::text));
    if let Some(secret) = secret.filter(|_| first) {
        store.add_credential(API_KEY, secret, owner).await?;
    }
    let prefix = made.as_ref().map(Secret::prefix).unwrap_or_default();
    for credential in store.untold_credentials(API_KEY).await? {
        tell(store, &credential, (owner, prefix)).await?;
    }
    Ok(made.map(|secret| secret.text().to_owned()))
}

/// The key of somebody who left is good for nothing, so nothing is told of it.
async fn tell(
    store: &EventStore,
    credential: &Credential,
    (administrator, prefix): (Uuid, &str),
) -> Result<(), BootstrapError> {
    let owner = store.load::<Setting<Member>>(credential.owner).await?;
    let Some(member) = owner.state.value.clone().filter(|_| !owner.state.retired) else {
        return Ok(());
    };
    let name = match credential.owner == administrator {
        true => "First administrator's key",
        false => "Key from before keys were listed",
    };
    let mut catalog = Catalog::default();
    catalog
        .members
        .assume(credential.owner, member, Timestamp::now());
    let key = ApiKey {
        name: name.to_owned(),
        owner: Some(MemberId(credential.owner)),
        permissions: None,
        department_ids: Vec::new(),
        expires_at: None,
        prefix: prefix.to_owned(),
    };
    create(store, (credential.id, key), &catalog).await?;
    let told = store.head().await?;
    store.credential_is_told(credential.id, told).await?;
    Ok(())
}
