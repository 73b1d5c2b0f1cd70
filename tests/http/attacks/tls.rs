//! Encryption by the service itself.

use crate::support::docket::ADMINISTRATOR_KEY;
use crate::support::{Desk, eventually};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::{Certificate, Client, ClientBuilder, tls::Version};
use rustix::process::Signal;
use std::path::Path;

/// Writes a new certificate and its key.
fn certify(folder: &Path) -> Certificate {
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    Certificate::from_pem(cert.pem().as_bytes()).unwrap()
}

fn trusting(certificate: Certificate) -> ClientBuilder {
    Client::builder().tls_certs_only([certificate])
}

#[tokio::test]
async fn it_speaks_only_encrypted_and_takes_a_new_certificate_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let first = certify(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (certificate, key) = (path("cert.pem"), path("key.pem"));
    let desk = Desk::open_set(&[
        ("DOCKET_TLS_CERT", certificate.as_str()),
        ("DOCKET_TLS_KEY", key.as_str()),
    ])
    .await;
    let url = format!("{}/api/v1/tickets", desk.docket.url());
    let ask = async |client: &Client| client.get(&url).bearer_auth(ADMINISTRATOR_KEY).send().await;

    let client = trusting(first.clone()).build().unwrap();
    let answer = ask(&client).await.unwrap();
    assert_eq!(answer.status(), 200);
    let held = &answer.headers()["strict-transport-security"];
    assert_eq!(held, "max-age=63072000");
    for version in [Version::TLS_1_2, Version::TLS_1_3] {
        let only = trusting(first.clone())
            .tls_version_min(version)
            .tls_version_max(version);
        assert_eq!(ask(&only.build().unwrap()).await.unwrap().status(), 200);
    }
    let plain = url.replace("https:", "http:");
    assert!(client.get(plain).send().await.is_err());

    let second = certify(folder.path());
    let renewed = trusting(second).pool_max_idle_per_host(0).build().unwrap();
    assert!(ask(&renewed).await.is_err());
    desk.docket.signal(Signal::HUP);
    eventually("the new certificate", async || ask(&renewed).await.ok()).await;

    std::fs::write(&key, "half written").unwrap();
    desk.docket.signal(Signal::HUP);
    assert_eq!(ask(&renewed).await.unwrap().status(), 200);
}
