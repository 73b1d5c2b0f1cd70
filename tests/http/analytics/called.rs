//! Groups are called as whoever looks calls them.

use super::chart;
use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn groups_have_names_in_the_language_of_whoever_looks() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let ana = desk.hires("Ana").await;
    let names = json!({"names": {"he": "פתוח", "ar": "مفتوح"}});
    boss.patches("/statuses/open", &names).await.ok();
    ana.opens("printer on fire").await;
    let first = |answer: &Value, list: &str| answer[list][0]["name"].clone();
    let counted = async |query: &str| {
        let path = format!("/tickets/counts?group_by=status{query}");
        first(ana.gets(&path).await.ok(), "groups")
    };

    assert_eq!(counted("").await, "Open");
    assert_eq!(counted("&language=he").await, "פתוח");
    assert_eq!(counted("&language=ar-EG").await, "مفتوح");
    for path in ["distribution?by=status", "durations?by=status"] {
        let he = chart(&ana, &format!("{path}&language=he")).await;
        assert_eq!(first(&he, "items"), "פתוח", "{path}");
        assert_eq!(first(&chart(&ana, path).await, "items"), "Open", "{path}");
    }
    let hebrew = json!({"language": "he"});
    ana.patches("/me", &hebrew).await.ok();
    assert_eq!(counted("").await, "פתוח");
    assert_eq!(counted("&language=fr").await, "Open");
    let head = desk.head().await;
    assert_eq!(counted(&format!("&as_of={head}")).await, "פתוח");
    let wrong = ana.gets("/tickets/counts?language=%00&tag=%00").await;
    assert_eq!(wrong.refused_fields(), ["language", "tag"]);
}
