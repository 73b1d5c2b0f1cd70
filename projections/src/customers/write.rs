//! Writes folded customers and organisations: a few set-based statements, sent together.

use super::draft::{Draft, Drafts};
use super::words::{searched, sort_name};
use crate::projection::Phase;
use crate::statements::{Column, Statements, array_literal, column};
use deadpool_postgres::Transaction;
use domain::CustomerId;
use domain::customer::{Customer, Profile};
use domain::organisation::{Details, Organisation};
use uuid::Uuid;

/// Brings the tables to what the drafts say.
pub(super) async fn write(
    tx: &Transaction<'_>,
    customers: &Drafts<Customer>,
    organisations: &Drafts<Organisation>,
    phase: Phase,
) -> Result<(), tokio_postgres::Error> {
    let mut statements = Statements::default();
    save_organisations(&mut statements, &organisations.changed());
    save_customers(&mut statements, customers);
    if phase == Phase::Live {
        lead_on(&mut statements, customers);
    }
    statements.send(tx).await
}

fn save_customers(statements: &mut Statements, customers: &Drafts<Customer>) {
    let drafts = customers.changed();
    if drafts.is_empty() {
        return;
    }
    let mut columns = envelope(&drafts);
    let profile = |d: &Draft<Customer>| d.state.profile.as_deref().cloned().unwrap_or_default();
    let profiles: Vec<Profile> = drafts.iter().map(|d| profile(d)).collect();
    columns.extend([
        column(&profiles, |p| p.name.clone()),
        column(&profiles, |p| array_literal(p.emails.iter())),
        column(&profiles, |p| array_literal(p.phones.iter())),
        column(&profiles, |p| p.organisation.map(|id| id.0)),
        column(&profiles, |p| p.language.clone()),
        column(&profiles, |p| p.time_zone.clone()),
        column(&profiles, |p| p.notes.clone()),
        column(&drafts, |d| d.state.retired),
        column(&drafts, |d| target(customers, d).map(|id| id.0)),
        column(&profiles, |p| sort_name(called(p))),
        column(&profiles, |p| {
            let texts = p.name.iter().chain(&p.emails).map(String::as_str);
            searched(texts, &p.phones)
        }),
    ]);
    statements.push(SAVE_CUSTOMERS, columns);
}

/// What a customer goes by: the name, or else what there is.
fn called(profile: &Profile) -> &str {
    let names = profile.name.iter().chain(&profile.emails);
    let first = names.chain(&profile.phones).next();
    first.map_or("", String::as_str)
}

fn target(customers: &Drafts<Customer>, draft: &Draft<Customer>) -> Option<CustomerId> {
    draft
        .state
        .merged_into
        .map(|into| customers.last_target(into))
}

/// Those who were merged into a customer that was merged now follow.
fn lead_on(statements: &mut Statements, customers: &Drafts<Customer>) {
    let moved: Vec<(Uuid, Uuid)> = (customers.changed().iter())
        .filter_map(|d| Some((d.id, target(customers, d)?.0)))
        .collect();
    if !moved.is_empty() {
        let columns = vec![column(&moved, |m| m.0), column(&moved, |m| m.1)];
        statements.push(LEAD_ON, columns);
    }
}

fn save_organisations(statements: &mut Statements, drafts: &[&Draft<Organisation>]) {
    if drafts.is_empty() {
        return;
    }
    let mut columns = envelope(drafts);
    let details = |d: &Draft<Organisation>| d.state.details.as_deref().cloned().unwrap_or_default();
    let details: Vec<Details> = drafts.iter().map(|d| details(d)).collect();
    columns.extend([
        column(&details, |o| o.name.clone()),
        column(&details, |o| array_literal(o.domains.iter())),
        column(&details, |o| o.notes.clone()),
        column(&details, |o| o.shares_tickets),
        column(drafts, |d| d.state.retired),
        column(&details, |o| sort_name(&o.name)),
        column(&details, |o| {
            let texts = std::iter::once(&o.name).chain(&o.domains);
            searched(texts.map(String::as_str), &[])
        }),
    ]);
    statements.push(SAVE_ORGANISATIONS, columns);
}

fn envelope<A>(drafts: &[&Draft<A>]) -> Vec<Column> {
    vec![
        column(drafts, |d| d.id),
        column(drafts, |d| d.version),
        column(drafts, |d| d.created_at),
        column(drafts, |d| d.updated_at),
    ]
}

const SAVE_CUSTOMERS: &str = "
INSERT INTO customers (id, version, created_at, updated_at, name, emails, phones, organisation,
                       language, time_zone, notes, retired, merged_into, sort_name, search)
SELECT n.id, n.version, n.created_at, n.updated_at, n.name, n.emails::text[], n.phones::text[],
       n.organisation, n.language, n.time_zone, n.notes, n.retired, n.merged_into, n.sort_name,
       n.search
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[],
            $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::boolean[],
            $13::uuid[], $14::text[], $15::text[])
     n(id, version, created_at, updated_at, name, emails, phones, organisation, language,
       time_zone, notes, retired, merged_into, sort_name, search)
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, updated_at = excluded.updated_at, name = excluded.name,
    emails = excluded.emails, phones = excluded.phones, organisation = excluded.organisation,
    language = excluded.language, time_zone = excluded.time_zone, notes = excluded.notes,
    retired = excluded.retired, merged_into = excluded.merged_into,
    sort_name = excluded.sort_name, search = excluded.search";

const LEAD_ON: &str = "
UPDATE customers c
SET merged_into = n.target
FROM unnest($1::uuid[], $2::uuid[]) n(id, target)
WHERE c.merged_into = n.id";

const SAVE_ORGANISATIONS: &str = "
INSERT INTO organisations (id, version, created_at, updated_at, name, domains, notes, shares,
                           retired, sort_name, search)
SELECT n.id, n.version, n.created_at, n.updated_at, n.name, n.domains::text[], n.notes, n.shares,
       n.retired, n.sort_name, n.search
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[],
            $7::text[], $8::boolean[], $9::boolean[], $10::text[], $11::text[])
     n(id, version, created_at, updated_at, name, domains, notes, shares, retired, sort_name,
       search)
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, updated_at = excluded.updated_at, name = excluded.name,
    domains = excluded.domains, notes = excluded.notes, shares = excluded.shares,
    retired = excluded.retired, sort_name = excluded.sort_name, search = excluded.search";
