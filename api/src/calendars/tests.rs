//! Files with holidays, read and refused.

use super::ical;
use domain::business::Holiday;
use domain::locale;
use jiff::civil::date;

fn read(events: &str) -> Result<Vec<Holiday>, Vec<String>> {
    let file = format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
    let zone = locale::time_zone("Asia/Jerusalem").unwrap();
    let read = ical::holidays(&file, &zone);
    read.map_err(|errors| errors.into_iter().map(|e| e.field).collect())
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nSUMMARY:Feast\n{lines}\nEND:VEVENT\n")
}

fn one(lines: &str) -> Holiday {
    let mut all = read(&event(lines)).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn an_event_is_closed_from_its_beginning_to_its_end() {
    let time = |time: Option<domain::setting::TimeOfDay>| time.map(|t| t.to_string());
    let of = |lines: &str| {
        let h = one(lines);
        (h.first, time(h.from), h.last, time(h.to))
    };
    let day = |d| date(2026, 4, d);
    let at = |text: &str| Some(text.to_owned());
    assert_eq!(
        of("DTSTART;VALUE=DATE:20260401"),
        (day(1), None, day(1), None)
    );
    assert_eq!(
        of("DTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20260403"),
        (day(1), None, day(2), None)
    );
    assert_eq!(
        of("DTSTART:20260401T130000\nDURATION:PT4H"),
        (day(1), at("13:00"), day(1), at("17:00"))
    );
    // half past one in Berlin is half past two in Jerusalem
    assert_eq!(
        of("DTSTART;TZID=Europe/Berlin:20260401T013000\nDTEND:20260401T210000Z"),
        (day(1), at("02:30"), day(1), None)
    );
}

#[test]
fn what_comes_every_year_comes_for_ever_or_as_often_as_it_says() {
    let rule = |rule: &str| {
        read(&event(&format!(
            "DTSTART:20240229T000000\nDURATION:P1D\nRRULE:{rule}"
        )))
    };
    let forever = rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;WKST=SU").unwrap();
    assert_eq!((forever.len(), forever[0].yearly), (1, true));
    let twice = rule("FREQ=YEARLY;COUNT=2").unwrap();
    let days: Vec<_> = twice.iter().map(|h| h.first).collect();
    assert_eq!(days, [date(2024, 2, 29), date(2028, 2, 29)]);
    assert!(twice.iter().all(|holiday| !holiday.yearly));
    let until = rule("FREQ=YEARLY;UNTIL=20320228T235959Z").unwrap();
    assert_eq!(until.len(), 2);
}

#[test]
fn folded_lines_cancelled_events_and_other_components_are_understood() {
    let folded = "BEGIN:VEVENT\r\nsummary;language=en:New\r\n  Ye\r\n\tar\\, a feast\r\n\
                  DTSTART:20260101\r\nBEGIN:VALARM\r\nDTSTART:nonsense\r\nEND:VALARM\r\n\
                  END:VEVENT\r\nBEGIN:VTIMEZONE\r\nDTSTART:nonsense\r\nEND:VTIMEZONE\r\n";
    let cancelled = event("STATUS:CANCELLED\nDTSTART;VALUE=DATE:20260101");
    let all = read(&format!("{folded}{cancelled}")).unwrap();
    let names: Vec<_> = all.iter().map(|h| h.name.as_str()).collect();
    assert_eq!(names, ["New Year, a feast"]);
}

#[test]
fn each_fault_is_told_by_its_line() {
    for (lines, wrong) in [
        ("DTSTART:20260230", vec!["line 4"]),
        ("DTSTART:20260401T130000", vec!["line 4"]),
        (
            "DTSTART:20260401T130000\nDTEND:20260401T120000",
            vec!["line 5"],
        ),
        ("DTSTART:20260401T130000\nDTEND:20260402", vec!["line 5"]),
        (
            "DTSTART;TZID=Israel Standard Time:20260401T130000",
            vec!["line 4"],
        ),
        (
            "DTSTART:20260401\nRRULE:FREQ=YEARLY;BYDAY=1MO",
            vec!["line 5"],
        ),
        ("DTSTART:20260401\nRRULE:COUNT=2", vec!["line 5"]),
        ("DTSTART:20260401\nEXDATE:20270401", vec!["line 5"]),
        ("DTSTART:20260401\nDTSTART:20260402", vec!["line 5"]),
        ("DTSTART:20260401\nnonsense", vec!["line 5"]),
        ("LOCATION:here", vec!["line 2"]),
        ("no\nDTSTART:20260401\nRDATE:1", vec!["line 4", "line 6"]),
    ] {
        let wrong = wrong.into_iter().map(str::to_owned).collect();
        assert_eq!(read(&event(lines)), Err(wrong), "{lines}");
    }
    let nameless = "BEGIN:VEVENT\nDTSTART:20260401\nEND:VEVENT\n";
    assert_eq!(read(nameless), Err(vec!["line 2".to_owned()]));
    assert_eq!(read(""), Err(vec!["body".to_owned()]));
    assert_eq!(
        read("BEGIN:VJOURNAL\n"),
        Err(vec!["line 3".to_owned(), "body".to_owned()])
    );
}
