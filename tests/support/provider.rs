//! A real OpenID provider, as `scripts/install.sh test` brings it.

use super::person::client;
use super::{service_url, within};
use serde_json::Value;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A provider that runs for one test.
#[derive(Debug)]
pub struct IdentityProvider {
    /// Ends with this value.
    process: Child,
    issuer: String,
}

impl IdentityProvider {
    /// Starts on a port that was chosen before, for whoever has this address to come back to.
    /// Returns when it is ready.
    pub async fn start(port: u16, callback: &str) -> Self {
        let folder = service_url("DOCKET_TEST_OIDC");
        let mut process = Command::new("node")
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/oidc/provider/provider.mjs"
            ))
            .args([&folder, &port.to_string(), callback])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = within("the provider to be ready", lines.next_line()).await;
        let said = said.unwrap().expect("the provider ended early");
        assert!(said.starts_with("ready"), "{said}");
        Self {
            process,
            issuer: issuer(port),
        }
    }

    /// Ends it; from then on nobody answers at its address.
    pub async fn stops(mut self) {
        let ended = within("the provider to end", self.process.kill()).await;
        ended.unwrap();
    }

    /// From now on this is known there of somebody.
    pub async fn knows(&self, who: &str, person: &Value) {
        let told = client()
            .post(format!("{}/people/{who}", self.issuer))
            .json(person);
        let told = told.send().await.expect("an answer");
        assert!(told.status().is_success(), "{told:?}");
    }
}

/// Who a provider on this port says it is.
pub fn issuer(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
