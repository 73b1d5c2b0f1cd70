//! The real log under a promise per service level and seriousness: its clocks equal to reading the
//! calendar second by second, for every ticket.

use super::oracle::{Line, Oracle, path};
use super::{Log, in_repository};
use docket::import::{ImportOptions, import};
use domain::aggregate::Happened;
use domain::business::BusinessCalendar;
use domain::condition::Condition;
use domain::field::FieldKind;
use domain::setting::{Interval, Names, TimeOfDay, Weekday};
use domain::sla::{
    ClockKind, ClockState, PolicyHistory, PolicyVersion, SlaCalendar, SlaPolicy, SlaRules, Targets,
};
use domain::ticket::TicketEvent;
use domain::{CalendarId, Catalog, FieldId, SlaPolicyId};
use eventstore::{EventStore, Live};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

mod tried;

/// Service levels and seriousnesses of the log, from 1.
const LEVELS: i64 = 4;
const KEYS: [&str; 4] = ["low", "normal", "high", "urgent"];

/// What became of a promise: state, seconds of business time, when it was breached.
type Told = (ClockState, i64, Option<i64>);

#[tokio::test]
async fn the_clocks_of_the_real_log_are_what_reading_the_calendar_tells() {
    let Some(path) = path() else { return };
    let (log, oracle) = (Log::start().await, Oracle::read(&path));
    let options = ImportOptions {
        file: path,
        mapping: in_repository("docs/mappings/helpdesk.toml"),
        dry_run: false,
    };
    import(&log.store, &options, &|_, _| {}).await.unwrap();
    let live = Live::<Catalog>::start(&log.store, CancellationToken::new());
    let mut catalog = live.await.unwrap().now().as_ref().clone();
    let id = CalendarId::from_key("office");
    catalog
        .calendars
        .assume(id.0, office(), Timestamp::UNIX_EPOCH);
    let policies = policies(&catalog);
    let rules = SlaRules::with(&catalog, &policies);

    let clock = WallClock::new();
    let mut counts = BTreeMap::new();
    let stories = stories(&log.store).await;
    assert_eq!(stories.len(), 4_580);
    for (case, story) in &stories {
        let sla = rules.clocks(story, end());
        let expected = clock.walks(&oracle.cases[case]);
        for (kind, expected) in [ClockKind::FirstResponse, ClockKind::Resolution]
            .iter()
            .zip(expected)
        {
            let clock = sla.clocks.iter().find(|clock| clock.kind == *kind).unwrap();
            let breached = clock.breached_at().map(Timestamp::as_second);
            let told = (clock.state, clock.elapsed.as_secs(), breached);
            assert_eq!(told, expected, "{case} {kind:?}");
            *counts
                .entry(format!("{kind:?} {:?}", clock.state))
                .or_insert(0) += 1;
        }
    }
    eprintln!("{counts:?}");
    catalog.sla_history = policies;
    tried::a_tried_policy_counts_what_having_had_it_gives(&catalog, &stories);
    assert!(counts["Resolution Met"] > 500 && counts["Resolution Missed"] > 500);
}

fn end() -> Timestamp {
    "2014-06-01T00:00:00Z".parse().unwrap()
}

/// Seconds promised at a service level for a seriousness, both from 1.
fn promised(level: i64, seriousness: i64) -> [i64; 2] {
    let resolution = 3600 * 40 * (1 + LEVELS - level) / seriousness;
    [resolution / 4, resolution]
}

fn policies(catalog: &Catalog) -> PolicyHistory {
    let mut history = PolicyHistory::default();
    let FieldKind::Choice { choices, .. } = &catalog
        .field(FieldId::from_key("service_level"))
        .unwrap()
        .kind
    else {
        panic!("a service level is chosen");
    };
    for level in 1..=LEVELS {
        let name = format!("Value {level}");
        let Some(choice) = choices.iter().find(|choice| choice.name == name) else {
            continue;
        };
        let json = format!(
            r#"{{"path": "fields.service_level", "op": "eq", "value": "{}"}}"#,
            choice.key
        );
        let condition: Condition = serde_json::from_str(&json).unwrap();
        let of = |(seriousness, key): (i64, &str)| {
            let [first_response, resolution] = promised(level, seriousness).map(Some);
            let targets = Targets {
                first_response,
                resolution,
                ..Targets::default()
            };
            (key.to_owned(), targets)
        };
        let policy = SlaPolicy {
            condition: Some(condition),
            by_priority: (1..).zip(KEYS).map(of).collect(),
            calendar: SlaCalendar::Named {
                id: CalendarId::from_key("office"),
            },
            ..SlaPolicy::new(name)
        };
        history.add(PolicyVersion {
            id: SlaPolicyId(Uuid::from_u128(level.unsigned_abs().into())),
            version: 1,
            since: Timestamp::UNIX_EPOCH,
            policy: Some(policy),
        });
    }
    history
}

