//! What the tests stand on: databases, NATS servers, processes, people.

pub mod browser;
pub mod database;
pub mod desk;
pub mod docket;
pub mod gate;
pub mod log;
pub mod nats;
pub mod person;
pub mod provider;
pub mod reader;
pub mod surfer;
pub mod tally;
pub mod wait;

pub use browser::{Browser, Reply, token_in_letter};
pub use database::Database;
pub use desk::Desk;
pub use docket::Docket;
pub use gate::Gate;
pub use log::Log;
pub use nats::NatsServer;
pub use person::{Answer, Person, client};
pub use provider::IdentityProvider;
pub use surfer::{Page, Surfer};
pub use wait::{eventually, within};

/// Where the test services are, as the script that starts them tells.
pub fn service_url(variable: &str) -> String {
    std::env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: run the tests through `make test`"))
}

/// Shows what the parts under test log; `DOCKET_TEST_LOG=debug` shows more.
pub fn show_log() {
    let filter = std::env::var("DOCKET_TEST_LOG").unwrap_or("warn".to_owned());
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_test_writer()
        .try_init(); // another test of this process may have been first
}
