//! What is refused, and what stands in the configuration. What a server makes of it is tested with one.

use super::*;

fn made(readers: &[&str]) -> Result<NatsAuth, NatsAuthError> {
    let readers: Vec<String> = readers.iter().map(ToString::to_string).collect();
    NatsAuth::try_new(&Nats::default(), &readers)
}

fn refused(readers: &[&str]) -> String {
    made(readers).unwrap_err().to_string()
}

#[test]
fn a_reader_gets_the_events_of_tickets_when_no_subject_is_named() {
    let readers = Reader::parse_all(&["crm".to_owned()], "docket.events").unwrap();
    assert_eq!(
        readers[0].consumers(),
        [("crm".to_owned(), "docket.events.ticket.>")]
    );
}

#[test]
fn each_of_several_subjects_has_a_consumer_of_its_own() {
    let text = "crm=docket.events.ticket.>, docket.events.*.*.saved".to_owned();
    let readers = Reader::parse_all(&[text], "docket.events").unwrap();
    let expected = [
        ("crm-1".to_owned(), "docket.events.ticket.>"),
        ("crm-2".to_owned(), "docket.events.*.*.saved"),
    ];
    assert_eq!(readers[0].consumers(), expected);
}

#[test]
fn subjects_that_are_not_events_are_refused() {
    let wrong = [
        "$JS.API.>",
        ">",
        "docket.events",
        "docket.events.",
        "docket.events-hint.appended",
        "docket.events.>.created",
        "docket.events.ticket\"]",
        "docket.*.ticket.>",
    ];
    for subject in wrong {
        let refusal = refused(&[&format!("crm={subject}")]);
        assert!(
            refusal.contains("is not a subject below docket.events"),
            "{refusal}"
        );
    }
}

#[test]
fn names_that_are_taken_or_no_words_are_refused() {
    assert!(refused(&["docket"]).contains("taken"));
    assert!(refused(&["crm", "crm=docket.events.>"]).contains("taken"));
    assert!(refused(&["c.r.m"]).contains("letters, digits"));
    assert!(refused(&["=docket.events.>"]).contains("letters, digits"));
}

#[test]
fn the_configuration_holds_hashes_and_the_secrets_a_line_per_user() {
    let made = made(&["crm", "erp"]).unwrap();
    let lines: Vec<(&str, &str)> = made
        .secrets
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .collect();
    let users: Vec<&str> = lines.iter().map(|(user, _)| *user).collect();
    assert_eq!(users, ["docket", "crm", "erp"]);
    for (_, password) in lines {
        assert!(!made.configuration.contains(password));
    }
    assert_eq!(made.configuration.matches("password: \"$2a$").count(), 3);
}

#[test]
fn the_file_of_secrets_is_its_owners_and_never_overwritten() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets");
    let made = made(&[]).unwrap();
    made.write_secrets(&file).unwrap();
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), made.secrets);
    let again = made.write_secrets(&file).unwrap_err().to_string();
    assert!(again.contains("does not exist yet"), "{again}");
}
