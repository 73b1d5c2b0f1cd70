//! Checks of Postgres: the programs for a private one, or the server that is configured.

use std::{path::Path, time::Duration};

use tokio_postgres::{Client, NoTls};

use super::Finding;
use crate::embedded;

const LEAST: i32 = 150_000;

/// The programs for a private cluster.
pub(super) fn installed(data_dir: &Path) -> Finding {
    let found = embedded::postgres_program(data_dir).map_err(|error| error.to_string())?;
    let version = embedded::version_text(found.version);
    Ok(format!("{version} in {}", found.folder().display()))
}

/// Version, rights and schemas of the server at `url`.
pub(super) async fn reachable(url: &str) -> Vec<(&'static str, Finding)> {
    let client = match connect(url).await {
        Ok(client) => client,
        Err(problem) => return vec![("postgres", Err(problem))],
    };
    vec![
        ("postgres", version(&client).await),
        ("rights", rights(&client).await),
        ("migrations", migrations(&client).await),
    ]
}

async fn connect(url: &str) -> Result<Client, String> {
    let remedy = "check DOCKET_DATABASE_URL, and that Postgres runs and lets this machine in";
    let mut config: tokio_postgres::Config =
        url.parse().map_err(|error| format!("{error}; {remedy}"))?;
    config.connect_timeout(Duration::from_secs(5));
    let (client, connection) = config
        .connect(NoTls)
        .await
        .map_err(|error| format!("does not answer: {}; {remedy}", with_cause(&error)))?;
    tokio::spawn(connection);
    Ok(client)
}

async fn version(client: &Client) -> Finding {
    let row = client
        .query_one(VERSION, &[])
        .await
        .map_err(|error| with_cause(&error))?;
    let (number, text): (i32, String) = (row.get(0), row.get(1));
    match number >= LEAST {
        true => Ok(format!("{text}, reachable")),
        false => Err(format!("is version {text}; install 15 or newer")),
    }
}

async fn rights(client: &Client) -> Finding {
    let row = client
        .query_one(RIGHTS, &[])
        .await
        .map_err(|error| with_cause(&error))?;
    let (may_create, role, database): (bool, String, String) = (row.get(0), row.get(1), row.get(2));
    match may_create {
        true => Ok(format!("{role} may make schemas in {database}")),
        false => Err(format!(
            "{role} may not make schemas; as an administrator: GRANT CREATE ON DATABASE {database} TO {role}"
        )),
    }
}

async fn migrations(client: &Client) -> Finding {
    let row = client
        .query_one(SCHEMA, &[])
        .await
        .map_err(|error| with_cause(&error))?;
    match row.get::<_, bool>(0) {
        true => Ok("the log's tables are there".to_owned()),
        false => Err("the log's tables are missing; run `docket migrate`".to_owned()),
    }
}

/// The driver's own message says little more than "db error" or "error connecting".
fn with_cause(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

const VERSION: &str = "
SELECT current_setting('server_version_num')::int,
       current_setting('server_version')";

const RIGHTS: &str = "
SELECT has_database_privilege(current_database(), 'CREATE'),
       quote_ident(current_user),
       quote_ident(current_database())";

const SCHEMA: &str = "SELECT to_regclass('es.events') IS NOT NULL";
