//! The private Postgres cluster: made once, then run as a supervised server.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::process::Signal;
use tokio::process::Command;
use tokio_postgres::{NoTls, error::SqlState};
use uuid::Uuid;

use super::{
    EmbeddedError, Server,
    account::Account,
    cluster,
    home::{self, Home},
    port::free_port,
    process, programs,
};

/// The cluster of one data directory.
#[derive(Clone)]
pub(super) struct Postgres {
    program: PathBuf,
    cluster: PathBuf,
    log: PathBuf,
    account: Option<Account>,
    port: u16,
    password: String,
}

/// The administrator of the cluster; docket itself works as [`ROLE`], which obeys grants.
const SUPERUSER: &str = "postgres";
const ROLE: &str = "docket";
const DATABASE: &str = "docket";

/// What a socket's address may hold on every system (`sun_path`: 104 bytes on macOS, 108 on Linux).
const SOCKET_PATH_LIMIT: usize = 103;

impl Postgres {
    /// Ends what an earlier run left behind and makes the cluster when there is none.
    ///
    /// The flag says whether it was made now.
    pub async fn prepare(
        home: &Home,
        last_pid: Option<u32>,
    ) -> Result<(Self, bool), EmbeddedError> {
        let cluster = home.root.join("postgres");
        let program = find_program(&cluster, home.account)?;
        let postgres = Self {
            program: program.path.clone(),
            log: home.log("postgres"),
            account: home.account,
            port: free_port()?,
            password: password(home, cluster.exists())?,
            cluster,
        };
        postgres.end_leftover(last_pid).await?;
        let made = !postgres.cluster.exists();
        if made {
            cluster::make(home, &postgres.cluster, program.folder(), SUPERUSER).await?;
        }
        Ok((postgres, made))
    }

    /// Makes docket's role and database when they are missing, and gives the role its password.
    pub async fn prepare_database(&self) -> Result<(), EmbeddedError> {
        let client = self.connect().await?;
        let exists = |table: &'static str, column: &'static str| {
            let client = &client;
            async move {
                let sql = format!("SELECT FROM {table} WHERE {column} = 'docket'");
                let row = client.query_opt(&sql, &[]).await?;
                Ok::<_, tokio_postgres::Error>(row.is_some())
            }
        };
        if !exists("pg_roles", "rolname").await? {
            let sql = format!(
                "CREATE ROLE {ROLE} LOGIN PASSWORD '{}' IN ROLE pg_monitor, pg_signal_backend",
                self.password
            );
            client.batch_execute(&sql).await?;
        }
        if !exists("pg_database", "datname").await? {
            let sql = format!("CREATE DATABASE {DATABASE} OWNER {ROLE}");
            client.batch_execute(&sql).await?;
        }
        Ok(())
    }

    /// Through the socket in the cluster's directory where its name is short enough, as that is
    /// quicker and closed to other accounts; else over loopback.
    pub fn url(&self) -> String {
        let host = match self.socket_directory() {
            Some(directory) => percent_encoded(&directory.to_string_lossy()),
            None => "127.0.0.1".to_owned(),
        };
        let Self { password, port, .. } = self;
        format!("postgres://{ROLE}:{password}@{host}:{port}/{DATABASE}")
    }

    fn socket_directory(&self) -> Option<&Path> {
        let longest = self.cluster.join(".s.PGSQL.65535.lock");
        (longest.as_os_str().len() <= SOCKET_PATH_LIMIT).then_some(self.cluster.as_path())
    }

