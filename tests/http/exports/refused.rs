//! Everything wrong with a request for an export is told at once.

use crate::support::Desk;

#[tokio::test]
async fn every_wrong_parameter_is_named() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    let query = "format=pdf&columns=number,colour&language=english&time_zone=Asia/Atlantis\
                 &status=lost&unassigned=perhaps&sort=colour&created_from=yesterday&assignee=x";
    let answer = boss.gets(&format!("/tickets/export?{query}")).await;
    assert_eq!(answer.status, 400);
    let mut fields = answer.refused_fields();
    fields.sort();
    let all = [
        "assignee",
        "columns",
        "created_from",
        "format",
        "language",
        "sort",
        "status",
        "time_zone",
        "unassigned",
    ];
    assert_eq!(fields, all);
}

#[tokio::test]
async fn what_a_format_does_not_know_is_refused() {
    let desk = Desk::open().await;
    let boss = desk.administrator();
    for (query, fields) in [
        ("", vec!["format"]),
        ("format=CSV", vec!["format"]),
        (
            "format=ndjson&columns=number&language=he&bom=true",
            vec!["columns", "language", "bom"],
        ),
        ("format=xlsx&bom=true", vec!["bom"]),
        ("format=csv&limit=5", vec!["limit"]),
        ("format=csv&cursor=x", vec!["cursor"]),
        ("format=csv&colour=red", vec!["colour"]),
        ("format=csv&field.nothing=x", vec!["field.nothing"]),
    ] {
        let answer = boss.gets(&format!("/tickets/export?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.refused_fields(), fields, "{query}");
    }
    assert_eq!(
        boss.gets("/tickets/export?format=csv&bom=false")
            .await
            .status,
        200
    );
}
