//! The command line: what is typed, what runs, and the exit code.

mod demo;
mod events;
mod import;
mod invite;
mod log;
mod nats_auth;
mod projections;
mod replay;
mod say;
mod servers;
mod signals;
mod up;

use std::{path::PathBuf, process::ExitCode};

use ::projections::ReadError;
use analysis::AnalysisError;
use clap::{Args, Parser, Subcommand};
use eventstore::StoreError;

pub(crate) use self::say::say;
pub use self::{demo::Demo, events::EventsCommand, replay::Replay};
use crate::{
    config::{Config, ConfigError, Flags},
    demo::{DemoError, SignInError as DemoSignInError},
    doctor,
    embedded::EmbeddedError,
    import::ImportError,
    nats_auth::NatsAuthError,
    serve::{self, ServeError},
    sign_in::SignInError,
};

/// An event-sourced ticketing service.
#[derive(Debug, Parser)]
#[command(name = "docket", version, max_term_width = 100)]
struct Cli {
    /// The directory of the private servers and their data [default: .docket]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything on this machine, with a private Postgres and nats-server where none are configured
    Up(Listen),
    /// Run some roles, with the Postgres and NATS of the configuration
    Serve {
        #[command(flatten)]
        listen: Listen,
        /// Which of api, relay, projections, automation, separated by commas [default: all]
        #[arg(long, value_name = "ROLES")]
        roles: Option<String>,
    },
    /// Bring the database's schemas up to date
    Migrate,
    /// Check everything that docket needs, and say what to do
    Doctor(Listen),
    /// Look after the read models
    #[command(subcommand)]
    Projections(ProjectionsCommand),
    /// Take the log out for analysts
    #[command(subcommand)]
    Events(EventsCommand),
    /// Fold a part of the log into tables of its own, to be asked in SQL
    Replay(Replay),
    /// Print a link, good once, with which a member can set a password
    Invite {
        /// Their e-mail address [default: the first administrator]
        email: Option<String>,
    },
    /// Import the history of another system from a CSV file
    Import(Import),
    /// Fill the installation with believable data in three languages, and print how to sign in
    Demo(Demo),
    /// Print a nats-server configuration with users for the service and for integrators who only read
    NatsAuth(NatsAuth),
}

#[derive(Debug, Default, Args)]
struct Listen {
    /// Address and port of the HTTP interface [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

/// What can be done with read models.
#[derive(Clone, Debug, Subcommand)]
pub enum ProjectionsCommand {
    /// Show each with its position, its lag and what it has parked
    List,
    /// Build one anew beside the one that serves, then switch
    Rebuild {
        /// Its name, as listed
        name: String,
    },
    /// Apply parked events again
    Retry,
}

/// A file to import, and how to read it.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The CSV file
    pub file: PathBuf,
    /// What its columns and activities mean
    #[arg(long, value_name = "MAP.toml")]
    pub mapping: PathBuf,
    /// Read and check everything, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Who gets a user of NATS.
#[derive(Clone, Debug, Args)]
pub struct NatsAuth {
    /// An integrator who may read events, and which; may be given several times [default: all events
    /// of tickets]
    #[arg(long = "reader", value_name = "NAME[=SUBJECT,…]")]
    pub readers: Vec<String>,
    /// Write the passwords to this new file instead of to standard error
    #[arg(long, value_name = "FILE")]
    pub secrets: Option<PathBuf>,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error("{0}")]
    Config(#[from] ConfigError),

    #[error("{0}")]
    Embedded(#[from] EmbeddedError),

    #[error("{0}")]
    Serve(#[from] ServeError),

    #[error("{0}")]
    Store(#[from] StoreError),

    #[error("{0}")]
    Read(#[from] ReadError),

    #[error("cannot {0}: {1}")]
    System(&'static str, std::io::Error),

    #[error("{0} of the checks found a problem")]
    Unwell(usize),

    #[error("interrupted")]
    Interrupted,

    #[error("{0}")]
    SignIn(#[from] SignInError),

    #[error("{0}")]
    Import(#[from] ImportError),

    #[error("{0}")]
    Demo(#[from] DemoError),

    #[error("{0}")]
    DemoSignIn(#[from] DemoSignInError),

    #[error("{0}")]
    Analysis(#[from] AnalysisError),

    #[error("{0}")]
    NatsAuth(#[from] NatsAuthError),
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("docket: {error}");
            match error {
                CliError::Config(_) => ExitCode::from(2),
                CliError::Interrupted => ExitCode::from(130),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

fn run(cli: Cli) -> Result<(), CliError> {
    let config = Config::load(&cli.flags())?;
    log::start(&config.log);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::System("start the runtime", error))?
        .block_on(dispatch(cli.command, config))
}

async fn dispatch(command: Command, config: Config) -> Result<(), CliError> {
    match command {
        Command::Up(_) => up::up(config).await,
        Command::Serve { .. } => up::serve(config).await,
        Command::Doctor(_) => doctor::run(&config).await,
        Command::Migrate => {
            let migrate = async |config: &Config| Ok(serve::migrate(config).await?);
            servers::with_servers(config, migrate).await
        }
        Command::Projections(command) => {
            let run = async |config: &Config| projections::run(config, command).await;
            servers::with_servers(config, run).await
        }
        Command::Events(command) => {
            let run = async |config: &Config| events::run(config, command).await;
            servers::with_servers(config, run).await
        }
        Command::Replay(wanted) => {
            let run = async |config: &Config| replay::run(config, wanted).await;
            servers::with_servers(config, run).await
        }
        Command::Invite { email } => {
            let run = async |config: &Config| invite::run(config, email.as_deref()).await;
            servers::with_servers(config, run).await
        }
        Command::Import(wanted) => {
            let run = async |config: &Config| import::run(config, wanted).await;
            servers::with_servers(config, run).await
        }
        Command::Demo(wanted) => {
            let run = async |config: &Config| demo::run(config, wanted).await;
            servers::with_servers_or_new(config, run).await
        }
        Command::NatsAuth(wanted) => nats_auth::run(&config, &wanted),
    }
}

impl Cli {
    fn flags(&self) -> Flags {
        let (listen, roles) = match &self.command {
            Command::Up(listen) | Command::Doctor(listen) => (&listen.listen, &None),
            Command::Serve { listen, roles } => (&listen.listen, roles),
            Command::Migrate
            | Command::Projections(_)
            | Command::Events(_)
            | Command::Replay(_)
            | Command::Invite { .. }
            | Command::Import(_)
            | Command::Demo(_)
            | Command::NatsAuth(_) => (&None, &None),
        };
        Flags {
            listen: listen.clone(),
            data_dir: self.data_dir.clone(),
            roles: roles.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_are_those_of_the_command() {
        let line = "docket serve --roles api --listen 127.0.0.1:1 --data-dir d";
        let flags = Cli::try_parse_from(line.split(' ')).unwrap().flags();
        assert_eq!(flags.roles.as_deref(), Some("api"));
        assert_eq!(flags.listen.as_deref(), Some("127.0.0.1:1"));
        assert_eq!(flags.data_dir, Some("d".into()));
    }
}
