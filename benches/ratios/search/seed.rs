//! Tickets with messages in three languages, whose words are as frequent as in real texts: the
//! n-th word is there in proportion to 1/n (Zipf's law).

use crate::setup::Failure;
use domain::ids::derived;
use domain::setting::{Member, Setting, SettingEvent, SettingKind};
use domain::ticket::{Created, Posted, TicketEvent, Visibility};
use domain::{
    Actor, Aggregate, Catalog, DepartmentId, EventPayload, MemberId, MessageId, PriorityId,
    Recorded, StatusId,
};
use eventstore::{Append, EventStore, StreamPart};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const PER_COMMAND: usize = 50;
const MESSAGES: u64 = 3;
/// Different words.
const WORDS: u64 = 30_000;
/// Departments; the member is of one of them.
const DEPARTMENTS: u64 = 8;
pub const MEMBER: MemberId = MemberId(Uuid::from_u128(0xBE));

/// How many tickets: a hundred thousand, or what `DOCKET_BENCH_TICKETS` says.
fn tickets() -> usize {
    let told = std::env::var("DOCKET_BENCH_TICKETS").ok();
    told.and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

/// Returns how many events it made.
pub async fn fill(store: &EventStore) -> Result<u64, Failure> {
    let numbers: Vec<i64> = (1..=tickets() as i64).collect();
    for numbers in numbers.chunks(PER_COMMAND) {
        let part = |_: &i64| StreamPart {
            id: Uuid::now_v7(),
            category: "ticket",
            expected_version: 0,
        };
        let streams: Vec<_> = numbers.iter().map(part).collect();
        let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, streams[0].clone());
        append.streams = streams;
        for (stream, number) in numbers.iter().enumerate() {
            let at = Timestamp::now() - SignedDuration::from_mins((tickets() as i64 - number) * 5);
            for event in life(*number) {
                append.push(stream, at, &event)?;
            }
        }
        store.append(append).await?;
    }
    Ok(tickets() as u64 * (1 + MESSAGES))
}

/// The member's department and role, for the policy.
pub fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    let member = Member {
        department_ids: vec![department(0)],
        ..Member::new("Mia")
    };
    let encoded = SettingEvent::Saved(member).encode();
    let saved = Recorded {
        position: 1,
        stream_id: MEMBER.0,
        version: 0,
        id: Uuid::from_u128(1),
        category: category::<Member>().to_owned(),
        name: encoded.name,
        schema: encoded.schema,
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_at: Timestamp::UNIX_EPOCH,
        command_id: Uuid::from_u128(2),
        causation_id: None,
        correlation_id: Uuid::from_u128(2),
        actor: Actor::SYSTEM,
        data: encoded.data,
    };
    // what was just encoded can be read
    let _ = catalog.apply(&saved);
    catalog
}

fn category<T: SettingKind>() -> &'static str {
    Setting::<T>::CATEGORY
}

/// The n-th word, in one of three scripts.
pub fn word(rank: usize) -> String {
    const LATIN: [char; 16] = [
        'b', 'c', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z',
    ];
    const HEBREW: [char; 16] = [
        'ב', 'ג', 'ד', 'ז', 'ח', 'ט', 'כ', 'ל', 'מ', 'נ', 'ס', 'ע', 'פ', 'ק', 'ר', 'ש',
    ];
    const ARABIC: [char; 16] = [
        'ب', 'ج', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ط', 'ع', 'ف', 'ق', 'ك', 'ل', 'م', 'ن',
    ];
    let letters = [LATIN, HEBREW, ARABIC][rank % 3];
    let mut hash = mixed(rank as u64);
    let mut word = String::new();
    for at in 0..5 + rank % 3 {
        word.push(letters[(hash % 16) as usize]);
        if rank.is_multiple_of(3) && at % 2 == 0 {
            word.push(['a', 'e', 'i', 'o'][(hash / 16 % 4) as usize]);
        }
        hash = mixed(hash);
    }
    word
}

/// The word with its third and fourth letter the other way round.
pub fn slipped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().chain([' ']).collect()
}

fn life(number: i64) -> Vec<TicketEvent> {
    let of = number as u64;
    let subject = text(of, 0, 6);
    let (status, priority) = (StatusId::from_key("open"), PriorityId::from_key("normal"));
    let created = Created {
        description: text(of, 1, 30),
        department: Some(department(drawn(of, 2) % DEPARTMENTS)),
        tags: vec![word(drawn(of, 3) as usize % 40)],
        ..Created::new(number, subject, status, priority)
    };
    let mut events = vec![TicketEvent::Created(Box::new(created))];
    for message in 0..MESSAGES {
        let visibility = match message {
            1 => Visibility::Internal,
            _ => Visibility::Public,
        };
        let body = text(of, 4 + message, 40);
        let id = MessageId(Uuid::now_v7());
        let posted = Posted::new(id, visibility, body);
        events.push(TicketEvent::MessagePosted(Box::new(posted)));
    }
    events
}

fn department(n: u64) -> DepartmentId {
    DepartmentId(derived("bench.department", &n.to_string()))
}

/// So many words, each as frequent as its rank says.
fn text(of: u64, part: u64, words: u64) -> String {
    let spoken = (0..words).map(|at| {
        let share = drawn(of, part << 16 | at) as f64 / u64::MAX as f64;
        let rank = (WORDS as f64).powf(share) as usize;
        word(rank)
    });
    spoken.collect::<Vec<_>>().join(" ")
}

fn drawn(of: u64, what: u64) -> u64 {
    mixed(mixed(of) ^ what.wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ 0x51_7CC1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ (hash >> 32)
}
