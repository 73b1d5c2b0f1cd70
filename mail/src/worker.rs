//! The worker: sends what waits, again and again until it went.

use crate::outbox::Taken;
use crate::{MailError, Mailer, Outbox};
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

/// How often the outbox is looked into for what other processes put there.
const LOOK: Duration = Duration::from_secs(1);
/// How often what was done long ago is forgotten.
const TIDY: Duration = Duration::from_secs(3600);

/// A worker in the background. Several processes may run one each.
#[derive(Debug)]
pub struct Worker {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Worker {
    /// Begins to send.
    #[must_use]
    pub fn start(outbox: Outbox, mailer: Mailer) -> Self {
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let work = Work {
            outbox,
            mailer,
            stop: stop.clone(),
        };
        tasks.spawn(work.run());
        tasks.close();
        Self { stop, tasks }
    }

    /// Waits until all has really stopped; a letter on its way is finished first. May be called
    /// twice.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

struct Work {
    outbox: Outbox,
    mailer: Mailer,
    stop: CancellationToken,
}

impl Work {
    async fn run(self) {
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut tidy = tokio::time::interval(TIDY);
        loop {
            let outcome = tokio::select! {
                () = self.stop.cancelled() => return,
                _ = look.tick() => self.send_all().await,
                () = self.outbox.woken() => self.send_all().await,
                _ = tidy.tick() => self.outbox.tidy().await,
            };
            if let Err(error) = outcome {
                tracing::warn!(%error, "the mail outbox cannot be read; trying again");
            }
        }
    }

    async fn send_all(&self) -> Result<(), MailError> {
        while !self.stop.is_cancelled() {
            let Some(taken) = self.outbox.take().await? else {
                return Ok(());
            };
            self.send(&taken).await?;
        }
        Ok(())
    }

    async fn send(&self, taken: &Taken) -> Result<(), MailError> {
        let id = message_id(&taken.cause);
        let outcome = match self.outbox.open(taken) {
            Ok(letter) => self.mailer.send(&letter, &id).await,
            Err(error) => Err(error),
        };
        let (id, attempts) = (taken.id, taken.attempts);
        match outcome {
            Ok(()) => {
                count(taken, "sent");
                self.outbox.sent(id).await
            }
            Err(error) if error.is_final() => {
                count(taken, "given_up");
                tracing::error!(
                    letter = id,
                    attempts,
                    "a letter can never be sent: {}",
                    cause(&error)
                );
                self.outbox.given_up(id, &cause(&error)).await
            }
            Err(error) => {
                count(taken, "failed");
                tracing::warn!(
                    letter = id,
                    attempts,
                    "a letter could not be sent: {}",
                    cause(&error)
                );
                self.outbox.failed(taken, &cause(&error)).await
            }
        }
    }
}

/// What went wrong, without addresses: servers repeat them in their answers.
fn cause(error: &MailError) -> String {
    let text = error.to_string();
    let words = text
        .split_whitespace()
        .map(|word| match word.contains('@') {
            true => "…",
            false => word,
        });
    words.collect::<Vec<_>>().join(" ")
}

fn count(taken: &Taken, outcome: &'static str) {
    let kind = taken.kind.clone();
    metrics::counter!("docket_mails_total", "kind" => kind, "outcome" => outcome).increment(1);
}

/// The same for the same cause, so that a letter sent twice is known for one.
fn message_id(cause: &str) -> String {
    Uuid::new_v5(&NAMESPACE, cause.as_bytes()).to_string()
}

/// Root of all letters' ids.
const NAMESPACE: Uuid = Uuid::from_u128(0x9a55_31c2_70c4_4a7b_8f5e_1b8c_2f10_6d42);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_is_logged_or_kept() {
        let address = std::io::Error::other("550 <dana@example.org> is unknown here");
        let error = MailError::File("x".into(), address);
        assert_eq!(cause(&error), "x: 550 … is unknown here");
    }

    #[test]
    fn a_letter_keeps_its_id() {
        assert_eq!(message_id("a"), message_id("a"));
        assert_ne!(message_id("a"), message_id("b"));
    }
}
