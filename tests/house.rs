//! The house keeps its shape: who depends on whom, and what is deliberately absent.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates from the inside out: each may use only those before it.
const LAYERS: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("eventstore", &["domain"]),
    ("commands", &["domain", "eventstore"]),
    ("attachments", &["domain", "eventstore"]),
    ("mail", &["eventstore"]),
    ("accounts", &["domain", "eventstore", "mail"]),
    ("outgoing", &[]),
    ("oidc", &["outgoing"]),
    ("projections", &["domain", "eventstore"]),
    ("automation", &["domain", "eventstore", "commands"]),
    ("analysis", &["domain", "eventstore"]),
    (
        "api",
        &[
            "domain",
            "eventstore",
            "commands",
            "attachments",
            "mail",
            "accounts",
            "outgoing",
            "oidc",
            "projections",
            "automation",
        ],
    ),
    (
        "docket",
        &[
            "domain",
            "eventstore",
            "commands",
            "attachments",
            "mail",
            "accounts",
            "outgoing",
            "oidc",
            "projections",
            "automation",
            "analysis",
            "api",
        ],
    ),
];

#[test]
fn dependencies_point_one_way() {
    let found = dependencies();
    assert_eq!(found.len(), LAYERS.len(), "{found:?}");
    for (name, allowed) in LAYERS {
        let used = &found[name];
        let ours = used.iter().filter(|d| found.contains_key(*d));
        for used in ours {
            assert!(allowed.contains(&used.as_str()), "{name} uses {used}");
        }
    }
}

#[test]
fn the_rules_know_no_network_no_database_no_clock_of_their_own() {
    let used = &dependencies()["domain"];
    for outside in [
        "tokio",
        "tokio-postgres",
        "async-nats",
        "poem",
        "reqwest",
        "rand",
    ] {
        assert!(!used.iter().any(|d| d == outside), "domain uses {outside}");
    }
    for (path, text) in sources("domain") {
        for word in [
            "Timestamp::now",
            "Uuid::now_v7",
            "Uuid::new_v4",
            "SystemTime",
            "async fn",
        ] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn the_log_names_no_ticket() {
    let words = [
        "TicketEvent",
        "TicketCommand",
        "TicketId",
        "domain::ticket",
        "\"ticket",
    ];
    for (path, text) in sources("eventstore") {
        for word in words {
            assert!(!code(&text).contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn read_models_append_nothing() {
    for (path, text) in sources("projections").filter(|(path, _)| !is_test(path)) {
        for word in [".append(", ".execute::<", "Execute::", "es.append"] {
            assert!(!code(&text).contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn the_api_contains_no_sql() {
    let used = &dependencies()["api"];
    assert!(!used.iter().any(|d| d.contains("postgres")), "{used:?}");
    for (path, text) in sources("api").filter(|(path, _)| !is_test(path)) {
        for word in ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM"] {
            assert!(!code(&text).contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    for (path, text) in all_sources() {
        let path = path.display();
        assert!(
            text.starts_with("//! "),
            "{path} does not open with a sentence"
        );
        let lines = text.lines().count();
        assert!(lines <= 400, "{path} has {lines} lines");
    }
}

#[test]
fn modules_lie_beside_their_folders_and_lints_are_not_silenced_without_a_reason() {
    let (todo, allow) = (concat!("TO", "DO"), concat!("#[al", "low("));
    for (path, text) in all_sources() {
        assert_ne!(path.file_name().unwrap(), "mod.rs", "{}", path.display());
        for word in [todo, allow] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

/// What each of our crates uses, apart from its tests.
fn dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let used = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        all.filter(|d| d["kind"].is_null()).map(name).collect()
    };
    packages.iter().map(|p| (name(p), used(p))).collect()
}

fn sources(folder: &str) -> impl Iterator<Item = (PathBuf, String)> + use<> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    collect(&folder, &mut files);
    assert!(!files.is_empty(), "{}", folder.display());
    files.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, text)
    })
}

fn all_sources() -> impl Iterator<Item = (PathBuf, String)> {
    let folders = LAYERS.iter().map(|(name, _)| match *name {
        "docket" => "src",
        other => other,
    });
    folders.chain(["tests", "benches"]).flat_map(sources)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part == "tests" || part == "tests.rs"
    })
}

/// A file up to its own tests, without comments.
fn code(text: &str) -> String {
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let lines = code
        .lines()
        .map(|l| l.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}
