//! `docket invite`: prints a link with which a member can set a password.

use super::{CliError, say};
use crate::{
    config::Config,
    serve,
    sign_in::{self, SignInError},
};
use domain::Catalog;
use eventstore::Live;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(config: &Config, email: Option<&str>) -> Result<(), CliError> {
    serve::migrate(config).await?;
    let store = serve::store(config).await?;
    let stop = CancellationToken::new();
    let catalog: Live<Catalog> = Live::start(&store, stop.child_token()).await?;
    let accounts = sign_in::accounts(config, &store)?;
    let issued = sign_in::link_for(&accounts, &catalog.now(), email).await;
    stop.cancel();
    store.stop().await;
    let issued = issued.map_err(|error: SignInError| CliError::SignIn(error))?;
    say(&issued.link)?;
    eprintln!(
        "good once, until {}; whoever has it can sign in as them",
        issued.expires_at
    );
    Ok(())
}
