//! The examples in `docs/import.md` do what it says.

use super::{Files, Log, counts, in_repository};

/// The code blocks of a language, in order.
fn blocks(language: &str) -> Vec<String> {
    let manual = std::fs::read_to_string(in_repository("docs/import.md")).unwrap();
    let fence = format!("```{language}\n");
    let parts = manual.split(&fence).skip(1);
    let blocks = parts.map(|part| part.split("```").next().unwrap());
    blocks.map(str::to_owned).collect()
}

#[tokio::test]
async fn the_mapping_that_shows_everything_is_a_mapping() {
    let log = Log::start().await;
    let line = "Case ID,Activity,Resource,Complete Timestamp,variant,customer,product,\
                responsible_section,seriousness_2\n\
                1,Wait,Ana,2024/05/01 08:00:00.000,v1,ACME,Printer,Support,Value 1\n";
    let files = Files::new(line, &blocks("toml")[0]);
    let report = files.import(&log.store).await.unwrap();
    assert_eq!((report.done.tickets, report.made.departments), (1, 1));
    let made = report.made;
    assert_eq!((made.organisations, made.customers, made.fields), (1, 1, 1));
}

#[tokio::test]
async fn the_second_example_becomes_one_ticket() {
    let log = Log::start().await;
    let files = Files::new(&blocks("csv")[0], &blocks("toml")[1]);
    files.import(&log.store).await.unwrap();
    let found = counts(&log.database.session().await, EVENTS).await;
    let expected = [
        ("2024-03-30 07:12 ticket.created Old ticket 81", 1),
        ("2024-03-30 07:12 ticket.activity_recorded opened", 1),
        ("2024-03-30 07:40 ticket.activity_recorded taken", 1),
        ("2024-03-30 07:40 ticket.assigned", 1),
        ("2024-03-30 07:40 ticket.status_changed", 1),
        ("2024-03-30 07:55 ticket.activity_recorded replied", 1),
        (
            "2024-03-30 07:55 ticket.message_posted public: Which address should it be?",
            1,
        ),
        ("2024-03-30 08:00 ticket.activity_recorded parked", 1),
        ("2024-03-30 08:00 ticket.status_changed", 1),
        (
            "2024-03-30 08:00 ticket.message_posted internal: waiting for the tax office",
            1,
        ),
        ("2024-03-30 08:00 ticket.tagged on hold", 1),
        ("2024-04-02 05:00 ticket.activity_recorded moved", 1),
        ("2024-04-02 05:00 ticket.routed", 1),
        ("2024-04-02 05:00 ticket.unassigned", 1),
    ];
    assert_eq!(found, expected.map(|(text, n)| (text.to_owned(), n)).into());
}

const EVENTS: &str = "
SELECT concat_ws(' ', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), type,
                 data ->> 'subject', data ->> 'activity', data ->> 'tag',
                 (data ->> 'visibility') || ': ' || (data ->> 'body')),
       count(*)
FROM es.events
WHERE category = 'ticket'
GROUP BY 1";
