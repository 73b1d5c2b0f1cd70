//! Random texts, of a few words that are like each other.

use super::*;

pub(super) fn subject() -> impl Strategy<Value = String> {
    let subjects = vec![
        "Printer on fire",
        "100 % lost",
        "under_score",
        "شي غريب",
        "Café",
    ];
    select(subjects).prop_map(str::to_owned)
}

pub(super) fn text() -> impl Strategy<Value = String> {
    let fixed = select(vec!["Hello", "\"quoted\" \\ {}, NULL", "שלום"]).prop_map(str::to_owned);
    prop_oneof![1 => fixed, 2 => said()]
}

/// Some of a few words, in any order.
fn said() -> impl Strategy<Value = String> {
    prop::collection::vec(select(WORDS.to_vec()), 1..8).prop_map(|words| words.join(" "))
}

/// Words that are like others, or nearly.
pub const WORDS: [&str; 20] = [
    "printer",
    "printers",
    "printing",
    "pritner",
    "fire",
    "on",
    "الطابعة",
    "طابعات",
    "فاتورة",
    "الفواتير",
    "החשבונית",
    "חשבוניות",
    "קבצים",
    "קובץ",
    "AB-12",
    "ab 12",
    "x5000",
    "10.1.2",
    "١٢",
    "Hello,",
];

pub(super) fn tag() -> impl Strategy<Value = String> {
    select(tags())
}
