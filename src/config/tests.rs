//! Which value wins, and what is said about a bad one.

use std::ffi::OsString;

use super::{super::Role, *};
use crate::config::variables::VARIABLES;

pub(super) fn load_with(
    environment: &[(&str, &str)],
    flags: &Flags,
) -> Result<Config, ConfigError> {
    let pairs = environment
        .iter()
        .map(|(name, value)| (OsString::from(name), OsString::from(value)));
    load(pairs.collect::<Vec<_>>(), flags)
}

pub(super) fn refused(environment: &[(&str, &str)]) -> String {
    load_with(environment, &Flags::default())
        .unwrap_err()
        .to_string()
}

pub(super) fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

#[test]
fn nothing_set_is_the_defaults() {
    let config = load_with(&[], &Flags::default()).unwrap();
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database.pool_size.get(), 16);
    assert_eq!(config.database.writer_connections.get(), 2);
    assert_eq!(config.nats.stream, "DOCKET_EVENTS");
    assert!(config.roles.has(Role::Automation));
    assert!(config.database.url().is_none());
}

#[test]
fn flags_outrank_the_environment_which_outranks_the_file() {
    let file = file(
        "data_dir = \"from-file\"\n[http]\nlisten = \"127.0.0.1:1\"\n[database]\npool_size = 5\n",
    );
    let environment = [
        ("DOCKET_CONFIG", file.path().to_str().unwrap()),
        ("DOCKET_LISTEN", "127.0.0.1:2"),
        ("DOCKET_DATA_DIR", "from-env"),
    ];
    let flags = Flags {
        listen: Some("127.0.0.1:3".to_owned()),
        ..Flags::default()
    };

    let config = load_with(&environment, &flags).unwrap();

    assert_eq!(config.http.listen.port(), 3);
    assert_eq!(config.data_dir.0.to_str(), Some("from-env"));
    assert_eq!(config.database.pool_size.get(), 5);
}

#[test]
fn the_read_database_is_the_log_database_unless_named() {
    let url = ("DOCKET_DATABASE_URL", "postgres://a:b@db/docket");
    let one = load_with(&[url], &Flags::default()).unwrap();
    assert_eq!(one.database.read_url(), Some("postgres://a:b@db/docket"));
    let read = ("DOCKET_READ_URL", "postgres://a:b@other/docket");
    let two = load_with(&[url, read], &Flags::default()).unwrap();
    assert_eq!(two.database.read_url(), Some("postgres://a:b@other/docket"));
}

#[test]
fn a_key_made_of_digits_stays_a_text_and_an_empty_variable_is_unset() {
    let environment = [
        ("DOCKET_BOOTSTRAP_API_KEY", "12345678"),
        ("DOCKET_READ_URL", ""),
    ];
    let config = load_with(&environment, &Flags::default()).unwrap();
    assert!(config.access.bootstrap_api_key.is_some());
    assert!(config.database.read_url().is_none());
}

#[test]
fn a_bad_value_is_refused_with_the_name_of_its_source() {
    let listen = refused(&[("DOCKET_LISTEN", "nowhere")]);
    assert!(listen.starts_with("DOCKET_LISTEN: "), "{listen}");
    let size = refused(&[("DOCKET_POOL_SIZE", "0")]);
    assert!(size.starts_with("DOCKET_POOL_SIZE: "), "{size}");
    let words = refused(&[("DOCKET_POOL_SIZE", "many")]);
    assert!(words.starts_with("DOCKET_POOL_SIZE: "), "{words}");
    let roles = refused(&[("DOCKET_ROLES", "api,web")]);
    assert!(
        roles.starts_with("DOCKET_ROLES: unknown role \"web\""),
        "{roles}"
    );
    let nats = refused(&[("DOCKET_NATS_URL", "http://x")]);
    assert!(nats.starts_with("DOCKET_NATS_URL: not a list"), "{nats}");
    let stream = refused(&[("DOCKET_STREAM", "a.b")]);
    assert!(stream.starts_with("DOCKET_STREAM: "), "{stream}");
    let log = refused(&[("DOCKET_LOG", "a=b=c")]);
    assert!(log.starts_with("DOCKET_LOG: "), "{log}");
}

