//! A real OpenID provider, as `scripts/install.sh test` brings it.

use super::person::client;
use super::service_url;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A provider that runs for one test.
#[derive(Debug)]
pub struct IdentityProvider {
    process: Child,
    issuer: String,
}

impl IdentityProvider {
    /// Starts on a port that was chosen before, for whoever has this address to come back to.
    /// Returns when it is ready.
    pub fn start(port: u16, callback: &str) -> Self {
        let folder = service_url("DOCKET_TEST_OIDC");
        let mut process = Command::new("node")
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/oidc/provider/provider.mjs"
            ))
            .args([&folder, &port.to_string(), callback])
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("ready")));
        assert!(ready.is_some(), "the provider ended before it was ready");
        Self {
            process,
            issuer: issuer(port),
        }
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

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Who a provider on this port says it is.
pub fn issuer(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