/// Mornings and afternoons in Italy, Monday to Friday.
fn office() -> BusinessCalendar {
    let hours = |from, to| Interval {
        from: TimeOfDay::of_hour(from),
        to: TimeOfDay::of_hour(to),
    };
    let day = vec![hours(9, 13), hours(14, 18)];
    let days = Weekday::ALL[1..6].iter();
    BusinessCalendar {
        key: "office".to_owned(),
        name: "Office".to_owned(),
        names: Names::new(),
        time_zone: "Europe/Rome".to_owned(),
        weekly: days.map(|weekday| (*weekday, day.clone())).collect(),
        holidays: Vec::new(),
    }
}

async fn stories(store: &EventStore) -> BTreeMap<String, Vec<(TicketEvent, Happened)>> {
    let mut streams: BTreeMap<Uuid, Vec<(TicketEvent, Happened)>> = BTreeMap::new();
    let mut after = 0;
    loop {
        let events = store.read_after(after, 5000).await.unwrap();
        let Some(last) = events.last() else { break };
        after = last.position;
        for event in events.iter().filter(|event| event.category == "ticket") {
            let story = streams.entry(event.stream_id).or_default();
            story.push((event.decode().unwrap(), event.happened()));
        }
    }
    let named = streams.into_values().map(|story| match &story[0].0 {
        TicketEvent::Created(created) => {
            let case = created.subject.split(':').next().unwrap().to_owned();
            (case, story)
        }
        other => panic!("begins with {other:?}"),
    });
    named.collect()
}

/// Clocks in Italy, minute by minute from before the log to after it.
struct WallClock {
    begin: i64,
    open: Vec<bool>,
    /// Open seconds before each minute.
    before: Vec<i64>,
    zone: TimeZone,
}

impl WallClock {
    fn new() -> Self {
        let zone = TimeZone::get("Europe/Rome").unwrap();
        let begin: Timestamp = "2010-01-01T00:00:00Z".parse().unwrap();
        let minutes = end().duration_since(begin).as_mins();
        let (mut open, mut before, mut sum) = (Vec::new(), Vec::new(), 0);
        for minute in 0..minutes {
            let there = zone.to_datetime(begin + SignedDuration::from_mins(minute));
            let work = [9..13, 14..18]
                .iter()
                .any(|hours| hours.contains(&there.hour()));
            let is_open = work && there.date().weekday().to_monday_zero_offset() < 5;
            before.push(sum);
            open.push(is_open);
            sum += i64::from(is_open) * 60;
        }
        Self {
            begin: begin.as_second(),
            open,
            before,
            zone,
        }
    }

    /// Open seconds until a moment.
    fn until(&self, at: i64) -> i64 {
        let since = at - self.begin;
        let minute = usize::try_from(since / 60).unwrap();
        match minute >= self.open.len() {
            true => self.before.last().unwrap() + i64::from(self.open[self.open.len() - 1]) * 60,
            false => self.before[minute] + i64::from(self.open[minute]) * (since % 60),
        }
    }

    /// The first second by which so many more were open.
    fn after(&self, at: i64, seconds: i64) -> i64 {
        let wanted = self.until(at) + seconds;
        let minute = self.before.partition_point(|before| *before < wanted) - 1;
        self.begin + minute as i64 * 60 + (wanted - self.before[minute])
    }

    fn moment(&self, line: &Line) -> i64 {
        let local = DateTime::strptime("%Y/%m/%d %H:%M:%S%.f", &line.time).unwrap();
        local
            .to_zoned(self.zone.clone())
            .unwrap()
            .timestamp()
            .as_second()
    }

    /// What becomes of the first response and the resolution of one case.
    fn walks(&self, lines: &[Line]) -> [Told; 2] {
        [0, 1].map(|which| self.walk(lines, which))
    }

    fn walk(&self, lines: &[Line], which: usize) -> Told {
        let (mut status, mut elapsed, mut breached) = ("open", 0, None);
        let mut at = self.moment(&lines[0]);
        for (index, line) in lines.iter().enumerate() {
            status = match line.activity.as_str() {
                "Take in charge ticket" => "in_progress",
                "Wait" => "pending",
                "Resolve ticket" | "Closed" => "done",
                _ => status,
            };
            let next = lines.get(index + 1).map(|line| self.moment(line));
            let next = next.unwrap_or_else(|| end().as_second());
            if next == at {
                continue; // more happens at once
            }
            let value = |text: &str| text.strip_prefix("Value ").unwrap().parse().unwrap();
            let target = promised(value(&line.values[1]), value(&line.seriousness))[which];
            if status != "done" {
                breached = breached.filter(|_| elapsed >= target);
                if elapsed >= target {
                    breached = breached.or(Some(at));
                }
            }
            if matches!(status, "open" | "in_progress") {
                let passed = self.until(next) - self.until(at);
                if elapsed < target && elapsed + passed >= target {
                    let reached = self.after(at, target - elapsed);
                    breached = (reached < next).then_some(reached);
                }
                elapsed += passed;
            }
            at = next;
        }
        (state(status, breached, which), elapsed, breached)
    }
}

fn state(status: &str, breached: Option<i64>, which: usize) -> ClockState {
    match (status, breached) {
        ("done", Some(_)) => ClockState::Missed,
        ("done", None) if which == 0 => ClockState::Stopped,
        ("done", None) => ClockState::Met,
        (_, Some(_)) => ClockState::Breached,
        ("pending", None) => ClockState::Paused,
        (_, None) => ClockState::Running,
    }
}
