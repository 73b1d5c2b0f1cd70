//! The JetStream stream as the relay sees it: where it stands, and how it is made to agree.

use crate::nats::NatsOptions;
use crate::read::{AFTER, recorded};
use async_nats::jetstream::{self, Context, stream};
use async_nats::{HeaderMap, header::NATS_MESSAGE_ID};
use std::time::Duration;
use tokio_postgres::Client;
use uuid::Uuid;

/// Carries an event's position in the log.
pub(super) const POSITION: &str = "Docket-Position";
/// How long JetStream may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the stream could not be seen or made to agree.
#[derive(Debug, thiserror::Error)]
pub(super) enum TargetError {
    #[error("JetStream does not answer: {0}")]
    Nats(String),
    #[error("the log cannot be read: {0}")]
    Log(String),
}

impl From<tokio_postgres::Error> for TargetError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Log(error.to_string())
    }
}

/// A stream that agrees with the log up to `position`.
pub(super) struct Target {
    pub(super) context: Context,
    pub(super) nats: NatsOptions,
    stream: stream::Stream,
    /// Position of the last event published; 0 for none.
    position: i64,
    /// The stream's own number for it.
    pub(super) sequence: u64,
}

impl Target {
    /// Looks at the stream: makes it when it is missing, removes foreign messages from its end,
    /// and starts it anew when it does not hold the log's beginning without holes.
    pub(super) async fn look(session: &Client, nats: &NatsOptions) -> Result<Self, TargetError> {
        let mut context = jetstream::new(nats.client.clone());
        context.set_timeout(PATIENCE);
        loop {
            let stream = answer(context.create_or_update_stream(wanted(nats))).await?;
            let stream = answer(context.get_stream(stream.config.name)).await?;
            match judge(session, nats, &stream).await? {
                Verdict::Agrees(position) => {
                    let sequence = stream.cached_info().state.last_sequence;
                    let nats = nats.clone();
                    return Ok(Self {
                        context,
                        nats,
                        stream,
                        position,
                        sequence,
                    });
                }
                Verdict::Foreign(sequence) => {
                    tracing::warn!(sequence, "a foreign message is removed from the stream");
                    answer(stream.delete_message(sequence)).await?;
                }
                Verdict::Disagrees => {
                    tracing::warn!("the stream is not a copy of this log; it is made anew");
                    answer(context.delete_stream(&nats.stream)).await?;
                }
            }
        }
    }

    pub(super) fn position(&self) -> i64 {
        self.position
    }

    pub(super) fn advance(&mut self, position: i64, sequence: u64) {
        self.position = position;
        self.sequence = sequence;
    }

    /// Whether the stream still ends where we left it.
    pub(super) async fn is_unchanged(&mut self) -> Result<bool, TargetError> {
        let info = match tokio::time::timeout(PATIENCE, self.stream.info()).await {
            Ok(Ok(info)) => info,
            Ok(Err(error)) => {
                tracing::debug!(%error, "the stream cannot be seen");
                return Ok(false);
            }
            Err(_) => return Err(TargetError::Nats("no answer in time".to_owned())),
        };
        let (sequence, messages) = (info.state.last_sequence, info.state.messages);
        Ok(sequence == self.sequence && i64::try_from(messages) == Ok(self.position))
    }
}

/// How a stream compares with the log.
enum Verdict {
    /// It holds everything up to this position, and nothing else.
    Agrees(i64),
    /// It ends with a message that is not ours; this is its sequence.
    Foreign(u64),
    Disagrees,
}

async fn judge(
    session: &Client,
    nats: &NatsOptions,
    stream: &stream::Stream,
) -> Result<Verdict, TargetError> {
    let state = &stream.cached_info().state;
    if state.messages == 0 {
        // an emptied stream still remembers message ids, and would take none of them again
        return Ok(match state.last_sequence {
            0 => Verdict::Agrees(0),
            _ => Verdict::Disagrees,
        });
    }
    // not by its sequence: what came last may have been removed
    let every = format!("{}.>", nats.subjects);
    let last = answer(stream.get_last_raw_message_by_subject(&every)).await?;
    let Some((position, id)) = marks(&last.headers) else {
        return Ok(Verdict::Foreign(last.sequence));
    };
    let whole = i64::try_from(state.messages) == Ok(position);
    match whole && is_logged(session, position, id).await? {
        true => Ok(Verdict::Agrees(position)),
        false => Ok(Verdict::Disagrees),
    }
}

fn wanted(nats: &NatsOptions) -> stream::Config {
    stream::Config {
        name: nats.stream.clone(),
        description: Some("Docket's events, a copy of its log".to_owned()),
        subjects: vec![format!("{}.>", nats.subjects)],
        storage: stream::StorageType::File,
        num_replicas: nats.replicas,
        duplicate_window: Duration::from_secs(120),
        allow_direct: true,
        ..stream::Config::default()
    }
}

/// The position and event id that one of our messages carries.
fn marks(headers: &HeaderMap) -> Option<(i64, Uuid)> {
    let position = headers.get(POSITION)?.as_str().parse().ok()?;
    let id = headers.get(NATS_MESSAGE_ID)?.as_str().parse().ok()?;
    Some((position, id))
}

/// Whether the log holds this very event at this position.
async fn is_logged(session: &Client, position: i64, id: Uuid) -> Result<bool, TargetError> {
    let rows = session.query(AFTER, &[&(position - 1), &1_i64]).await?;
    let Some(row) = rows.first() else {
        return Ok(false);
    };
    let event = recorded(row).map_err(|e| TargetError::Log(e.to_string()))?;
    Ok(event.position == position && event.id == id)
}

async fn answer<T, E: std::fmt::Display>(
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, TargetError> {
    match tokio::time::timeout(PATIENCE, request).await {
        Ok(answer) => answer.map_err(|e| TargetError::Nats(e.to_string())),
        Err(_) => Err(TargetError::Nats("no answer in time".to_owned())),
    }
}
