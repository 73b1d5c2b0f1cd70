//! Files and mappings with mistakes: everything is told, nothing is written.

use super::{Files, HEADER, Log, MAPPING, counts, events};
use docket::import::{BadLines, ImportError};

/// What is wrong with the lines; nothing may have been written.
async fn bad_lines(log: impl AsRef<[u8]>, mapping: &str) -> BadLines {
    let service = Log::start().await;
    let outcome = Files::new(log, mapping).import(&service.store).await;
    assert_eq!(events(&service.database.session().await).await, 0);
    match outcome {
        Err(ImportError::BadLines { lines, .. }) => lines,
        other => panic!("not refused for its lines: {other:?}"),
    }
}

/// What is wrong with the mapping.
async fn mistake(service: &Log, mapping: &str) -> String {
    let log = HEADER.to_owned() + "1,open,Ana,2024-05-01 08:00,,\n";
    match Files::new(log, mapping).import(&service.store).await {
        Err(error @ ImportError::Mapping { .. }) => error.to_string(),
        other => panic!("not refused for its mapping: {other:?}"),
    }
}

#[tokio::test]
async fn every_bad_line_is_told_with_its_number_and_reason() {
    let mut log = HEADER.as_bytes().to_vec();
    log.extend(b"1,open,Ana,2024-05-01 08:00,,\n");
    log.extend(b"1,take,Ana,2024-05-01\n");
    log.extend(b"1,take,Ana,next monday,,\n");
    log.extend(b" ,take,Ana,2024-05-01 08:00,,\n");
    log.extend(b"1,,Ana,2024-05-01 08:00,,\n");
    log.extend(b"1,take,Ana,2024-05-01 08:00,caf\xe9,\n");
    log.extend(b"1,take,Ana,1066-10-14 08:00,,\n");
    log.extend(format!("1,take,{},2024-05-01 08:00,,\n", "x".repeat(201)).bytes());
    log.extend(b"1,take,Ana,2024-05-01 08:00,bell\x07,\n");
    let bad = bad_lines(log, MAPPING).await;
    let found: Vec<_> = bad.first().collect();
    let expected = [
        (3, "it has 4 columns, the first line has 6"),
        (4, "the time `next monday` does not fit"),
        (5, "it names no case"),
        (6, "it names no activity"),
        (7, "`Note` is not UTF-8"),
        (8, "must lie between 1970-01-01 and 2199-12-31"),
        (9, "name: must be at most 200 characters"),
        (10, "attributes: must not contain control characters"),
    ];
    assert_eq!(found.len(), expected.len(), "{bad}");
    for ((line, reason), (number, part)) in found.into_iter().zip(expected) {
        assert_eq!(line, number);
        assert!(reason.contains(part), "line {line}: {reason}");
    }
}

#[tokio::test]
async fn of_many_bad_lines_twenty_are_told_and_all_are_counted() {
    let log = HEADER.to_owned() + &"1,open,Ana,never,,\n".repeat(1000);
    let bad = bad_lines(log, MAPPING).await;
    assert_eq!(bad.count(), 1000);
    assert_eq!(bad.first().count(), 20);
    assert!(bad.to_string().ends_with("… and 980 more"), "{bad}");
}

#[tokio::test]
async fn an_activity_that_the_mapping_does_not_list_can_be_refused() {
    let mapping = format!("unlisted = \"refuse\"\n{MAPPING}");
    let log = HEADER.to_owned() + "1,sing,Ana,2024-05-01 08:00,,\n";
    let bad = bad_lines(log, &mapping).await;
    assert!(
        bad.to_string()
            .contains("line 2: the mapping does not list the activity `sing`")
    );
}

#[tokio::test]
async fn a_status_that_nobody_described_is_refused() {
    let mapping = format!("{MAPPING}\n[activities.wait]\ndo = [{{ status = \"waiting\" }}]");
    let log = HEADER.to_owned() + "1,wait,Ana,2024-05-01 08:00,,\n";
    let bad = bad_lines(log, &mapping).await;
    assert!(
        bad.to_string()
            .contains("describe it in the mapping as [statuses.waiting]")
    );
}

#[tokio::test]
async fn a_value_that_its_table_lacks_is_refused() {
    let mapping = format!("{MAPPING}\n[values.member]\nAna = \"Ana Lopez\"");
    let log = HEADER.to_owned() + "1,open,Ana,2024-05-01 08:00,,\n1,take,Ben,2024-05-01 09:00,,\n";
    let bad = bad_lines(log, &mapping).await;
    assert_eq!(bad.count(), 1);
    assert!(
        bad.to_string()
            .contains("line 3: `Ben` is not listed under [values.member]")
    );
}

