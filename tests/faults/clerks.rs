//! Clerks who work on, whatever breaks: each change has a key and is sent until it is answered.

use crate::support::{Answer, Person, eventually, within};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long a clerk waits before sending again.
const PAUSE: Duration = Duration::from_millis(25);

/// One change that was answered.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Said by this change alone.
    pub words: String,
    pub path: String,
    pub body: Value,
    pub answer: Answer,
    /// How often it was sent before it was answered.
    pub sends: usize,
}

/// What the clerks share.
#[derive(Debug, Default)]
struct Desk {
    done: Mutex<Vec<Acknowledged>>,
    count: AtomicUsize,
    close: AtomicBool,
}

/// Several clerks at work.
#[derive(Debug)]
pub struct Clerks {
    desk: Arc<Desk>,
    at_work: Vec<JoinHandle<()>>,
}

impl Clerks {
    pub fn start(person: &Person, count: usize) -> Self {
        let desk = Arc::<Desk>::default();
        let work = |clerk| tokio::spawn(work(person.clone(), clerk, desk.clone()));
        let at_work = (0..count).map(work).collect();
        Self { desk, at_work }
    }

    /// Waits until they have got `more` answers.
    pub async fn get_answers(&self, more: usize) {
        let goal = self.desk.count.load(Ordering::SeqCst) + more;
        eventually("the clerks to get answers", async || {
            assert!(
                !self.at_work.iter().any(JoinHandle::is_finished),
                "a clerk failed"
            );
            (self.desk.count.load(Ordering::SeqCst) >= goal).then_some(())
        })
        .await;
    }

    /// What was answered so far.
    pub fn acknowledged(&self) -> Vec<Acknowledged> {
        self.desk.done.lock().unwrap().clone()
    }

    /// Waits until all have the answer to what they last sent.
    pub async fn go_home(self) -> Vec<Acknowledged> {
        self.desk.close.store(true, Ordering::SeqCst);
        for clerk in self.at_work {
            within("the last answers", clerk).await.unwrap();
        }
        std::mem::take(&mut self.desk.done.lock().unwrap())
    }
}

/// Opens a ticket, renames it, adds notes to it, then opens the next.
async fn work(person: Person, clerk: usize, desk: Arc<Desk>) {
    let mut ticket = String::new();
    for step in 0.. {
        if desk.close.load(Ordering::SeqCst) {
            return;
        }
        let words = format!("clerk {clerk} step {step}");
        let (method, path, body) = match step % 5 {
            0 => (
                Method::POST,
                "/tickets".to_owned(),
                json!({"subject": words}),
            ),
            1 | 3 => (Method::PATCH, ticket.clone(), json!({"subject": words})),
            _ => {
                let note = json!({"body": words, "visibility": "internal"});
                (Method::POST, format!("{ticket}/messages"), note)
            }
        };
        let (answer, sends) = insist(&person, (&method, &path), &words, &body).await;
        if step % 5 == 0 {
            ticket = format!("/tickets/{}", answer.ok()["id"].as_str().unwrap());
        }
        desk.done.lock().unwrap().push(Acknowledged {
            words,
            path: format!("{method} {path}"),
            body,
            answer,
            sends,
        });
        desk.count.fetch_add(1, Ordering::SeqCst);
    }
}

/// Sends one change until it is answered, and how often that was.
pub async fn insist(
    person: &Person,
    (method, path): (&Method, &str),
    words: &str,
    body: &Value,
) -> (Answer, usize) {
    let key = words.replace(' ', "-");
    let mut ticks = tokio::time::interval(PAUSE);
    let mut sends = 0;
    let insisting = async {
        loop {
            ticks.tick().await;
            sends += 1;
            let request = person.request(method.clone(), path).json(body);
            let request = request.header("Idempotency-Key", &key);
            match person.tries(request).await {
                Ok(answer) if answer.status != 503 => return answer,
                Ok(_) | Err(_) => {} // nobody there, or asked to try again
            }
        }
    };
    let answer = within("an answer", insisting).await;
    answer.ok();
    (answer, sends)
}
