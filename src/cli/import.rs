//! `docket import`: brings the history of another system in.

use super::{CliError, Import, projections::progress_bar, say};
use crate::{
    config::Config,
    import::{ImportOptions, import},
    serve,
};

pub(super) async fn run(config: &Config, wanted: Import) -> Result<(), CliError> {
    serve::migrate(config).await?;
    let store = serve::store(config).await?;
    let options = ImportOptions {
        file: wanted.file,
        mapping: wanted.mapping,
        dry_run: wanted.dry_run,
    };
    let bar = progress_bar("lines");
    let progress = |done: u64, all: u64| {
        bar.set_length(all);
        bar.set_position(done);
    };
    let outcome = import(&store, &options, &progress).await;
    bar.finish_and_clear();
    store.stop().await;
    say(outcome?)
}
