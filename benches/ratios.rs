//! Prints what Docket reaches on this machine as ratios against peers measured in the same run.
//!
//! Nothing here passes or fails. Peers and Docket take turns on the same private Postgres, round
//! by round, and the medians are compared, so that a noisy minute strikes both alike.

#[path = "ratios/access.rs"]
mod access;
#[path = "ratios/append.rs"]
mod append;
#[path = "ratios/bulk.rs"]
mod bulk;
#[path = "ratios/export.rs"]
mod export;
#[path = "ratios/http.rs"]
mod http;
#[path = "ratios/peer.rs"]
mod peer;
#[path = "ratios/reactions.rs"]
mod reactions;
#[path = "ratios/rebuild.rs"]
mod rebuild;
#[path = "ratios/replay.rs"]
mod replay;
#[path = "ratios/report.rs"]
mod report;
#[path = "ratios/scale.rs"]
mod scale;
#[path = "ratios/settings.rs"]
mod settings;
#[path = "ratios/setup.rs"]
mod setup;
#[path = "ratios/timers.rs"]
mod timers;
#[path = "ratios/upload.rs"]
mod upload;

use report::Report;
use setup::{Failure, Setup};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let setup = Setup::start().await?;
    let mut report = Report::default();
    let outcome = run(&setup, &mut report).await;
    report.print();
    outcome
}

async fn run(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let only = std::env::var("DOCKET_BENCH").unwrap_or_default();
    let wanted = |part: &str| only.is_empty() || only.split(',').any(|p| p == part);
    // these have peers of their own
    let rounds = match only.as_str() {
        "bulk" | "upload" | "export" | "scale" | "timers" | "reactions" => 0,
        _ => setup.rounds,
    };
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        // lists are measured against lists
        if only != "access" {
            peer::round(setup, report).await?;
        }
        if wanted("access") {
            access::round(setup, report).await?;
        }
        if wanted("append") {
            append::round(setup, report).await?;
        }
        if wanted("http") {
            http::round(setup, report).await?;
        }
        if wanted("settings") {
            settings::round(setup, report).await?;
        }
        if wanted("replay") {
            replay::round(setup, report).await?;
        }
        if wanted("rebuild") {
            rebuild::round(setup, report).await?;
        }
    }
    if only.split(',').any(|part| part == "scale") {
        scale::measure(setup, report).await?; // long, so only where it is asked for
    }
    if only.split(',').any(|part| part == "timers") {
        timers::measure(setup, report).await?; // waits for minutes
    }
    if only.split(',').any(|part| part == "reactions") {
        reactions::measure(setup, report).await?;
    }
    if wanted("upload") {
        upload::measure(setup, report).await?;
    }
    if wanted("export") {
        export::measure(setup, report).await?;
    }
    if wanted("bulk") {
        bulk::measure(setup, report).await?;
    }
    if wanted("snapshot") {
        append::under_old_snapshot(setup, report).await?;
    }
    Ok(())
}