#[test]
fn an_unknown_key_is_refused_and_an_unknown_variable_ignored() {
    load_with(&[("DOCKET_SERVICE_HOST", "10.0.0.1")], &Flags::default()).unwrap();
    let file = file("[http]\nport = 1\n");
    let path = file.path().to_str().unwrap();
    let key = refused(&[("DOCKET_CONFIG", path)]);
    assert!(key.contains(path), "{key}");
    assert!(
        key.contains("unknown key \"port\"; known here are listen, public_url"),
        "{key}"
    );

    let missing = refused(&[("DOCKET_CONFIG", "/no/such/file.toml")]);
    assert!(missing.contains("does not exist"), "{missing}");
}

#[test]
fn variables_of_the_tests_and_the_tools_are_left_alone() {
    let environment = [
        ("DOCKET_TEST_DATABASE_URL", "x"),
        ("DOCKET_POSTGRES_BIN", "y"),
    ];
    load_with(&environment, &Flags::default()).unwrap();
}

#[test]
fn a_secret_may_lie_in_a_file() {
    let key = file("from-a-file\r\n");
    let path = key.path().to_str().unwrap();
    let name = "DOCKET_BOOTSTRAP_API_KEY";
    let in_file = "DOCKET_BOOTSTRAP_API_KEY_FILE";
    let config = load_with(&[(in_file, path)], &Flags::default()).unwrap();
    assert_eq!(config.access.bootstrap_key(), Some("from-a-file"));

    let twice = refused(&[(name, "one"), (in_file, path)]);
    assert!(twice.contains(name) && twice.contains(in_file), "{twice}");
    let missing = refused(&[(in_file, "/no/such/file")]);
    assert!(
        missing.starts_with(&format!("{in_file}: /no/such/file")),
        "{missing}"
    );
    let empty = refused(&[(in_file, file("\n").path().to_str().unwrap())]);
    assert!(empty.ends_with("is empty"), "{empty}");
    // only secrets may, and others are no variable at all
    let listen = load_with(&[("DOCKET_LISTEN_FILE", path)], &Flags::default());
    assert_eq!(listen.unwrap().http.listen.port(), 8080);
}

