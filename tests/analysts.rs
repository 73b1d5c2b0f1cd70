//! What analysts take out: the real log by their own tools, and every format by what it must hold.

mod files;
mod real_log;

use super::import::oracle;
use super::support::{Desk, service_url};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio::process::Command;

/// A folder for files that are taken out.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Takes a file out of the desk's log; where it is.
    async fn takes(&self, desk: &Desk, name: &str, options: &str) -> PathBuf {
        let path = self.path(name);
        let mut arguments = vec!["events", "export"];
        arguments.extend(options.split_whitespace());
        arguments.extend(["--output", path.to_str().unwrap()]);
        desk.runs(&arguments).await;
        path
    }

    /// What a program of analysts prints, run in the folder.
    async fn python(&self, script: &str, arguments: &[&Path]) -> String {
        let mut python = Command::new(service_url("DOCKET_TEST_ANALYSIS"));
        python
            .arg(beside_this(script))
            .args(arguments)
            .current_dir(self.0.path());
        if std::env::var_os("DOCKET_BLESS").is_some() {
            python.arg("bless");
        }
        let output = python.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}:\n{said}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn beside_this(script: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/analysts").join(script)
}
