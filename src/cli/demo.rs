//! `docket demo`: believable data to look at, and how to sign in to them.

use super::{CliError, projections::progress_bar, say};
use crate::{
    config::Config,
    demo::{DemoOptions, DemoReport, Door, demo, open_doors},
    serve, sign_in,
};
use clap::Args;
use jiff::Timestamp;
use std::fmt::Write;

/// Which data to make. Where there are some already, nothing changes.
#[derive(Clone, Debug, Args)]
pub struct Demo {
    /// The same seed makes the same data
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The moment at which the history ends [default: now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// How many tickets
    #[arg(long, default_value_t = 5000)]
    pub tickets: usize,
    /// The password of those who can sign in [default: made up, and kept in the data directory]
    #[arg(long, env = "DOCKET_DEMO_PASSWORD", hide_env_values = true)]
    pub password: Option<String>,
}

pub(super) async fn run(config: &Config, wanted: Demo) -> Result<(), CliError> {
    serve::migrate(config).await?;
    let store = serve::store(config).await?;
    let files = serve::files(config)?;
    let bar = progress_bar("tickets");
    let progress = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let options = DemoOptions {
        seed: wanted.seed,
        now: wanted.now.unwrap_or_else(now),
        tickets: wanted.tickets,
    };
    let key = config.access.bootstrap_key();
    let outcome = demo(&store, &files, (options, key), &progress).await;
    bar.finish_and_clear();
    let report = match outcome {
        Ok(report) => report,
        Err(error) => {
            store.stop().await;
            return Err(error.into());
        }
    };
    let accounts = sign_in::accounts(config, &store)?;
    let given = wanted.password.as_deref();
    let doors = open_doors(&accounts, &config.data_dir.0, given).await;
    store.stop().await;
    let (doors, password) = doors?;
    say(told(&report, &doors, &password))
}

/// The log keeps no smaller parts of a second from people's clocks.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn told(report: &DemoReport, doors: &[Door], password: &str) -> String {
    let DemoOptions { seed, now, tickets } = report.options;
    let mut text = match report.was_there {
        true => {
            format!("Demo data are there already: {tickets} tickets up to {now}, seed {seed}.\n")
        }
        false => format!("Demo data are ready: {tickets} tickets up to {now}, seed {seed}.\n"),
    };
    text += "\nSign in with one of these addresses and the password below.\n\n";
    for door in doors {
        let role = if door.administrator {
            "administrator"
        } else {
            "member"
        };
        // writing to a string cannot fail
        let _ = writeln!(
            text,
            "  {:<28} {} {role:<14} {}",
            door.email, door.language, door.name
        );
    }
    let _ = write!(text, "\n  password: {password}");
    if let Some(key) = &report.made_key {
        let _ = write!(
            text,
            "\n  API key of the first administrator, shown only now: {key}"
        );
    }
    text
}
