//! `docket replay`: folds a part of the log into tables for somebody to play with.

use ::projections::{Replayed, replay};
use analysis::{AnalysisError, Moment, Span};
use clap::Args;
use jiff::Timestamp;

use super::{CliError, projections::progress_bar, say};
use crate::{config::Config, serve};

/// What to fold, and where to.
#[derive(Clone, Debug, Args)]
pub struct Replay {
    /// The first moment: a position, a day (its first moment in UTC) or a time; streams that began
    /// earlier are left out [default: the beginning]
    #[arg(long, value_name = "MOMENT")]
    from: Option<Moment>,
    /// The last moment; of a time, each stream up to what happened later [default: the end of the log]
    #[arg(long, value_name = "MOMENT")]
    to: Option<Moment>,
    /// A schema's name in the database of the read models, or the URL of another database, where
    /// it is the schema replay; an earlier replay there is replaced
    #[arg(long, value_name = "SCHEMA|URL")]
    into: String,
}

pub(super) async fn run(config: &Config, wanted: Replay) -> Result<(), CliError> {
    let (from, to) = (wanted.from, wanted.to);
    if let Some(problem) = (Span { from, to }).problem() {
        return Err(AnalysisError::Refused(vec![problem]).into());
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
    print(&asked, &outcome?)
}

fn print(asked: &::projections::Replay, replayed: &Replayed) -> Result<(), CliError> {
    let Replayed {
        to,
        events,
        left_out,
    } = replayed;
    let (schema, from) = (&asked.schema, asked.from);
    say(format!(
        "{schema}: {events} events folded, positions {from} to {to}"
    ))?;
    if *left_out > 0 {
        say(format!(
            "{left_out} streams that began earlier, or cannot be folded, are left out"
        ))?;
    }
    say("Ask it with psql or any other client of Postgres, for example:")?;
    say(EXAMPLE.replace("{schema}", schema))
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
            from: position(self.from).unwrap_or(1),
            to: position(self.to).unwrap_or(i64::MAX),
            since: time(self.from),
            until: time(self.to),
        }
    }
}

fn position(moment: Option<Moment>) -> Option<i64> {
    match moment? {
        Moment::Position(position) => Some(position),
        Moment::Time(_) => None,
    }
}

fn time(moment: Option<Moment>) -> Option<Timestamp> {
    match moment? {
        Moment::Time(time) => Some(time),
        Moment::Position(_) => None,
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
