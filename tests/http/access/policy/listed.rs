//! Lists, counts, search, charts and exports: all of what is within reach, and nothing else.

use super::Asking;
use super::truth::is_hidden;
use domain::Permission as P;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lists with what they leave out unless it is asked for, and without.
const ALL: &str = "all=true&include_deleted=true&include_merged=true";
const SHOWN: &str = "all=true";

pub async fn check(asking: &Asking<'_>) {
    if !asking.reads() {
        for path in [
            "/tickets",
            "/tickets/counts",
            "/tags",
            "/search/tickets?q=printer",
        ] {
            assert_eq!(asking.person.gets(path).await.status, 403, "{path}");
        }
        return;
    }
    let everything: BTreeSet<_> = asking.covered().collect();
    let shown = everything.iter().copied();
    let shown: BTreeSet<_> = shown
        .filter(|id| !is_hidden(&asking.truth.tickets[id]))
        .collect();
    for (filter, expected) in [(ALL, &everything), (SHOWN, &shown)] {
        check_list(asking, filter, expected).await;
        check_export(asking, filter, expected).await;
    }
    check_search(asking, &shown).await;
    check_chart(asking, &shown).await;
}

async fn check_list(asking: &Asking<'_>, filter: &str, expected: &BTreeSet<Uuid>) {
    let list = format!("/tickets?limit=7&{filter}");
    let listed = asking.person.pages_through(&list).await;
    assert_eq!(ids(listed.iter()), *expected, "{} {list}", asking.name);
    assert_eq!(listed.len(), expected.len(), "{} {list}", asking.name);
    for by in [
        "",
        "&group_by=status",
        "&group_by=department",
        "&group_by=assignee",
    ] {
        let counts = format!("/tickets/counts?{filter}{by}");
        let counted = asking.person.gets(&counts).await;
        assert_eq!(
            counted.ok()["total"],
            expected.len(),
            "{} {counts}",
            asking.name
        );
    }
}

/// Pages are full as long as there is more: what is out of reach takes nobody's place.
async fn check_search(asking: &Asking<'_>, expected: &BTreeSet<Uuid>) {
    let search = "/search/tickets?q=printer&limit=5";
    let first = asking.person.gets(search).await;
    let items = first.ok()["items"].as_array().unwrap();
    assert_eq!(
        items.len(),
        expected.len().min(5),
        "{} {search}",
        asking.name
    );
    assert_eq!(
        first.body["total"],
        expected.len(),
        "{} {search}",
        asking.name
    );
    let found = asking.person.pages_through(search).await;
    let found = found.iter().map(|hit| &hit["ticket"]);
    assert_eq!(ids(found), *expected, "{} {search}", asking.name);
}

/// What may be read and taken out.
async fn check_export(asking: &Asking<'_>, filter: &str, read: &BTreeSet<Uuid>) {
    let path = format!("/tickets/export?format=csv&columns=id&{filter}");
    let answer = asking.person.gets(&path).await;
    if !asking.access.allows(P::Export) {
        assert_eq!(answer.status, 403, "{} {answer:?}", asking.name);
        return;
    }
    let reach = asking.access.reach(P::Export);
    let may = read
        .iter()
        .filter(|id| reach.covers(asking.truth.details(**id)));
    let lines = answer.ok().as_str().unwrap().lines().skip(1); // after the heads
    let exported: BTreeSet<Uuid> = lines.map(|line| line.parse().unwrap()).collect();
    assert_eq!(exported, may.copied().collect(), "{} {path}", asking.name);
}

/// What may be read and counted.
async fn check_chart(asking: &Asking<'_>, read: &BTreeSet<Uuid>) {
    let answer = asking.person.gets("/analytics/summary").await;
    if !asking.access.allows(P::ReadAnalytics) {
        assert_eq!(answer.status, 403, "{} {answer:?}", asking.name);
        return;
    }
    let reach = asking.access.reach(P::ReadAnalytics);
    let may = read
        .iter()
        .filter(|id| reach.covers(asking.truth.details(**id)));
    assert_eq!(answer.ok()["tickets"], may.count(), "{}", asking.name);
}

pub fn ids<'a>(items: impl Iterator<Item = &'a Value>) -> BTreeSet<Uuid> {
    items.map(super::people::id).collect()
}
