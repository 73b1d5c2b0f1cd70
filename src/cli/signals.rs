//! Signals that ask this process to stop.

use std::io::IsTerminal;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::CliError;

/// A token that is cancelled by the first SIGINT, SIGTERM, or the end of the terminal that docket writes to.
pub(super) fn stop_on_signal() -> Result<CancellationToken, CliError> {
    let listen = |kind| signal(kind).map_err(|error| CliError::System("listen for signals", error));
    let interrupt = listen(SignalKind::interrupt())?;
    let terminate = listen(SignalKind::terminate())?;
    // Under nohup there is no terminal, and the hang-up must stay ignored.
    let hangup = match std::io::stdout().is_terminal() {
        true => Some(listen(SignalKind::hangup())?),
        false => None,
    };
    let stop = CancellationToken::new();
    tokio::spawn(wait_for_signal(interrupt, terminate, hangup, stop.clone()));
    Ok(stop)
}

async fn wait_for_signal(
    mut interrupt: Signal,
    mut terminate: Signal,
    hangup: Option<Signal>,
    stop: CancellationToken,
) {
    let hung_up = async {
        match hangup {
            Some(mut hangup) => hangup.recv().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hung_up => {}
    }
    info!("stopping");
    stop.cancel();
}
