//! A real mail server for one test: aiosmtpd, which puts letters into a Maildir.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that may not run yet; it ends with this value.
pub(super) struct Server {
    port: u16,
    folder: TempDir,
    process: Option<Child>,
}

impl Server {
    /// Where one will listen.
    pub(super) fn planned() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        Self {
            port: listener.local_addr().unwrap().port(),
            folder: tempfile::tempdir().unwrap(),
            process: None,
        }
    }

    pub(super) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub(super) async fn start(&mut self) {
        let process = Command::new(program())
            .args(["-n", "-l", &format!("127.0.0.1:{}", self.port)])
            .args(["-c", "aiosmtpd.handlers.Mailbox"])
            .arg(self.maildir())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("aiosmtpd starts");
        self.process = Some(process);
        let listening = async {
            let mut look = tokio::time::interval(Duration::from_millis(20));
            while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
                .await
                .is_err()
            {
                look.tick().await;
            }
        };
        tokio::time::timeout(PATIENCE, listening)
            .await
            .expect("aiosmtpd listens");
    }

    /// What it was given.
    pub(super) fn letters(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.maildir().join("new")).unwrap();
        files
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect()
    }

    fn maildir(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("letters")
    }
}

fn program() -> String {
    const NAME: &str = "DOCKET_TEST_SMTP_SERVER";
    std::env::var(NAME)
        .unwrap_or_else(|_| panic!("{NAME} is not set: run the tests through `make test`"))
}
