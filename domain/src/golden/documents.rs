//! Documents for integrators, written from the types: schemas, the catalogue, AsyncAPI.
//!
//! `DOCKET_BLESS=1 cargo test -p domain golden` writes them; a difference fails the build.

use super::contracts::{self, Contract};
use super::{Golden, files};
use crate::ticket::TicketEvent;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

mod asyncapi;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// Compares a generated document with its file, or writes it when asked to.
fn hold(path: &Path, text: &str) {
    if std::env::var_os("DOCKET_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        stored == text,
        "{} is not what the types say; write it with DOCKET_BLESS=1 cargo test -p domain golden, \
         look at the difference, and commit it",
        path.display()
    );
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap();
    text.push('\n');
    text
}

#[test]
fn the_schemas_are_those_of_the_types() {
    let folder = docs().join("schemas");
    let contracts = contracts::all();
    for contract in &contracts {
        hold(
            &folder.join(contract.file_name()),
            &pretty(&contract.document()),
        );
    }
    let named: BTreeSet<_> = contracts.iter().map(Contract::file_name).collect();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(named.contains(&name), "docs/schemas/{name} is of no event");
    }
}

#[test]
fn every_sample_fits_its_schema() {
    let contracts = contracts::all();
    for (file, golden) in files() {
        let contract = contracts.iter().find(|contract| contract.fits(&golden));
        let contract = contract.unwrap_or_else(|| panic!("{file} has no schema"));
        let schema = jsonschema::validator_for(&contract.document()).unwrap();
        let data = serde_json::from_str(golden.data.get()).unwrap();
        let errors: Vec<_> = schema.iter_errors(&data).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{file}: {errors:?}");
    }
}

#[test]
fn a_payload_of_another_shape_does_not_fit() {
    let contracts = contracts::all();
    let assigned = contracts.iter().find(|c| c.name == "ticket.assigned");
    let schema = jsonschema::validator_for(&assigned.unwrap().document()).unwrap();
    assert!(!schema.is_valid(&json!({ "member": 7 })));
    assert!(!schema.is_valid(&json!({})));
}

#[test]
fn the_catalogue_is_that_of_the_types() {
    hold(&docs().join("events.md"), &catalogue());
}

#[test]
fn the_asyncapi_document_is_that_of_the_types() {
    hold(
        &docs().join("asyncapi.json"),
        &pretty(&asyncapi::document()),
    );
}

const OPENING: &str = "\
# Events

Everything that happens is one of these. The name is the same in Postgres, on NATS \
(`docket.events.<category>.<stream_id>.<rest of the name>`), over HTTP (`GET /api/v1/events`, \
`/api/v1/events/stream`) and in history. Payloads are kept for ever: fields are only added; a \
change of meaning gets a new schema number, and older ones stay readable.

The JSON Schemas lie in [`schemas/`](schemas), the NATS subjects in the AsyncAPI 3 document \
[`asyncapi.json`](asyncapi.json). This page, they and it are written from the types by \
`DOCKET_BLESS=1 cargo test -p domain golden`.

Values of custom fields, and what was said in messages that were redacted later, are in the log \
and on NATS as they were recorded; the HTTP API leaves out what a reader may not see. Whoever \
keeps messages of their own must honour `ticket.message_redacted`.
";

fn catalogue() -> String {
    let mut page = OPENING.to_owned();
    let samples = files();
    let mut category = String::new();
    for contract in contracts::all() {
        if contract.category() != category {
            category = contract.category().to_owned();
            let _ = write!(page, "\n## {category}\n");
        }
        entry(&mut page, &contract, &samples);
    }
    page
}

fn entry(page: &mut String, contract: &Contract, samples: &[(String, Golden)]) {
    let Contract {
        name, description, ..
    } = contract;
    let file = contract.file_name();
    let rules = TicketEvent::TRIGGERS.contains(&name.as_str());
    let rules = if rules { " Rules may react to it." } else { "" };
    let _ = write!(
        page,
        "\n### {name}\n\n{description}{rules} [Schema](schemas/{file})\n"
    );
    let sample = samples.iter().find(|(name, _)| *name == file);
    if let Some((_, golden)) = sample {
        let data: Value = serde_json::from_str(golden.data.get()).unwrap();
        let _ = write!(page, "\n```json\n{}```\n", pretty(&data));
    }
}
