//! What the document promises is so.

use super::{World, found, opens};

const DOCUMENT: &str = include_str!("../../../../docs/search.md");

/// Typed, text, and whether it is found.
fn examples() -> Vec<(&'static str, &'static str, bool)> {
    let lines = DOCUMENT.lines().filter(|line| line.starts_with("| `"));
    let cells = lines.map(|line| line.split(" | ").collect::<Vec<_>>());
    let rows = cells.filter_map(|cells| match cells[..] {
        [typed, text, found, _] => {
            let typed = typed.strip_prefix("| `")?.strip_suffix('`')?;
            Some((typed, text, found == "yes"))
        }
        _ => None,
    });
    rows.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_of_the_document_are_true() {
    let examples = examples();
    assert!(examples.len() >= 30);
    let (world, runner) = World::running().await;
    let mut tickets = Vec::new();
    for (place, (_, text, _)) in examples.iter().enumerate() {
        tickets.push(opens(&world, 900 + place as i64, text, "").await);
    }
    for ((typed, text, is_found), ticket) in examples.iter().zip(tickets) {
        let hits = found(&world, typed).await;
        assert_eq!(hits.contains(&ticket), *is_found, "{typed} in {text}");
    }
    runner.stop().await;
}