#[tokio::test]
async fn mistakes_in_a_mapping_are_told_with_their_key() {
    let service = Log::start().await;
    for (from, to, part) in [
        (
            "\"Case\"",
            "\"Ticket\"",
            "columns.case: the file has no column `Ticket`",
        ),
        (
            "{Case}",
            "{Customer}",
            "ticket.subject: the file has no column `Customer`",
        ),
        (
            "column = 6",
            "column = 9",
            "columns.attributes[1]: the file has no column number 9",
        ),
        (
            "second note",
            "Note",
            "columns.attributes[1]: there is an attribute `Note` already",
        ),
        ("Asia/Jerusalem", "Asia/Nowhere", "time.zone"),
        ("zone = \"Asia/Jerusalem\"", "", "time.zone: is missing"),
        ("assign", "asign", "unknown variant `asign`"),
        ("[ticket]", "[tickets]", "unknown field `tickets`"),
        ("\"desk\"", "\"\"", "source: must not be empty"),
    ] {
        let told = mistake(&service, &MAPPING.replace(from, to)).await;
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(events(&service.database.session().await).await, 0);
}

#[tokio::test]
async fn a_mistake_in_the_mapping_of_fields_and_people_is_told_with_its_key() {
    let service = Log::start().await;
    let field = |key: &str, column: &str, name: &str, kind: &str| {
        let table = format!(
            "[fields.{key}]\ncolumn = \"{column}\"\nname = \"{name}\"\nkind = \"{kind}\"\n"
        );
        MAPPING.replace("[ticket]", &format!("{table}\n[ticket]"))
    };
    for (mapping, part) in [
        (
            field("note", "Colour", "Note", "choice"),
            "fields.note.column: the file has no column `Colour`",
        ),
        (
            field("Note", "Note", "Note", "choice"),
            "fields.Note: must be 1 to 50 of a-z",
        ),
        (
            field("note", "Note", " ", "choice"),
            "fields.note.name: must not be empty",
        ),
        (
            field("note", "Note", "Note", "colour"),
            "unknown variant `colour`",
        ),
        (
            MAPPING.replace("[ticket]", "[ticket]\norganisation = \"Customer\""),
            "ticket.organisation: the file has no column `Customer`",
        ),
        (
            MAPPING.replace("[ticket]", "[ticket]\nrequester = \"{Customer}\""),
            "ticket.requester: the file has no column `Customer`",
        ),
    ] {
        let told = mistake(&service, &mapping).await;
        assert!(told.contains(part), "{told}");
    }
    assert_eq!(events(&service.database.session().await).await, 0);

    let log = HEADER.to_owned() + "1,open,Ana,2024-05-01 08:00,dark,\n";
    let text = Files::new(log, &field("note", "Note", "Note", "text"));
    text.import(&service.store).await.unwrap();
    let told = mistake(&service, &field("note", "Note", "Note", "choice")).await;
    let part = "fields.note.kind: there is a field note already, which is text, not choice";
    assert!(told.contains(part), "{told}");
}

#[tokio::test]
async fn a_column_whose_name_occurs_twice_is_asked_for_by_number() {
    let service = Log::start().await;
    let log = "Case,What,Who,When,Note,Note\n1,open,Ana,2024-05-01 08:00,first,second\n";
    let told = Files::new(log, MAPPING).import(&service.store).await;
    let told = told.unwrap_err().to_string();
    assert!(
        told.contains("columns 5 and 6 are both named `Note`"),
        "{told}"
    );

    let mapping = MAPPING.replace("[\"Note\", ", "[{ column = 5, name = \"note\" }, ");
    Files::new(log, &mapping)
        .import(&service.store)
        .await
        .unwrap();
    let session = service.database.session().await;
    let notes = counts(&session, ATTRIBUTES).await;
    let expected = [("note: first", 1), ("second note: second", 1)];
    assert_eq!(notes, expected.map(|(text, n)| (text.to_owned(), n)).into());
}

const ATTRIBUTES: &str = "
SELECT concat(a.key, ': ', a.value), count(*)
FROM es.events e, json_each_text(e.data -> 'attributes') a
WHERE e.type = 'ticket.activity_recorded'
GROUP BY 1";
