//! What is asked, over HTTP, as each of them.

use super::words::{slipped, word};
use jiff::{SignedDuration, Timestamp};

/// One thing that is asked; its path for the so manieth time.
pub struct Ask {
    pub name: String,
    pub path: Box<dyn Fn(usize) -> String>,
    /// Whether pages far behind the first are asked for as well.
    pub deep: bool,
}

impl Ask {
    fn fixed(name: impl Into<String>, path: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            name: name.into(),
            path: Box::new(move |_| path.clone()),
            deep: false,
        }
    }
}

/// Everything that has an aim.
pub fn all() -> Vec<Ask> {
    let mut asks = pages();
    asks.extend(views());
    asks.extend(counts());
    asks.extend(searches());
    asks.extend(charts());
    asks.extend(past());
    asks
}

const COLUMNS: [&str; 18] = [
    "created_at",
    "updated_at",
    "due_at",
    "window_from",
    "snoozed_until",
    "first_response_at",
    "last_customer_message_at",
    "last_staff_message_at",
    "number",
    "subject",
    "status",
    "priority",
    "department",
    "message_count",
    "file_count",
    "minutes_spent",
    "fields.floor",
    "window_to",
];

/// All tickets in each order, and some filters in the usual one.
fn pages() -> Vec<Ask> {
    let sorted = COLUMNS
        .iter()
        .flat_map(|column| [column.to_string(), format!("-{column}")]);
    let sorted = sorted.map(|sort| (format!("by {sort}"), format!("sort={sort}")));
    let filtered = [
        ("of a status", "status=in_progress".to_owned()),
        ("of a priority", "priority=urgent".to_owned()),
        (
            "of a member",
            format!("assignee={}", super::people::member(12)),
        ),
        ("with a tag", format!("tag={}", word(3))),
        ("with a value", "field.floor=floor_7".to_owned()),
        ("of last month", format!("created_from={}", ago(30))),
    ];
    let filtered = filtered.map(|(name, filter)| (name.to_owned(), filter));
    let pages = sorted.chain(filtered).map(|(name, query)| Ask {
        deep: true,
        ..Ask::fixed(
            format!("page {name}"),
            format!("/tickets?all=true&limit=50&{query}"),
        )
    });
    pages.collect()
}

fn views() -> Vec<Ask> {
    let keys = [
        "mine",
        "all_open",
        "unassigned",
        "overdue",
        "due_today",
        "waiting_for_us",
        "mentioned_me",
        "snoozed",
    ];
    let views = keys.iter().map(|key| Ask {
        deep: true,
        ..Ask::fixed(
            format!("view {key}"),
            format!("/tickets?limit=50&view={key}"),
        )
    });
    let counters = Ask::fixed("counters of all views", "/views?counts=true");
    views.chain([counters]).collect()
}

fn counts() -> Vec<Ask> {
    let filters = [
        ("all", "all=true"),
        ("open", "all=false"),
        ("overdue", "overdue=true"),
    ];
    let groups = ["status", "priority", "department", "assignee"];
    let each = filters.into_iter().flat_map(|(name, filter)| {
        groups.map(|by| {
            let path = format!("/tickets/counts?{filter}&group_by={by}");
            Ask::fixed(format!("counts {name} by {by}"), path)
        })
    });
    each.collect()
}

/// One kind of search, typed for the so manieth time.
type Kind = (&'static str, fn(usize) -> String);

/// From words in most tickets to those in a few.
fn searches() -> Vec<Ask> {
    let kinds: [Kind; 9] = [
        ("a common word", |turn| word(10 + turn % 20)),
        ("a usual word", |turn| word(200 + turn * 7)),
        ("a rare word", |turn| word(5000 + turn * 31)),
        ("two words", |turn| {
            format!("{} {}", word(30 + turn), word(300 + turn * 3))
        }),
        ("a beginning", |turn| {
            word(400 + turn * 5).chars().take(4).collect()
        }),
        ("a phrase", |turn| {
            format!("\"{} {}\"", word(20 + turn), word(21 + turn))
        }),
        ("an exclusion", |turn| {
            format!("{} -{}", word(150 + turn), word(40 + turn))
        }),
        ("in subjects", |turn| {
            format!("in:subject {}", word(100 + turn))
        }),
        ("a slip", |turn| slipped(&word(900 + turn * 11))),
    ];
    let kinds = kinds.into_iter().map(|(name, typed)| Ask {
        name: format!("search {name}"),
        path: Box::new(move |turn| format!("/search/tickets?q={}", encoded(&typed(turn)))),
        deep: false,
    });
    kinds.collect()
}

fn charts() -> Vec<Ask> {
    let year = format!("from={}&interval=week", ago(364));
    let quarter = format!("from={}&interval=day", ago(90));
    let mut charts: Vec<(String, String)> = [
        ("summary", "summary".to_owned()),
        ("trends of a quarter", format!("trends?{quarter}")),
        ("trends of a year", format!("trends?{year}")),
        ("performance", "performance".to_owned()),
        ("time in statuses", "durations?by=status".to_owned()),
        ("time in departments", "durations?by=department".to_owned()),
        (
            "arrivals of a quarter",
            format!("arrivals?from={}", ago(90)),
        ),
        ("backlog of a quarter", format!("backlog?{quarter}")),
        ("workload", "workload".to_owned()),
        ("forecast", "forecast".to_owned()),
    ]
    .map(|(name, path)| (name.to_owned(), path))
    .into();
    let groups = [
        "status",
        "department",
        "priority",
        "member",
        "customer",
        "tag",
        "channel",
        "fields.floor",
    ];
    charts.extend(groups.map(|by| (format!("by {by}"), format!("distribution?by={by}"))));
    let charts = charts.into_iter().flat_map(|(name, path)| {
        let and = if path.contains('?') { '&' } else { '?' };
        [
            Ask::fixed(format!("chart {name}"), format!("/analytics/{path}")),
            Ask::fixed(
                format!("chart {name}, of a priority"),
                format!("/analytics/{path}{and}priority=high"),
            ),
        ]
    });
    charts.collect()
}

fn past() -> Vec<Ask> {
    let ages = [10, 100, 500, 1_000];
    let pages = ages.into_iter().flat_map(|days| {
        let at = ago(days);
        [
            (
                format!("page as of {days} days ago"),
                format!("/tickets?as_of={at}&limit=50"),
            ),
            (
                format!("page as of {days} days ago, all"),
                format!("/tickets?as_of={at}&limit=50&all=true"),
            ),
            (
                format!("open by department as of {days} days ago"),
                format!("/tickets/counts?as_of={at}&group_by=department"),
            ),
        ]
    });
    let pages = pages.map(|(name, path)| Ask::fixed(format!("past {name}"), path));
    let at = ago(1);
    let ticket = Ask {
        name: "past ticket".to_owned(),
        // looked at by its number, the oldest first
        path: Box::new(move |turn| format!("/tickets/{}?as_of={at}", 1 + turn * 13)),
        deep: false,
    };
    pages.chain([ticket]).collect()
}

fn ago(days: i64) -> Timestamp {
    let at = Timestamp::now() - SignedDuration::from_hours(24 * days);
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

fn encoded(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    bytes.collect()
}