    async fn connect(&self) -> Result<tokio_postgres::Client, tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::Config::new()
            .host("127.0.0.1")
            .port(self.port)
            .user(SUPERUSER)
            .password(&self.password)
            .dbname("postgres")
            .connect_timeout(Duration::from_secs(5))
            .connect(NoTls)
            .await?;
        tokio::spawn(connection);
        Ok(client)
    }

    async fn end_leftover(&self, last_pid: Option<u32>) -> Result<(), EmbeddedError> {
        let recorded = [process::pid_in(&self.pid_file()), last_pid];
        for pid in recorded.into_iter().flatten() {
            if process::runs(pid, &self.cluster)
                && !process::end(pid, &self.cluster, Self::STOP).await
            {
                return Err(EmbeddedError::Leftover {
                    program: Self::NAME,
                    pid,
                });
            }
        }
        Ok(())
    }

    fn pid_file(&self) -> PathBuf {
        self.cluster.join("postmaster.pid")
    }

    /// Lets a start pass when the pid file names a process that is gone, but whose number is taken again.
    ///
    /// Postgres ignores a pid file with its parent's number, so docket's own is written into it. Removing the
    /// file instead would also remove the key of the shared memory by which Postgres notices surviving backends.
    fn disown_pid_file(&self) -> Result<(), EmbeddedError> {
        let path = self.pid_file();
        let Some(pid) = process::pid_in(&path).filter(|pid| !process::runs(*pid, &self.cluster))
        else {
            return Ok(());
        };
        let change = || {
            let text = std::fs::read_to_string(&path)?;
            let rest = text.strip_prefix(&pid.to_string()).unwrap_or_default();
            std::fs::write(&path, format!("{}{rest}", std::process::id()))
        };
        change().map_err(EmbeddedError::io("write", &path))?;
        self.remove_sockets();
        Ok(())
    }

    fn remove_sockets(&self) {
        for entry in self.cluster.read_dir().into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(".s.PGSQL.") {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

impl Server for Postgres {
    const NAME: &'static str = "postgres";

    /// Fast (sessions are cut, everything is flushed), then immediate (the next start recovers).
    const STOP: &'static [(Signal, Duration)] = &[
        (Signal::INT, Duration::from_millis(3000)),
        (Signal::QUIT, Duration::from_millis(1000)),
    ];

    fn command(&self) -> Result<Command, EmbeddedError> {
        self.disown_pid_file()?;
        let sockets = self.socket_directory().unwrap_or(Path::new(""));
        let mut command = Command::new(&self.program);
        command
            .arg("-D")
            .arg(&self.cluster)
            .args(["-c", "listen_addresses=127.0.0.1"])
            .args(["-c", &format!("port={}", self.port)])
            .arg("-c")
            .arg(format!("unix_socket_directories={}", sockets.display()));
        Ok(command)
    }

    async fn ready(&self) -> bool {
        match self.connect().await {
            Ok(_) => true,
            // It answers; a wrong password is reported by the first real use, not by waiting for ever.
            Err(refused) => refused.code() == Some(&SqlState::INVALID_PASSWORD),
        }
    }

    fn log(&self) -> &Path {
        &self.log
    }

    fn account(&self) -> Option<Account> {
        self.account
    }
}

/// Any version that is new enough for a new cluster; for an old one, the major version that wrote it.
pub(super) fn find_program(
    cluster: &Path,
    account: Option<Account>,
) -> Result<programs::Found, EmbeddedError> {
    let written = std::fs::read_to_string(cluster.join("PG_VERSION")).ok();
    let Some(major) = written.and_then(|text| text.trim().parse().ok()) else {
        return programs::postgres(account, None);
    };
    programs::postgres(account, Some(major)).map_err(|error| match error {
        EmbeddedError::NoProgram { found, .. } => EmbeddedError::OtherMajor {
            dir: cluster.to_owned(),
            major,
            found,
        },
        other => other,
    })
}

fn password(home: &Home, cluster_exists: bool) -> Result<String, EmbeddedError> {
    let path = cluster::password_file(home);
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text.trim().to_owned()),
        Err(_) if cluster_exists => Err(EmbeddedError::PasswordLost { path }),
        Err(_) => {
            let password = random_word();
            home::write_private(&path, &format!("{password}\n"))?;
            home.give(&path)?;
            Ok(password)
        }
    }
}

/// 244 random bits, in characters that need no quoting in a URL, in SQL or in a configuration file.
pub(crate) fn random_word() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

fn percent_encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postgres_in(cluster: &Path) -> Postgres {
        Postgres {
            program: "postgres".into(),
            cluster: cluster.to_owned(),
            log: "postgres.log".into(),
            account: None,
            port: 20_001,
            password: "secret".into(),
        }
    }

    #[test]
    fn the_url_names_the_socket_unless_its_path_is_too_long() {
        let near = postgres_in(Path::new("/data dir/postgres")).url();
        assert_eq!(
            near,
            "postgres://docket:secret@%2Fdata%20dir%2Fpostgres:20001/docket"
        );
        let config: tokio_postgres::Config = near.parse().unwrap();
        assert_eq!(config.get_ports(), [20_001]);

        let far = postgres_in(Path::new(&format!("/{}", "x".repeat(100)))).url();
        assert_eq!(far, "postgres://docket:secret@127.0.0.1:20001/docket");
    }

    #[test]
    fn a_pid_file_of_a_foreign_process_no_longer_stops_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let postgres = postgres_in(folder.path());
        // Process 1 runs, but not with this directory in its command line.
        std::fs::write(postgres.pid_file(), "1\n/data\nkey 5\n").unwrap();

        postgres.disown_pid_file().unwrap();

        let text = std::fs::read_to_string(postgres.pid_file()).unwrap();
        assert_eq!(text, format!("{}\n/data\nkey 5\n", std::process::id()));
    }
}
