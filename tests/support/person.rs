//! People at their screens: each request carries their key and what they have seen so far.

use super::wait::PATIENCE;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Somebody with an API key.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: Uuid,
    base: String,
    key: String,
    client: Client,
    /// Everything up to here must be in what they see.
    position: Arc<AtomicI64>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub etag: Option<String>,
    pub content_type: String,
    pub position: Option<i64>,
    pub replayed: bool,
    /// All of them, by their names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Value,
}

impl Answer {
    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(&self) -> &Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        &self.body
    }

    /// Names of the fields that were refused.
    pub fn refused_fields(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array();
        let fields = errors.into_iter().flatten().map(|e| e["field"].as_str());
        fields.map(|f| f.unwrap_or_default().to_owned()).collect()
    }
}

/// An HTTP client that fails where nothing comes. It wants to be told who would encrypt, although
/// nothing here is.
pub fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default(); // once per process
    let client = Client::builder();
    let client = client.connect_timeout(PATIENCE).read_timeout(PATIENCE);
    client.build().unwrap()
}

impl Person {
    pub fn new(base: &str, key: &str, position: Arc<AtomicI64>) -> Self {
        Self {
            id: Uuid::nil(),
            base: base.to_owned(),
            key: key.to_owned(),
            client: client(),
            position,
        }
    }

    /// A request to be completed; `path` is below `/api/v1`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/api/v1{path}", self.base);
        let request = self.client.request(method, url);
        let request = request.header("Authorization", format!("Bearer {}", self.key));
        match self.position.load(Ordering::SeqCst) {
            0 => request,
            position => request.header("Docket-Min-Position", position),
        }
    }

    /// Sends the request; panics when no answer comes.
    pub async fn sends(&self, request: RequestBuilder) -> Answer {
        self.tries(request).await.expect("an answer")
    }

    /// Sends the request; there may be nobody to answer it.
    pub async fn tries(&self, request: RequestBuilder) -> Result<Answer, reqwest::Error> {
        let response = request.send().await?;
        let headers = headers(&response);
        let header = |name: &str| headers.get(name).cloned();
        let position = header("docket-position").map(|p| p.parse().unwrap());
        let answer = Answer {
            status: response.status().as_u16(),
            etag: header("etag"),
            content_type: header("content-type").unwrap_or_default(),
            position,
            replayed: header("idempotency-replayed").is_some(),
            body: Value::Null,
            headers,
        };
        let text = response.text().await?;
        if let Some(position) = position {
            self.position.fetch_max(position, Ordering::SeqCst);
        }
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(Answer { body, ..answer })
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.sends(self.request(Method::GET, path)).await
    }

    pub async fn posts(&self, path: &str, body: &Value) -> Answer {
        self.sends(self.request(Method::POST, path).json(body))
            .await
    }

    pub async fn patches(&self, path: &str, body: &Value) -> Answer {
        self.sends(self.request(Method::PATCH, path).json(body))
            .await
    }

    pub async fn deletes(&self, path: &str) -> Answer {
        self.sends(self.request(Method::DELETE, path)).await
    }

    /// Opens a ticket; its address.
    pub async fn opens(&self, subject: &str) -> String {
        self.opens_with(&json!({"subject": subject})).await
    }

    /// Opens a ticket of which more is known; its address.
    pub async fn opens_with(&self, ticket: &Value) -> String {
        let answer = self.posts("/tickets", ticket).await;
        format!("/tickets/{}", answer.ok()["id"].as_str().unwrap())
    }

    /// The ticket as it stands.
    pub async fn sees(&self, ticket: &str) -> Value {
        self.gets(ticket).await.ok().clone()
    }

    /// Subjects of the tickets that a filter finds, over all pages.
    pub async fn sees_in_list(&self, filter: &str) -> Vec<String> {
        let filter = match filter {
            "" => String::new(),
            filter => format!("&{filter}"),
        };
        let tickets = self
            .pages_through(&format!("/tickets?limit=200{filter}"))
            .await;
        let subjects = tickets.iter().map(|t| t["subject"].as_str().unwrap());
        subjects.map(str::to_owned).collect()
    }

    /// All items of a list, page by page.
    pub async fn pages_through(&self, list: &str) -> Vec<Value> {
        let (mut items, mut path) = (Vec::new(), list.to_owned());
        loop {
            let page = self.gets(&path).await.ok().clone();
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else {
                return items;
            };
            path = format!("{list}&cursor={cursor}");
        }
    }

    /// Everything that happened to a ticket.
    pub async fn history_of(&self, ticket: &str) -> Vec<Value> {
        self.pages_through(&format!("{ticket}/history?limit=200"))
            .await
    }

    pub async fn sets_status(&self, ticket: &str, status: &str) -> Answer {
        self.posts(&format!("{ticket}/status"), &json!({"status": status}))
            .await
    }

    pub async fn notes(&self, ticket: &str, text: &str) -> Answer {
        let note = json!({"body": text, "visibility": "internal"});
        self.posts(&format!("{ticket}/messages"), &note).await
    }
}

fn headers(response: &reqwest::Response) -> BTreeMap<String, String> {
    let all = response.headers().iter();
    let texts = all.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    texts.collect()
}
