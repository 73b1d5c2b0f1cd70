//! The program as an operator runs it: a process to be started, asked, stopped and killed.

use super::database::connect;
use super::eventually;
use super::nats::free_port;
use super::person::client;
use docket::embedded::Running;
use eventstore::NatsOptions;
use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use tokio::process::{Child, Command};

/// The administrator's API key of every process that the tests start.
pub const ADMINISTRATOR_KEY: &str = "the-administrators-key-in-tests";

/// A running `docket`.
#[derive(Debug)]
pub struct Docket {
    process: Child,
    port: u16,
    /// Of a process that encrypts: its certificate.
    certificate: Option<PathBuf>,
    /// Of `docket up`.
    data_dir: Option<PathBuf>,
}

impl Docket {
    /// `docket serve` on the servers of the tests, with further variables. Returns when it is ready.
    pub async fn serve(
        database_url: &str,
        nats_url: &str,
        nats: &NatsOptions,
        variables: &[(&str, String)],
    ) -> Self {
        let port = free_port();
        let mut command = command(port);
        command
            .arg("serve")
            .env("DOCKET_DATABASE_URL", database_url)
            .env("DOCKET_NATS_URL", nats_url)
            .env("DOCKET_STREAM", &nats.stream)
            .env("DOCKET_SUBJECT_PREFIX", &nats.subjects)
            .envs(variables.iter().cloned());
        let given = |name| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v);
        if let Some(log) = given("DOCKET_TEST_STDERR") {
            command.stderr(std::fs::File::create(log).unwrap());
        }
        let certificate = given("DOCKET_TLS_CERT").map(PathBuf::from);
        Self::start(command, port, None, certificate).await
    }

    /// What a command prints that runs beside the service, and must succeed.
    pub async fn run(
        arguments: &[&str],
        (database_url, nats_url, nats): (&str, &str, &NatsOptions),
        variables: &[(&str, String)],
    ) -> String {
        let mut command = command(free_port());
        command
            .args(arguments)
            .stdout(std::process::Stdio::piped())
            .env("DOCKET_DATABASE_URL", database_url)
            .env("DOCKET_NATS_URL", nats_url)
            .env("DOCKET_STREAM", &nats.stream)
            .env("DOCKET_SUBJECT_PREFIX", &nats.subjects)
            .envs(variables.iter().cloned());
        let output = super::within("the command to end", command.output()).await;
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// `docket up` on a data directory. Returns when it is ready.
    pub async fn up(data_dir: &Path) -> Self {
        let port = free_port();
        Self::start(up(data_dir, port), port, Some(data_dir.to_owned()), None).await
    }

    /// After a kill: `docket up` on the same directory and port.
    pub async fn start_again(&mut self) {
        let data_dir = self.data_dir.as_ref().expect("a process of docket up");
        self.process = up(data_dir, self.port).spawn().expect("docket starts");
        self.ready().await;
    }

    async fn start(
        mut command: Command,
        port: u16,
        data_dir: Option<PathBuf>,
        certificate: Option<PathBuf>,
    ) -> Self {
        let process = command.spawn().expect("docket starts");
        let mut docket = Self {
            process,
            port,
            certificate,
            data_dir,
        };
        docket.ready().await;
        docket
    }

    /// Waits until requests would be served; panics when the process ends instead.
    async fn ready(&mut self) {
        let (client, url) = (self.client(), format!("{}/readyz", self.url()));
        eventually("docket to be ready", async || {
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!("docket ended: {status}");
            }
            let answer = client.get(&url).send().await.ok()?;
            answer.status().is_success().then_some(())
        })
        .await;
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        let scheme = match self.certificate {
            Some(_) => "https",
            None => "http",
        };
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    fn client(&self) -> reqwest::Client {
        let plain = client();
        let Some(path) = &self.certificate else {
            return plain;
        };
        let pem = std::fs::read(path).unwrap();
        let certificate = reqwest::Certificate::from_pem(&pem).unwrap();
        let client = reqwest::Client::builder().tls_certs_only([certificate]);
        client.build().unwrap()
    }

    /// Its number to the system.
    pub fn process_id(&self) -> u32 {
        self.process.id().expect("docket still runs")
    }

    pub fn signal(&self, sent: Signal) {
        signal(self.process_id(), sent);
    }

    /// The most memory that it has had so far, in MiB; `None` where the system does not tell.
    pub fn peak_memory(&self) -> Option<u64> {
        let id = self.process.id().expect("docket still runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kib / 1024)
    }

    /// What `docket up` tells of itself and its servers.
    pub fn running(&self) -> Running {
        let data_dir = self.data_dir.as_ref().expect("a process of docket up");
        recorded(data_dir).expect("docket up tells where it runs")
    }

    /// A session with the private Postgres.
    pub async fn session(&self) -> tokio_postgres::Client {
        connect(&self.running().database_url).await
    }

    /// kill -9; its servers live on.
    pub async fn kill(&mut self) {
        self.process.kill().await.unwrap();
    }

    /// An orderly stop.
    pub async fn stop(mut self) -> ExitStatus {
        let id = self.process.id().expect("docket still runs");
        signal(id, Signal::TERM);
        super::within("docket to stop", self.process.wait())
            .await
            .unwrap()
    }
}

impl Drop for Docket {
    /// Nothing outlives the test.
    fn drop(&mut self) {
        let running = self.data_dir.as_ref().and_then(|dir| recorded(dir));
        let _ = self.process.start_kill();
        let servers = running.iter().flat_map(|r| [r.postgres_pid, r.nats_pid]);
        servers.flatten().for_each(|pid| signal(pid, Signal::QUIT));
    }
}

/// What the last process on the directory told, whether or not it still runs.
fn recorded(data_dir: &Path) -> Option<Running> {
    let text = std::fs::read(data_dir.join("run.json")).ok()?;
    serde_json::from_slice(&text).ok()
}

fn up(data_dir: &Path, port: u16) -> Command {
    let mut command = command(port);
    command.arg("up").arg("--data-dir").arg(data_dir);
    command
}

fn command(port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docket"));
    let log = std::env::var("DOCKET_TEST_LOG").unwrap_or("warn".to_owned());
    command
        .env("DOCKET_LISTEN", format!("127.0.0.1:{port}"))
        .env("DOCKET_BOOTSTRAP_API_KEY", ADMINISTRATOR_KEY)
        .env("DOCKET_LOG", log)
        .stdout(std::process::Stdio::null())
        .kill_on_drop(true);
    command
}

/// Sends a signal to a process that is there.
pub fn signal(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    let _ = kill_process(pid.expect("a process id"), signal); // it may have ended by itself
}
