//! Making, replacing and ending the secrets of keys. The event comes first: a secret whose key the
//! log does not know would be good for nothing, and a key without its secret is given a new one.

use super::view::{ApiKey, ApiKeyWithSecret, NewApiKey, Rotation};
use crate::answer::{Changed, Created, Shown};
use crate::auth::API_KEY;
use crate::problem::Problem;
use crate::request::{Body, OptionalBody, Reader, Writer};
use crate::settings::{self, Resource};
use domain::setting::{self, Setting, SettingCommand};
use eventstore::{Executed, NewCredential, Secret};
use std::time::Duration;
use uuid::Uuid;

type Saved = Executed<Setting<setting::ApiKey>>;

pub(super) async fn create(
    writer: &Writer,
    body: &Body<NewApiKey>,
) -> Result<Created<ApiKeyWithSecret>, Problem> {
    let secret = new_secret()?;
    let key = setting::ApiKey {
        prefix: secret.prefix().to_owned(),
        ..setting::ApiKey::made(&body.value, writer)?
    };
    let create = SettingCommand::Create(key);
    let executed = writer
        .create::<Setting<setting::ApiKey>>(Uuid::now_v7(), create, &body.bytes)
        .await?;
    let shown = keep(writer, &executed, (&secret, Duration::ZERO)).await?;
    let view = with_secret(writer, &executed, shown).await?;
    let path = format!("/api/v1/api_keys/{}", executed.stream_id);
    Ok(Created::after(&executed, &view)?.at(&path))
}

pub(super) async fn rotate(
    writer: &Writer,
    path: &str,
    body: &OptionalBody<Rotation>,
) -> Result<Changed<ApiKeyWithSecret>, Problem> {
    let overlap = body.value.unwrap_or_default().overlap()?;
    let secret = new_secret()?;
    let wanted = |now: &setting::ApiKey| {
        Ok(setting::ApiKey {
            prefix: secret.prefix().to_owned(),
            ..now.clone()
        })
    };
    let executed = settings::carried_out(writer, path, &body.bytes, wanted).await?;
    let shown = keep(writer, &executed, (&secret, overlap)).await?;
    let view = with_secret(writer, &executed, shown).await?;
    Changed::after(&executed, &view)
}

pub(super) async fn retire(writer: &Writer, path: &str) -> Result<Changed<ApiKey>, Problem> {
    let answer = settings::retire::<setting::ApiKey>(writer, path).await?;
    let id = settings::id::<setting::ApiKey>(path)?;
    writer.state.app.store.revoke_secrets(API_KEY, id).await?;
    Ok(answer)
}

pub(super) async fn get(reader: &Reader, path: &str) -> Result<Shown<ApiKey>, Problem> {
    let (view, version) = settings::found::<setting::ApiKey>(reader, path)?;
    let mut views = [view];
    tell_last_uses(reader, &mut views).await?;
    let [view] = views;
    Ok(Shown::new(&view)?.version(version))
}

/// When each was last used, which no event tells.
pub(super) async fn tell_last_uses(reader: &Reader, keys: &mut [ApiKey]) -> Result<(), Problem> {
    let ids: Vec<Uuid> = keys.iter().map(|key| key.id).collect();
    let uses = reader.state.app.store.last_uses(API_KEY, &ids).await?;
    for key in keys {
        key.last_used_at = uses.get(&key.id).copied().map(Into::into).into();
    }
    Ok(())
}

/// Keeps the new secret, unless the request is a repetition, which made none. What is to be shown.
async fn keep<'a>(
    writer: &Writer,
    executed: &Saved,
    (secret, overlap): (&'a Secret, Duration),
) -> Result<Option<&'a Secret>, Problem> {
    if executed.repeated {
        return Ok(None);
    }
    let id = executed.stream_id;
    let key = executed.loaded.state.value.as_ref();
    let new = NewCredential {
        id,
        kind: API_KEY,
        // an integration belongs to nobody else
        owner: key.and_then(|key| key.owner).map_or(id, |owner| owner.0),
        since: executed.position,
    };
    let store = &writer.state.app.store;
    store.replace_secret(new, secret.text(), overlap).await?;
    Ok(Some(secret))
}

async fn with_secret(
    writer: &Writer,
    executed: &Saved,
    secret: Option<&Secret>,
) -> Result<ApiKeyWithSecret, Problem> {
    let key = settings::settled(writer, executed).await?;
    let secret = secret.map(|secret| secret.text().to_owned()).into();
    Ok(ApiKeyWithSecret { key, secret })
}

fn new_secret() -> Result<Secret, Problem> {
    Secret::try_new().map_err(|error| Problem::internal(&error))
}
