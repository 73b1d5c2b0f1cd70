//! Filters by what a ticket is, as they are typed and as parameters give them.

use crate::request::Reader;
use crate::tickets::{plain_digits, priority_id, status_id};
use crate::types::Moment;
use domain::{Catalog, DepartmentId, MemberId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use projections::{SearchFilters, SearchFrom, SearchIn};
use uuid::Uuid;

/// Most values of one filter.
const VALUES: usize = 100;
/// Names that can be typed.
const NAMES: &str = "status, priority, department, assignee, tag, number, from, in, after, before";

/// What a filter in the text means.
#[derive(Debug)]
pub(super) enum Read {
    Filter(SearchFilters),
    From(SearchFrom),
    In(SearchIn),
}

/// Why a filter in the text means nothing.
#[derive(Debug)]
pub(super) enum Wrong {
    Name,
    Value(String),
}

/// What whoever typed a name that is none is told.
pub(super) fn unknown(name: &str) -> String {
    format!("there is no filter {name}, so it is looked for as words; filters are {NAMES}")
}

/// A filter that stands in the text.
pub(super) fn typed(
    reader: &Reader,
    name: &str,
    value: &str,
    excluded: bool,
) -> Result<Read, Wrong> {
    let read = match name {
        "from" => from(reader, value, excluded).map(Read::From),
        "in" if excluded => Err("cannot be left out; name the part to look at".to_owned()),
        "in" => within(reader, value).map(Read::In),
        "after" | "created_from" => day(value).map(SearchFilters::CreatedFrom).map(Read::Filter),
        "before" | "created_to" => day(value).map(SearchFilters::CreatedTo).map(Read::Filter),
        "number" => numbers(reader, value).map(Read::Filter),
        "status" | "priority" | "department" | "assignee" | "tag" => {
            parameter(reader, name, value).map(Read::Filter)
        }
        _ => return Err(Wrong::Name),
    };
    read.map_err(Wrong::Value)
}

/// A filter that a parameter gives.
pub(super) fn parameter(reader: &Reader, name: &str, value: &str) -> Result<SearchFilters, String> {
    let catalog = &*reader.catalog;
    let id = |text: &str| Uuid::parse_str(text).map_err(|_| "must be a UUID".to_owned());
    Ok(match name {
        "status" => SearchFilters::Status(each(value, |text| status_id(text, catalog))?),
        "priority" => SearchFilters::Priority(each(value, |text| priority_id(text, catalog))?),
        "department" => SearchFilters::Department(each(value, |text| department(text, catalog))?),
        "assignee" if value == "none" => SearchFilters::Unassigned,
        "assignee" => SearchFilters::Assignee(each(value, |text| member(text, reader))?),
        "tag" => SearchFilters::Tag(each(value, tag)?),
        "requester_id" => SearchFilters::Customer(each(value, |text| Ok(id(text)?.into()))?),
        "organisation_id" => SearchFilters::Organisation(each(value, |text| Ok(id(text)?.into()))?),
        "created_from" => SearchFilters::CreatedFrom(moment(value)?),
        _ => SearchFilters::CreatedTo(moment(value)?),
    })
}

fn each<T>(value: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    let parts = value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.collect();
    match parts.len() {
        0 => Err("must not be empty; leave it out to find all".to_owned()),
        1..=VALUES => parts.into_iter().map(read).collect(),
        _ => Err(format!("must have at most {VALUES} values")),
    }
}

fn tag(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_control) {
        return Err("must not contain control characters".to_owned());
    }
    Ok(text.to_lowercase())
}

fn department(text: &str, catalog: &Catalog) -> Result<DepartmentId, String> {
    if let Ok(id) = Uuid::parse_str(text) {
        return Ok(DepartmentId(id));
    }
    let named = catalog.departments.iter().find(|entry| {
        let department = entry.setting.value.as_ref();
        department.is_some_and(|d| same(&d.name, text))
    });
    let id = named.map(|entry| DepartmentId(entry.id));
    id.ok_or_else(|| format!("{} is no department; give its id or its name", shown(text)))
}

fn member(text: &str, reader: &Reader) -> Result<MemberId, String> {
    if text == "me" {
        return Ok(MemberId(reader.principal.me()));
    }
    if let Ok(id) = Uuid::parse_str(text) {
        return Ok(MemberId(id));
    }
    let named = reader.catalog.members.iter().find(|entry| {
        let member = entry.setting.value.as_ref();
        let email = |m: &domain::setting::Member| m.email.as_ref().is_some_and(|e| same(e, text));
        member.is_some_and(|m| same(&m.name, text) || email(m))
    });
    let id = named.map(|entry| MemberId(entry.id));
    id.ok_or_else(|| {
        let text = shown(text);
        format!("{text} is no member; give me, none, an id, a name or an address")
    })
}

fn numbers(reader: &Reader, value: &str) -> Result<SearchFilters, String> {
    let workspace = reader.catalog.workspace();
    let number = |text: &str| {
        let number = workspace.number(&plain_digits(text));
        number.ok_or_else(|| format!("{} is no number of a ticket", shown(text)))
    };
    Ok(SearchFilters::Number(each(value, number)?))
}

fn from(reader: &Reader, value: &str, excluded: bool) -> Result<SearchFrom, String> {
    if !reader.access.allows(domain::Permission::ReadCustomers) {
        return Err("your roles do not let you see customers; ask for customers.read".to_owned());
    }
    let text = value.to_owned();
    Ok(SearchFrom { text, excluded })
}

fn within(reader: &Reader, value: &str) -> Result<SearchIn, String> {
    let access = &reader.access;
    match value.to_lowercase().as_str() {
        "subject" => Ok(SearchIn::Subject),
        "description" => Ok(SearchIn::Description),
        "messages" => Ok(SearchIn::Messages),
        "files" => Ok(SearchIn::Files),
        "notes" if access.allows(domain::Permission::ReadInternal) => Ok(SearchIn::Notes),
        "notes" => Err("your roles do not let you read internal messages".to_owned()),
        "customer" if access.allows(domain::Permission::ReadCustomers) => Ok(SearchIn::Customer),
        "customer" => Err("your roles do not let you see customers".to_owned()),
        _ => Err("must be subject, description, messages, notes, files or customer".to_owned()),
    }
}

/// A day, which begins at midnight UTC, or a moment.
fn day(text: &str) -> Result<Timestamp, String> {
    let day = text.parse::<Date>().ok();
    let begun = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    match begun.filter(|_| !text.contains('T')) {
        Some(begun) => Ok(begun.timestamp()),
        None => moment(text).map_err(|_| "must be a day like 2026-03-01 or a time".to_owned()),
    }
}

fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse::<Moment>().map(|moment| moment.0)
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn shown(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(50).collect();
    format!("{text:?}")
}
