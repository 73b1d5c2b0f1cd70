//! Where configuration comes from, and errors that name the source of a bad value.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use figment::{
    Figment, Metadata, Profile, Provider,
    error::Kind,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};
use tracing_subscriber::EnvFilter;

use super::Config;
use super::variables::{FILE_VARIABLE, OTHER_VARIABLES, is_number, meaning, names};

/// Values given on the command line, which outrank all others.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub listen: Option<String>,
    pub data_dir: Option<PathBuf>,
    pub roles: Option<String>,
}

/// A configuration that docket does not start with.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0} does not exist (named by DOCKET_CONFIG)")]
    NoFile(PathBuf),

    #[error("{name} is not valid UTF-8")]
    NotUtf8 { name: String },

    #[error("{0} and {1} are both set; keep one")]
    Twice(String, String),

    #[error("{origin}: {problem}")]
    Value { origin: String, problem: String },

    #[error("{needed} is not set; {remedy}")]
    Missing {
        needed: &'static str,
        remedy: &'static str,
    },
}

const FILE: &str = "docket.toml";

pub(super) fn load(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    flags: &Flags,
) -> Result<Config, ConfigError> {
    let (file, variables) = from_environment(environment)?;
    let mut figment = Figment::new();
    if let Some(file) = file {
        figment = figment.merge(Toml::file_exact(file));
    }
    for given in variables.into_iter().chain(from_flags(flags)) {
        figment = figment.merge(given);
    }
    let config = figment.extract().map_err(|error| explain(&error))?;
    check(&config, &figment)?;
    Ok(config)
}

/// One value with the name of its source.
#[derive(Debug)]
struct Given {
    source: String,
    key: &'static str,
    value: String,
}

impl Provider for Given {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.source.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let value = if is_number(self.key) {
            self.value.parse().unwrap_or_else(|never| match never {})
        } else {
            Value::from(self.value.clone())
        };
        let dict = figment::util::nest(self.key, value).into_dict();
        Ok(Profile::Default.collect(dict.unwrap_or_default()))
    }
}

/// Empty variables count as unset, as compose files write them so.
fn from_environment(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<(Option<PathBuf>, Vec<Given>), ConfigError> {
    let mut file = Path::new(FILE).exists().then(|| PathBuf::from(FILE));
    let mut given: Vec<Given> = Vec::new();
    for (name, value) in environment {
        let Some(name) = name.to_str().filter(|name| name.starts_with("DOCKET_")) else {
            continue;
        };
        if value.is_empty() || OTHER_VARIABLES.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        let Some((key, in_file)) = meaning(name) else {
            // Not refused: Kubernetes makes such names of its own for a service called docket.
            eprintln!("docket: {name} is ignored; the variables are {}", names());
            continue;
        };
        if name == FILE_VARIABLE {
            file = Some(existing(value.into())?);
            continue;
        }
        if let Some(other) = given.iter().find(|given| given.key == key) {
            let other = other.source.clone();
            return Err(ConfigError::Twice(name.to_owned(), other));
        }
        given.push(Given {
            source: name.to_owned(),
            key,
            value: match in_file {
                true => secret(name, Path::new(&value))?,
                false => utf8(name, value)?,
            },
        });
    }
    Ok((file, given))
}

fn utf8(name: &str, value: OsString) -> Result<String, ConfigError> {
    let name = name.to_owned();
    value
        .into_string()
        .map_err(|_| ConfigError::NotUtf8 { name })
}

/// What the file holds, without the line's end that editors leave.
fn secret(name: &str, file: &Path) -> Result<String, ConfigError> {
    read_secret(file).map_err(|problem| ConfigError::Value {
        origin: name.to_owned(),
        problem,
    })
}

/// The same; else what is wrong with the file.
pub(super) fn read_secret(file: &Path) -> Result<String, String> {
    let shown = file.display();
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let text = text.trim_end_matches(['\r', '\n']);
    match text.is_empty() {
        true => Err(format!("{shown} is empty")),
        false => Ok(text.to_owned()),
    }
}

fn existing(file: PathBuf) -> Result<PathBuf, ConfigError> {
    match file.is_file() {
        true => Ok(file),
        false => Err(ConfigError::NoFile(file)),
    }
}

fn from_flags(flags: &Flags) -> Vec<Given> {
    let data_dir = flags.data_dir.as_ref();
    let texts = [
        ("--listen", "http.listen", flags.listen.clone()),
        ("--roles", "roles", flags.roles.clone()),
        (
            "--data-dir",
            "data_dir",
            data_dir.map(|path| path.to_string_lossy().into_owned()),
        ),
    ];
    texts
        .into_iter()
        .filter_map(|(source, key, value)| {
            let source = source.to_owned();
            value.map(|value| Given { source, key, value })
        })
        .collect()
}

fn explain(error: &figment::Error) -> ConfigError {
    let key = error.path.join(".");
    let origin = origin(error.metadata.as_ref(), &key);
    let problem = match &error.kind {
        Kind::UnknownField(field, known) => {
            format!(
                "unknown key \"{field}\"; known here are {}",
                known.join(", ")
            )
        }
        Kind::Message(text) => text.clone(),
        other => other.to_string(),
    };
    ConfigError::Value { origin, problem }
}

/// "DOCKET_LISTEN", "--listen" or "docket.toml, http.listen".
fn origin(metadata: Option<&Metadata>, key: &str) -> String {
    let file = metadata.and_then(|metadata| metadata.source.as_ref()?.file_path());
    match (file, metadata) {
        (Some(file), _) if key.is_empty() => file.display().to_string(),
        (Some(file), _) => format!("{}, {key}", file.display()),
        (None, Some(metadata)) => metadata.name.to_string(),
        (None, None) => key.to_owned(),
    }
}

/// What the types cannot say.
fn check(config: &Config, figment: &Figment) -> Result<(), ConfigError> {
    let refuse = |key: &str, problem: String| ConfigError::Value {
        origin: origin(figment.find_metadata(key), key),
        problem,
    };
    let urls = [
        ("database.url", config.database.url()),
        ("database.read_url", config.database.read_url()),
    ];
    for (key, url) in urls {
        if let Some(Err(error)) = url.map(str::parse::<tokio_postgres::Config>) {
            return Err(refuse(
                key,
                format!("not a Postgres connection string: {error}"),
            ));
        }
    }
    if let Err(error) = config.nats.servers() {
        return Err(refuse(
            "nats.url",
            format!("not a list of NATS addresses: {error}"),
        ));
    }
    if !is_word(&config.nats.stream) {
        return Err(refuse(
            "nats.stream",
            "a stream name has letters, digits, - and _ only".into(),
        ));
    }
    if !config.nats.subject_prefix.split('.').all(is_word) {
        let problem = "a subject prefix is words of letters, digits, - and _ with dots between";
        return Err(refuse("nats.subject_prefix", problem.into()));
    }
    let sections = (config.attachments.check())
        .and(config.http.check())
        .and(config.captcha.check())
        .and(config.sign_in.check())
        .and(config.oidc.check(&config.outgoing.allow()))
        .and(config.mail.check());
    if let Err((key, problem)) = sections {
        return Err(refuse(key, problem));
    }
    EnvFilter::try_new(&config.log.filter)
        .map(drop)
        .map_err(|error| refuse("log.filter", error.to_string()))
}

fn is_word(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(allowed)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

#[cfg(test)]
#[path = "oidc/tests.rs"]
mod provider_tests;
