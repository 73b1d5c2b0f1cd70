//! `docket nats-auth`: the configuration to standard output, the passwords elsewhere.

use crate::{config::Config, nats_auth::NatsAuth as Made};

use super::{CliError, NatsAuth, say};

/// Makes up the passwords; each run makes others.
pub(super) fn run(config: &Config, wanted: &NatsAuth) -> Result<(), CliError> {
    let made = Made::try_new(&config.nats, &wanted.readers)?;
    match &wanted.secrets {
        Some(file) => made.write_secrets(file)?,
        None => eprint!(
            "# Users and passwords, shown only now. The service: DOCKET_NATS_URL=nats://docket:PASSWORD@HOST\n{}",
            made.secrets
        ),
    }
    say(made.configuration.trim_end())
}
