//! The real log, asked as the guide for analysts asks it, and mined for its processes.

use super::oracle::{self, Line, Oracle};
use super::{Desk, Folder};
use docket::import::{ImportOptions, import};
use eventstore::{EventStore, StoreOptions};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[tokio::test]
async fn the_guide_tells_what_is_so_and_process_mining_finds_what_the_source_says() {
    let Some(path) = oracle::path() else { return };
    let desk = Desk::open().await;
    imports(&desk, &path).await;
    let folder = Folder::new();
    for command in commands() {
        runs_in(&desk, &folder, &command).await;
    }

    let told = folder.python("notebook.py", &[&guide()]).await;
    assert_eq!(told, "8 blocks\n");

    let mined = mined(&folder, "helpdesk.xes").await;
    agrees(&mined, &Oracle::read(&path));
    let all = folder.takes(&desk, "all.xes", "--format xes").await;
    let all = self::mined(&folder, all.to_str().unwrap()).await;
    let session = desk.database.session().await;
    let events = session.query_one(EVENTS, &[]).await.unwrap();
    assert_eq!(all["events"], events.get::<_, i64>(0));
    assert_eq!(all["cases"], 4_580);
    assert_eq!(all["activities"]["created"], 4_580);
}

async fn imports(desk: &Desk, path: &Path) {
    let options = StoreOptions::new(&desk.database.url);
    let store = EventStore::connect(options).await.unwrap();
    let options = ImportOptions {
        file: path.to_owned(),
        mapping: in_repository("docs/mappings/helpdesk.toml"),
        dry_run: false,
    };
    let report = import(&store, &options, &|_, _| {}).await.unwrap();
    assert_eq!(report.done.tickets, 4_580);
    store.stop().await;
}

/// What the guide says to type.
fn commands() -> Vec<String> {
    let guide = std::fs::read_to_string(guide()).unwrap();
    let blocks = guide.split("```bash\n").skip(1);
    let lines = blocks.flat_map(|block| block.split("```").next().unwrap().lines());
    let commands: Vec<_> = lines.map(str::to_owned).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    commands
}

/// Its files come into the folder.
async fn runs_in(desk: &Desk, folder: &Folder, command: &str) {
    let mut words: Vec<_> = command.split_whitespace().map(str::to_owned).collect();
    assert_eq!(words.remove(0), "docket");
    if let Some(at) = words.iter().position(|word| word == "--output") {
        let path = folder.path(&words[at + 1]);
        words[at + 1] = path.to_str().unwrap().to_owned();
    }
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    desk.runs(&words).await;
}

async fn mined(folder: &Folder, log: &str) -> Value {
    let told = folder.python("mine.py", &[Path::new(log)]).await;
    serde_json::from_str(told.lines().last().unwrap()).unwrap()
}

fn agrees(mined: &Value, oracle: &Oracle) {
    assert_eq!(mined["cases"], oracle.cases.len());
    assert_eq!(mined["events"], oracle.lines());
    assert_eq!(counts(&mined["activities"]), oracle.activities());
    assert_eq!(counts(&mined["variants"]), variants(oracle));
    assert_eq!(counts(&mined["variants"]).len(), 226); // as many as the source's own column tells
    let lines = || oracle.cases.values().flatten();
    let mut resources = BTreeMap::new();
    for line in lines() {
        *resources.entry(line.resource.clone()).or_default() += 1;
    }
    assert_eq!(counts(&mined["resources"]), resources);
    assert_eq!(mined["transitions"]["complete"], oracle.lines());
    let first = lines().map(|line| &line.time).min().unwrap();
    assert_eq!(first, "2010/01/13 08:40:25.000");
    assert_eq!(mined["first"], "2010-01-13T07:40:25+00:00"); // in Italy it was an hour later
}

fn variants(oracle: &Oracle) -> BTreeMap<String, i64> {
    let mut variants = BTreeMap::new();
    for lines in oracle.cases.values() {
        let activities = |line: &Line| line.activity.clone();
        let way: Vec<_> = lines.iter().map(activities).collect();
        *variants.entry(way.join(" > ")).or_default() += 1;
    }
    variants
}

fn counts(found: &Value) -> BTreeMap<String, i64> {
    serde_json::from_value(found.clone()).unwrap()
}

fn guide() -> PathBuf {
    in_repository("docs/analysts.md")
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

const EVENTS: &str = "
SELECT count(*)
FROM es.events
WHERE category = 'ticket'";
