//! The live stream of events: resumed as often as wanted, it leaves nothing out.

use crate::support::{Desk, Person, within};
use reqwest::{Method, Response};
use serde_json::Value;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_breaks_again_and_again_shows_every_event_once() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let begin = desk.head().await;
    let opening = {
        let ana = ana.clone();
        tokio::spawn(async move {
            for number in 0..60 {
                ana.opens(&format!("ticket {number}")).await;
            }
        })
    };

    let mut seen = vec![begin];
    while seen.len() <= 60 {
        let last = seen[seen.len() - 1];
        let mut stream = Stream::follow(&ana, "", Some(last)).await;
        for event in stream.events(7.min(61 - seen.len())).await {
            assert_eq!(event.name, "ticket.created");
            assert_eq!(event.data["position"], event.id);
            seen.push(event.id);
        }
    }

    within("the tickets", opening).await.unwrap();
    assert_eq!(seen, (begin..=begin + 60).collect::<Vec<_>>());
    assert_eq!(desk.head().await, begin + 60);
}

#[tokio::test]
async fn a_stream_shows_only_what_was_asked_for() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("mine").await;
    let begin = desk.head().await;
    ana.opens("another").await;
    ana.notes(&ticket, "a note").await.ok();
    ana.sets_status(&ticket, "closed").await.ok();

    let id = ticket.trim_start_matches("/tickets/");
    let filter = format!("?stream_id={id}&types=ticket.status_changed");
    let mut stream = Stream::follow(&ana, &filter, Some(begin)).await;

    let event = stream.events(1).await.remove(0);
    assert_eq!(
        (event.id, event.name.as_str()),
        (begin + 3, "ticket.status_changed")
    );
    assert_eq!(event.data["stream_id"], id);
}

#[tokio::test]
async fn a_stream_and_the_pages_of_events_tell_the_same() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let ticket = ana.opens("one").await;
    ana.notes(&ticket, "two").await.ok();
    let head = usize::try_from(desk.head().await).unwrap();
    let boss = desk.administrator(); // who sees everything

    let mut stream = Stream::follow(&boss, "?after=0", None).await;
    let streamed: Vec<Value> = stream
        .events(head)
        .await
        .into_iter()
        .map(|e| e.data)
        .collect();
    let (mut paged, mut after) = (Vec::new(), 0);
    while paged.len() < head {
        let page = boss.gets(&format!("/events?after={after}&limit=3")).await;
        paged.extend(page.ok()["items"].as_array().unwrap().iter().cloned());
        after = page.body["next"].as_i64().unwrap();
    }

    assert_eq!(streamed, paged);
}

#[tokio::test]
async fn an_orderly_stop_ends_open_streams_in_time() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let mut stream = Stream::follow(&ana, "", None).await;

    let status = desk.docket.stop().await;

    assert!(status.success(), "{status}");
    within("the end of the stream", stream.ends()).await;
}

/// One event as it came.
pub struct Event {
    pub id: i64,
    pub name: String,
    pub data: Value,
}

/// A connection to the stream of events.
pub struct Stream {
    response: Response,
    unread: String,
}

impl Stream {
    pub async fn follow(person: &Person, query: &str, last: Option<i64>) -> Self {
        Self::of(person, &format!("/events/stream{query}"), last).await
    }

    /// Any address that tells of events.
    pub async fn of(person: &Person, path: &str, last: Option<i64>) -> Self {
        let mut request = person.request(Method::GET, path);
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let response = within("the stream", request.send()).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let unread = String::new();
        Self { response, unread }
    }

    pub async fn events(&mut self, count: usize) -> Vec<Event> {
        let mut events = Vec::new();
        while events.len() < count {
            events.push(within("the next event", self.event()).await);
        }
        events
    }

    pub async fn event(&mut self) -> Event {
        loop {
            let Some((block, rest)) = self.unread.split_once("\n\n") else {
                let chunk = self.response.chunk().await.unwrap();
                let chunk = chunk.expect("the stream goes on");
                self.unread += std::str::from_utf8(&chunk).unwrap();
                continue;
            };
            let event = parse(block);
            self.unread = rest.to_owned();
            if let Some(event) = event {
                return event;
            }
        }
    }

    /// Waits until the other side ends it.
    pub async fn ends(&mut self) {
        while let Ok(Some(_)) = self.response.chunk().await {}
    }
}

/// `None` for a comment that only keeps the connection alive.
fn parse(block: &str) -> Option<Event> {
    let field = |name: &str| {
        let mut lines = block.lines();
        lines.find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()))
    };
    Some(Event {
        id: field("id:")?.parse().unwrap(),
        name: field("event:")?,
        data: serde_json::from_str(&field("data:")?).unwrap(),
    })
}
