//! `docket replay`: folds a part of the log into tables for somebody to play with.

use ::projections::{Replayed, replay};
use analysis::AnalysisError;
use clap::{Args, value_parser};

use super::{CliError, projections::progress_bar};
use crate::{config::Config, serve};

/// What to fold, and where to.
#[derive(Clone, Debug, Args)]
pub struct Replay {
    /// The first position; streams that began earlier are left out
    #[arg(long, value_name = "POSITION", default_value = "1", value_parser = value_parser!(i64).range(1..))]
    from: i64,
    /// The last position [default: the end of the log]
    #[arg(long, value_name = "POSITION", value_parser = value_parser!(i64).range(1..))]
    to: Option<i64>,
    /// A schema's name in the database of the read models, or the URL of another database, where
    /// it is the schema replay; an earlier replay there is replaced
    #[arg(long, value_name = "SCHEMA|URL")]
    into: String,
}

pub(super) async fn run(config: &Config, wanted: Replay) -> Result<(), CliError> {
    if wanted.to.is_some_and(|to| to < wanted.from) {
        let problem = "--from lies after --to: turn them round";
        return Err(AnalysisError::Refused(vec![problem.to_owned()]).into());
    }
    serve::migrate(config).await?;
    let store = serve::store(config).await?;
    let asked = wanted.asked(config.database.read_url());
    let bar = progress_bar("events");
    let shown = bar.clone();
    let progress = move |done: i64, all: i64| {
        shown.set_length(all.unsigned_abs());
        shown.set_position(done.unsigned_abs());
    };
    let outcome = replay(&store, &asked, progress).await;
    bar.finish_and_clear();
    store.stop().await;
    print(&asked, &outcome?);
    Ok(())
}

fn print(asked: &::projections::Replay, replayed: &Replayed) {
    let Replayed {
        to,
        events,
        left_out,
    } = replayed;
    let schema = &asked.schema;
    println!(
        "{schema}: {events} events folded, positions {} to {to}",
        asked.from
    );
    if *left_out > 0 {
        println!("{left_out} streams that began earlier, or cannot be folded, are left out");
    }
    println!("Ask it with psql or any other client of Postgres, for example:");
    println!("{}", EXAMPLE.replace("{schema}", schema));
}

impl Replay {
    fn asked(&self, read_url: Option<&str>) -> ::projections::Replay {
        let (url, schema) = match self.into.contains("://") {
            true => (self.into.as_str(), "replay"),
            false => (read_url.unwrap_or_default(), self.into.as_str()),
        };
        ::projections::Replay {
            url: url.to_owned(),
            schema: schema.to_owned(),
            from: self.from,
            to: self.to.unwrap_or(i64::MAX),
        }
    }
}

const EXAMPLE: &str = "
    SET search_path = {schema};
    SELECT w.word AS status, count(*)
    FROM tickets t
    JOIN words w ON w.id = t.status
    GROUP BY 1
    ORDER BY 2 DESC;
    DROP SCHEMA {schema} CASCADE; -- when you are done";
