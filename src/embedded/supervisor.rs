//! Keeps one private server alive: starts it, restarts it when it dies, and stops it.

use std::{
    fs::OpenOptions,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use tokio::{
    process::{Child, Command},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{
    EmbeddedError,
    account::Account,
    error::LogTail,
    process::{POLL, signal},
    record::Record,
};

/// What the supervisor must know about a server.
pub(super) trait Server: Send + Sync + 'static {
    /// Its name in messages and in `run.json`.
    const NAME: &'static str;

    /// Signals for an orderly stop, each with the time that it is given.
    const STOP: &'static [(Signal, Duration)];

    /// Puts the files that it needs in place and says how it is started.
    fn command(&self) -> Result<Command, EmbeddedError>;

    /// Whether it answers requests.
    fn ready(&self) -> impl Future<Output = bool> + Send;

    fn log(&self) -> &Path;

    fn account(&self) -> Option<Account>;
}

/// A server that is being kept alive.
#[derive(Debug)]
pub(super) struct Supervised {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

/// Recovery after a crash replays up to `max_wal_size` of log, which a slow disk reads in minutes.
const READY_WITHIN: Duration = Duration::from_secs(600);

/// After this long alive, a death is a new trouble and not the last one going on.
const SETTLED: Duration = Duration::from_secs(60);

const LOG_LIMIT: u64 = 16 * 1024 * 1024;

impl Supervised {
    /// Returns when the server answers.
    pub async fn start<S: Server>(server: S, record: Arc<Record>) -> Result<Self, EmbeddedError> {
        let child = launch(&server, &record).await?;
        let stop = CancellationToken::new();
        let task = tokio::spawn(keep_alive(server, child, record, stop.clone()));
        Ok(Self { stop, task })
    }

    /// Returns when the server has ended.
    pub async fn stop(self) {
        self.stop.cancel();
        if let Err(panic) = self.task.await {
            error!("a server's supervisor failed: {panic}");
        }
    }
}

async fn keep_alive<S: Server>(
    server: S,
    mut child: Child,
    record: Arc<Record>,
    stop: CancellationToken,
) {
    let mut deaths = 0;
    loop {
        let born = Instant::now();
        tokio::select! {
            () = stop.cancelled() => return end(&server, child).await,
            status = child.wait() => report_death(&server, status),
        }
        deaths = if born.elapsed() > SETTLED {
            0
        } else {
            deaths + 1
        };
        child = tokio::select! {
            () = stop.cancelled() => return,
            child = revive(&server, &record, deaths) => child,
        };
    }
}

fn report_death<S: Server>(server: &S, status: std::io::Result<std::process::ExitStatus>) {
    match status {
        Ok(status) => warn!(
            log = %server.log().display(),
            "{} ended ({status}); starting it again", S::NAME
        ),
        Err(lost) => warn!("{} was lost sight of ({lost}); starting it again", S::NAME),
    }
}

/// Tries until it works: there is nothing better to do, and the reason for a failure may pass.
async fn revive<S: Server>(server: &S, record: &Record, deaths: u32) -> Child {
    let mut failures = deaths.saturating_sub(1);
    loop {
        tokio::time::sleep(back_off(failures)).await;
        match launch(server, record).await {
            Ok(child) => {
                info!("{} runs again", S::NAME);
                return child;
            }
            Err(reason) => warn!("{} could not be started again: {reason}", S::NAME),
        }
        failures += 1;
    }
}

/// 50 ms, doubled with each failure up to 6.4 s.
fn back_off(failures: u32) -> Duration {
    Duration::from_millis(50 << failures.min(7))
}

async fn launch<S: Server>(server: &S, record: &Record) -> Result<Child, EmbeddedError> {
    let mut child = spawn(server)?;
    let asked = Instant::now();
    while !server.ready().await {
        let gone = child
            .try_wait()
            .map_err(EmbeddedError::io("watch", server.log()))?;
        if let Some(status) = gone {
            return Err(EmbeddedError::Exited {
                program: S::NAME,
                status,
                log: LogTail::read(server.log().to_owned()),
            });
        }
        if asked.elapsed() > READY_WITHIN {
            return Err(EmbeddedError::Silent {
                program: S::NAME,
                within: READY_WITHIN,
                log: LogTail::read(server.log().to_owned()),
            });
        }
        // Ever more slowly: a recovering Postgres writes a line about each attempt.
        tokio::time::sleep((asked.elapsed() / 10).clamp(POLL, POLL * 50)).await;
    }
    record.set_pid(S::NAME, child.id())?;
    Ok(child)
}

fn spawn<S: Server>(server: &S) -> Result<Child, EmbeddedError> {
    let log = server.log();
    if log.metadata().is_ok_and(|meta| meta.len() > LOG_LIMIT) {
        let _ = std::fs::rename(log, log.with_extension("log.1"));
    }
    let output = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(log)
        .map_err(EmbeddedError::io("open", log))?;
    let errors = output.try_clone().map_err(EmbeddedError::io("open", log))?;
    let mut command = server.command()?;
    as_account(&mut command, server.account())
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        // Its own group: Ctrl-C in the terminal must reach docket alone, which stops the servers in order.
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(EmbeddedError::io("start", command.as_std().get_program()))
}

/// Runs `command` as `account`, in a directory that every account can enter.
pub(super) fn as_account(command: &mut Command, account: Option<Account>) -> &mut Command {
    if let Some(account) = account {
        command.uid(account.uid).gid(account.gid);
    }
    command.current_dir("/")
}

async fn end<S: Server>(server: &S, mut child: Child) {
    for (kind, patience) in S::STOP {
        if let Some(pid) = child.id() {
            signal(pid, *kind);
        }
        if tokio::time::timeout(*patience, child.wait()).await.is_ok() {
            return;
        }
        warn!(log = %server.log().display(), "{} takes its time to stop", S::NAME);
    }
    if let Err(reason) = child.kill().await {
        error!("{} could not be stopped: {reason}", S::NAME);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_before_a_restart_grows_and_stays_bounded() {
        assert_eq!(back_off(0), Duration::from_millis(50));
        assert_eq!(back_off(3), Duration::from_millis(400));
        assert_eq!(back_off(40), Duration::from_millis(6400));
    }
}