#[test]
fn the_edge_is_as_configured() {
    let environment = [
        ("DOCKET_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("DOCKET_PUBLIC_URL", "https://desk.example.org/"),
        ("DOCKET_HEAD_TIMEOUT", "500ms"),
        ("DOCKET_CONNECTIONS", "7"),
        ("DOCKET_RATE_WRITE", "3/s"),
        ("DOCKET_RATE_READ", "off"),
        ("DOCKET_RATE_EXEMPT", "none"),
    ];
    let config = load_with(&environment, &Flags::default()).unwrap();
    let edge = config.edge();
    assert!(edge.https && edge.proxies.trusted.contain([10, 1, 1, 1].into()));
    assert_eq!(config.http.public_url(), "https://desk.example.org");
    assert_eq!(edge.limits.head.as_millis(), 500);
    assert_eq!(edge.limits.connections, 7);
    assert!(edge.rates.read.is_none() && edge.rates.exempt.0.is_empty());
    assert_eq!(edge.rates.write.map(|rate| rate.requests.get()), Some(3));
    assert!(edge.metrics.from.contain([127, 0, 0, 1].into()));
}

#[test]
fn an_edge_that_makes_no_sense_is_refused() {
    for (name, value) in [
        ("DOCKET_TLS_CERT", "cert.pem"),
        ("DOCKET_TLS_KEY", "key.pem"),
        ("DOCKET_PUBLIC_URL", "desk.example.org"),
        ("DOCKET_TRUSTED_PROXIES", "everybody"),
        ("DOCKET_FORWARDED_HEADER", "x-real-ip"),
        ("DOCKET_IDLE_TIMEOUT", "0s"),
        ("DOCKET_BODY_RATE", "0"),
        ("DOCKET_RATE_READ", "many"),
        ("DOCKET_OUTGOING_ALLOW", "http://x"),
    ] {
        let refused = refused(&[(name, value)]);
        assert!(refused.starts_with(&format!("{name}: ")), "{refused}");
    }
}

#[test]
fn plain_http_for_others_is_warned_of() {
    let warned = |name, value| {
        let config = load_with(&[(name, value)], &Flags::default()).unwrap();
        config.http.warning().is_some()
    };
    for own in [
        "https://desk.example.org",
        "http://localhost:8080",
        "http://desk.localhost",
        "http://127.0.0.1/desk",
        "http://[::1]:8080",
    ] {
        assert!(!warned("DOCKET_PUBLIC_URL", own), "{own}");
    }
    for others in [
        "http://desk.example.org",
        "http://10.0.0.7:8080",
        "http://[2001:db8::1]:8080",
        "http://localhost.example.org",
    ] {
        assert!(warned("DOCKET_PUBLIC_URL", others), "{others}");
    }
    assert!(warned("DOCKET_LISTEN", "0.0.0.0:8080"));
    assert!(!warned("DOCKET_LISTEN", "127.0.0.1:8080"));
}

#[test]
fn a_captcha_is_whole_or_not_there() {
    let whole = [
        ("DOCKET_CAPTCHA_VERIFY_URL", "https://puzzle.example/verify"),
        ("DOCKET_CAPTCHA_SECRET", "s"),
        ("DOCKET_CAPTCHA_SITE_KEY", "k"),
        (
            "DOCKET_CAPTCHA_SCRIPT",
            "https://puzzle.example/api.js?hl=ar",
        ),
    ];
    let there = |given: &[(&str, &str)]| {
        let config = load_with(given, &Flags::default()).unwrap();
        config.captcha.check_by(&config.outgoing).unwrap().is_some()
    };
    assert!(there(&whole) && !there(&[]));
    for left_out in 0..whole.len() {
        let mut some = whole.to_vec();
        some.remove(left_out);
        let refused = refused(&some);
        assert!(refused.contains("go together"), "{refused}");
    }
    for bad in [
        "puzzle.example",
        "https://a; script-src *",
        "ftp://puzzle.example",
    ] {
        let refused = refused(&[&whole[..], &[("DOCKET_CAPTCHA_ORIGINS", bad)]].concat());
        assert!(refused.starts_with("DOCKET_CAPTCHA_ORIGINS: "), "{refused}");
    }
}

#[test]
fn no_secret_is_shown() {
    let environment = [
        (
            "DOCKET_DATABASE_URL",
            "postgres://docket:pw-one@db:5433/tickets",
        ),
        ("DOCKET_NATS_URL", "nats://u:pw-two@n1:1, nats://n2:2"),
        ("DOCKET_BOOTSTRAP_API_KEY", "pw-three"),
        ("DOCKET_METRICS_TOKEN", "pw-four"),
        ("DOCKET_CAPTCHA_VERIFY_URL", "https://puzzle.example/verify"),
        ("DOCKET_CAPTCHA_SECRET", "pw-five"),
        ("DOCKET_CAPTCHA_SITE_KEY", "k"),
        ("DOCKET_CAPTCHA_SCRIPT", "https://puzzle.example/api.js"),
    ];
    let config = load_with(&environment, &Flags::default()).unwrap();

    let shown = format!("{config:?} {:?}", config.effective());

    assert!(!shown.contains("pw-"), "{shown}");
    assert!(shown.contains("tickets on db:5433 as docket"), "{shown}");
    assert!(shown.contains("n1:1,n2:2"), "{shown}");
}

#[test]
fn the_example_file_holds_every_key_with_its_default() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docket.example.toml");
    let text = std::fs::read_to_string(path).unwrap();
    for (variable, _) in VARIABLES {
        assert!(
            text.contains(variable),
            "{variable} is missing in the example"
        );
    }
    let uncommented: String = text
        .lines()
        .map(|line| line.strip_prefix("#= ").unwrap_or(line))
        .map(|line| format!("{line}\n"))
        .collect();
    let file = file(&uncommented);
    load_with(
        &[("DOCKET_CONFIG", file.path().to_str().unwrap())],
        &Flags::default(),
    )
    .unwrap();
}
