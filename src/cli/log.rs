//! Starts the log of this process, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

pub(super) fn start(log: &Log) {
    // Libraries report what they do at each start, and parsers of HTML every word that they read. Said first, so
    // that the configured filter can overrule it.
    let filter = EnvFilter::new(format!(
        "async_nats=warn,refinery_core=warn,tokio_postgres=warn,poem=warn,html5ever=warn,markup5ever=warn,h2=info,{}",
        log.filter
    ));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log.format {
        LogFormat::Json => builder.json().flatten_event(true).init(),
        LogFormat::Text => {
            let color = std::io::stderr().is_terminal();
            builder.compact().with_target(false).with_ansi(color).init();
        }
    }
}
