//! The private nats-server with JetStream.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rustix::process::Signal;
use tokio::process::Command;

use super::{
    EmbeddedError, Server,
    account::Account,
    home::{self, Home},
    port::free_port,
    postgres::random_word,
    process, programs,
};

/// The nats-server of one data directory.
pub(super) struct Nats {
    program: PathBuf,
    home: Arc<Home>,
    log: PathBuf,
    port: u16,
    password: String,
}

const USER: &str = "docket";

impl Nats {
    /// Ends what an earlier run left behind.
    pub async fn prepare(home: &Arc<Home>, last_pid: Option<u32>) -> Result<Self, EmbeddedError> {
        let nats = Self {
            program: programs::nats_server(home.account)?.path,
            home: Arc::clone(home),
            log: home.log("nats"),
            port: free_port()?,
            // Known to this run only: who may connect is who may read run.json.
            password: random_word(),
        };
        let recorded = [process::pid_in(&nats.folder().join("nats.pid")), last_pid];
        for pid in recorded.into_iter().flatten() {
            if process::runs(pid, &nats.folder())
                && !process::end(pid, &nats.folder(), Self::LEFTOVER).await
            {
                return Err(EmbeddedError::Leftover {
                    program: Self::NAME,
                    pid,
                });
            }
        }
        Ok(nats)
    }

    const LEFTOVER: &'static [(Signal, Duration)] = &[
        (Signal::TERM, Duration::from_secs(3)),
        (Signal::KILL, Duration::from_secs(3)),
    ];

    pub fn url(&self) -> String {
        let Self { password, port, .. } = self;
        format!("nats://{USER}:{password}@127.0.0.1:{port}")
    }

    fn folder(&self) -> PathBuf {
        self.home.root.join("nats")
    }

    /// Written before every start, because the whole folder may be deleted at any time: it comes back from Postgres.
    fn write_config(&self) -> Result<PathBuf, EmbeddedError> {
        let folder = self.home.directory("nats")?;
        let config = folder.join("nats.conf");
        home::write_private(&config, &self.config(&folder))?;
        self.home.give(&config)?;
        Ok(config)
    }

    /// `sync_interval`: how much a power cut may take (a killed server loses nothing). The relay puts a lost
    /// tail back from Postgres, so syncing each message would only slow the disk that Postgres needs.
    /// `max_file_store`: high, so that the disk is the limit and not a share of what was free at the start.
    fn config(&self, folder: &Path) -> String {
        let Self { password, port, .. } = self;
        let folder = folder.display();
        format!(
            r#"server_name: docket
host: "127.0.0.1"
port: {port}
pid_file: "{folder}/nats.pid"
jetstream {{
  store_dir: "{folder}"
  max_memory_store: 256MB
  max_file_store: 1TB
  sync_interval: "10s"
}}
authorization {{
  user: "{USER}"
  password: "{password}"
}}
"#
        )
    }

    async fn jetstream_answers(&self) -> Result<(), Box<dyn std::error::Error>> {
        let client = async_nats::ConnectOptions::with_user_and_password(
            USER.to_owned(),
            self.password.clone(),
        )
        .connection_timeout(Duration::from_secs(2))
        .connect(format!("127.0.0.1:{}", self.port))
        .await?;
        async_nats::jetstream::new(client).query_account().await?;
        Ok(())
    }
}

impl Server for Nats {
    const NAME: &'static str = "nats-server";

    const STOP: &'static [(Signal, Duration)] = &[(Signal::TERM, Duration::from_millis(1500))];

    fn command(&self) -> Result<Command, EmbeddedError> {
        let mut command = Command::new(&self.program);
        command.arg("-c").arg(self.write_config()?);
        Ok(command)
    }

    async fn ready(&self) -> bool {
        self.jetstream_answers().await.is_ok()
    }

    fn log(&self) -> &Path {
        &self.log
    }

    fn account(&self) -> Option<Account> {
        self.home.account
    }
}
