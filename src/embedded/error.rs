//! What can go wrong with the private Postgres and nats-server, said so that the reader knows what to do.

use std::{io, path::PathBuf, process::ExitStatus, time::Duration};

/// Why the private servers could not be started.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },

    #[error(
        "another docket ({holder}) is running on the data directory {}; stop it, or choose another directory with --data-dir",
        data_dir.display()
    )]
    Locked { data_dir: PathBuf, holder: String },

    #[error(
        "{program} {needed} or newer is needed, and {found}; run scripts/install.sh, or set {variable}"
    )]
    NoProgram {
        program: &'static str,
        needed: &'static str,
        found: String,
        variable: &'static str,
    },

    #[error(
        "the data in {} was written by Postgres {major}, and {found}; install Postgres {major}, or set DOCKET_POSTGRES_BIN to its folder",
        dir.display()
    )]
    OtherMajor {
        dir: PathBuf,
        major: u32,
        found: String,
    },

    #[error(
        "{} is missing although the cluster beside it exists; put the file back, or move the data directory away to start afresh",
        path.display()
    )]
    PasswordLost { path: PathBuf },

    #[error(
        "docket was started as root, and neither the user postgres nor nobody exists to run the servers as; create one, or start as an ordinary user"
    )]
    NoAccount,

    #[error("no free port found on 127.0.0.1 between {0} and {1}")]
    NoPort(u16, u16),

    #[error("{program} ended at once ({status}){log}")]
    Exited {
        program: &'static str,
        status: ExitStatus,
        log: LogTail,
    },

    #[error("{program} did not answer within {within:?}{log}")]
    Silent {
        program: &'static str,
        within: Duration,
        log: LogTail,
    },

    #[error("{program} (process {pid}) of an earlier run does not stop; end it by hand")]
    Leftover { program: &'static str, pid: u32 },

    #[error("the private database cannot be prepared: {0}")]
    Database(#[from] tokio_postgres::Error),
}

impl EmbeddedError {
    /// For `map_err`: names the action and the path that an I/O error lacks.
    pub(super) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }
}

/// The last lines of a server's log, shown below the message about its failed start.
#[derive(Debug)]
pub struct LogTail {
    path: PathBuf,
    lines: Vec<String>,
}

impl LogTail {
    const LINES: usize = 12;

    pub(super) fn read(path: PathBuf) -> Self {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut lines: Vec<String> = text
            .lines()
            .rev()
            .take(Self::LINES)
            .map(str::to_owned)
            .collect();
        lines.reverse();
        Self { path, lines }
    }
}

impl std::fmt::Display for LogTail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.lines.is_empty() {
            return write!(f, "; its log {} is empty", self.path.display());
        }
        write!(f, "; the end of {}:", self.path.display())?;
        self.lines
            .iter()
            .try_for_each(|line| write!(f, "\n  {line}"))
    }
}
