//! Each format holds what the list shows, in its order.

use super::{exports, texts};
use crate::support::{Desk, Person};
use calamine::Data;
use serde_json::{Value, json};

/// A desk with tickets, settings and names in several languages.
async fn filled(desk: &Desk) -> Person {
    let boss = desk.administrator();
    let field = json!({
        "key": "product", "name": "Product", "names": {"he": "מוצר", "ar": "المنتج"},
        "kind": {"type": "choice", "choices": [
            {"key": "printer", "name": "Printer", "names": {"he": "מדפסת", "ar": "طابعة"}}
        ]},
    });
    boss.posts("/fields", &field).await.ok();
    let count = json!({"key": "pages", "name": "Pages", "kind": {"type": "integer"}});
    boss.posts("/fields", &count).await.ok();
    for number in 0..5 {
        let ticket = json!({
            "subject": format!("המדפסת {number}, \"בוערת\""),
            "requester": {"name": "دانا", "email": "dana@example.org"},
            "tags": ["one", "two"],
            "due_at": "2030-07-01T10:30:00Z",
            "fields": {"product": "printer", "pages": number},
        });
        boss.opens_with(&ticket).await;
    }
    boss
}

#[tokio::test]
async fn ndjson_has_each_ticket_as_the_list_shows_it() {
    let desk = Desk::open().await;
    let boss = filled(&desk).await;
    for filter in ["", "&sort=created_at", "&tag=one", "&field.pages=3"] {
        let listed = boss
            .pages_through(&format!("/tickets?limit=2{filter}"))
            .await;
        let file = exports(&boss, &format!("ndjson{filter}")).await;
        assert_eq!(file.content_type, "application/x-ndjson");
        assert_eq!(file.lines(), listed, "{filter}");
    }
}

#[tokio::test]
async fn csv_is_read_back_by_another_program() {
    let desk = Desk::open().await;
    let boss = filled(&desk).await;
    let columns = "number,subject,requester,status,tags,due_at,fields.product,fields.pages";
    let query =
        format!("csv&columns={columns}&language=he&time_zone=Asia/Jerusalem&sort=created_at");
    let file = exports(&boss, &query).await;
    assert_eq!(file.content_type, "text/csv; charset=utf-8");
    assert!(
        file.disposition
            .starts_with("attachment; filename=\"tickets-2")
    );
    assert!(file.disposition.ends_with(".csv\"") && file.disposition.is_ascii());

    let records = file.records();
    let head = [
        "מספר",
        "נושא",
        "פונה",
        "סטטוס",
        "תגיות",
        "תאריך יעד",
        "מוצר",
        "Pages",
    ];
    assert_eq!(records[0], head);
    assert_eq!(records.len(), 6);
    for (number, row) in records[1..].iter().enumerate() {
        assert_eq!(row[1], format!("המדפסת {number}, \"בוערת\""));
        assert_eq!(row[2], "دانا");
        assert_eq!(
            row[4..7],
            ["one, two", "2030-07-01T13:30:00+03:00", "מדפסת"]
        );
        assert_eq!(row[7], number.to_string());
    }
    let marked = exports(&boss, "csv&bom=true").await.bytes;
    assert!(marked.starts_with(b"\xEF\xBB\xBF") && !file.bytes.starts_with(b"\xEF\xBB\xBF"));
    assert!(file.bytes.ends_with(b"\r\n"));
}

#[tokio::test]
async fn a_workbook_is_opened_by_another_program() {
    let desk = Desk::open().await;
    let boss = filled(&desk).await;
    let columns = "number,subject,due_at,time_spent,fields.product,fields.pages,deleted";
    let query =
        format!("xlsx&columns={columns}&language=ar&time_zone=Africa/Cairo&sort=created_at");
    let file = exports(&boss, &query).await;
    assert!(file.content_type.ends_with("spreadsheetml.sheet"));
    let sheet = file.sheet();
    let head: Vec<_> = sheet
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(head[..2], ["الرقم", "الموضوع"]);
    assert_eq!(head[4..6], ["المنتج", "Pages"]);
    assert_eq!(texts(&sheet, 1).len(), 5);
    for (number, row) in sheet.rows().skip(1).enumerate() {
        assert!(matches!(row[0], Data::Float(_)), "{row:?}");
        let Data::DateTime(due) = &row[2] else {
            panic!("{row:?} has no date");
        };
        // 1 July 2030 is day 47665; Cairo is three hours ahead in summer
        assert_eq!(due.as_f64(), 47_665.0 + 13.5 / 24.0);
        assert!(
            matches!(row[3], Data::DateTime(_)),
            "a span of time: {row:?}"
        );
        assert_eq!(row[4], Data::String("طابعة".to_owned()));
        assert_eq!(row[5], Data::Float(number as f64));
        assert_eq!(row[6], Data::Bool(false));
    }
}

#[tokio::test]
async fn who_says_nothing_gets_the_usual_columns_in_their_language() {
    let desk = Desk::open().await;
    let boss = filled(&desk).await;
    boss.patches("/me", &json!({"language": "he"})).await.ok();
    let head = exports(&boss, "csv").await.records().remove(0);
    assert_eq!(head[..3], ["מספר", "נושא", "סטטוס"]);
    assert!(
        head.contains(&"מוצר".to_owned()),
        "fields come by themselves: {head:?}"
    );
    let empty = exports(&boss, "csv&tag=nobody-has-it").await.records();
    assert_eq!(empty, [head]);
    let nothing: Vec<Value> = exports(&boss, "ndjson&tag=nobody-has-it").await.lines();
    assert!(nothing.is_empty());
}
