//! One connection that writes batches, and reconnects for as long as it takes.

use super::{Waiting, batch::Batch};
use crate::append::Outcome;
use crate::store::{StoreError, is_passing};
use std::time::Duration;
use tokio::sync::watch;
use tokio_postgres::{Client, Config, NoTls, Statement};

/// Longest pause between attempts to reach Postgres.
const MAX_PAUSE: Duration = Duration::from_millis(500);

pub(super) struct Writer {
    config: Config,
    head: watch::Sender<i64>,
    appended: watch::Sender<i64>,
    session: Option<(Client, Statement)>,
}

impl Writer {
    pub(super) fn new(
        config: Config,
        head: watch::Sender<i64>,
        appended: watch::Sender<i64>,
    ) -> Self {
        Self {
            config,
            head,
            appended,
            session: None,
        }
    }

    /// Appends the batch and answers each caller. A lost connection sends the same commands
    /// again: their ids and expected versions make that exactly-once.
    pub(super) async fn write(&mut self, batch: Vec<Waiting>) {
        let mut pause = Duration::from_millis(10);
        loop {
            match self.try_write(&batch).await {
                Ok(outcomes) => return answer(batch, outcomes),
                Err(error) if is_passing(&error) => {
                    tracing::warn!(%error, "the log cannot be reached; trying again");
                    self.session = None;
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(MAX_PAUSE);
                }
                Err(error) => return self.write_alone(batch, &error).await,
            }
        }
    }

    /// Postgres refused the batch as a whole: finds the command at fault, spares its neighbours.
    async fn write_alone(&mut self, batch: Vec<Waiting>, error: &tokio_postgres::Error) {
        if batch.len() == 1 {
            tracing::error!(%error, "Postgres refused a command");
            for waiting in batch {
                let _ = waiting
                    .answer
                    .send(Err(StoreError::Refused(error.to_string())));
            }
            return;
        }
        for waiting in batch {
            Box::pin(self.write(vec![waiting])).await;
        }
    }

    async fn try_write(
        &mut self,
        batch: &[Waiting],
    ) -> Result<Vec<Outcome>, tokio_postgres::Error> {
        let (head, appended) = (self.head.clone(), self.appended.clone());
        let (client, statement) = self.session().await?;
        let arrays = Batch::new(batch.iter().map(|w| &w.append));
        let row = client.query_one(statement, &arrays.arguments()).await?;
        let (outcomes, position) = arrays.outcomes(&row);
        appended.send_replace(position);
        head.send_if_modified(|head| {
            let ahead = position > *head;
            *head = position.max(*head);
            ahead
        });
        Ok(outcomes)
    }

    async fn session(&mut self) -> Result<&(Client, Statement), tokio_postgres::Error> {
        let session = match self.session.take() {
            Some(session) if !session.0.is_closed() => session,
            _ => {
                let (client, connection) = self.config.connect(NoTls).await?;
                tokio::spawn(connection);
                let statement = client.prepare(APPEND).await?;
                (client, statement)
            }
        };
        Ok(self.session.insert(session))
    }
}

fn answer(batch: Vec<Waiting>, outcomes: Vec<Outcome>) {
    let conflicts = outcomes
        .iter()
        .filter(|o| matches!(o, Outcome::Conflict { .. }))
        .count();
    if conflicts > 0 {
        metrics::counter!("docket_append_conflicts_total").increment(conflicts as u64);
    }
    for (waiting, outcome) in batch.into_iter().zip(outcomes) {
        let _ = waiting.answer.send(Ok(outcome)); // the caller may have gone
    }
}

const APPEND: &str = "
SELECT base, at, outcomes, actual, done_command, done_stream, done_version, done_first, done_last,
       done_fingerprint
FROM es.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
               $19, $20, $21, $22, $23)";
