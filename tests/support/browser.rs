//! A browser: it keeps the cookie that it is given, and says where its requests come from.

use super::person::client;
use super::{Docket, eventually};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use std::path::Path;

/// A browser with a page of the service open.
#[derive(Clone, Debug)]
pub struct Browser {
    base: String,
    pub cookie: Option<String>,
    client: Client,
}

/// What a browser got.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub set_cookie: Option<String>,
    pub retry_after: Option<u64>,
    pub body: Value,
}

impl Reply {
    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(&self) -> &Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        &self.body
    }

    /// Names of the fields that were refused.
    pub fn refused_fields(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array().into_iter().flatten();
        errors.filter_map(|error| error["field"].as_str()).collect()
    }
}

impl Browser {
    pub fn at(docket: &Docket) -> Self {
        Self {
            base: docket.url(),
            cookie: None,
            client: client(),
        }
    }

    /// The same cookie at another process.
    pub fn moved_to(&self, docket: &Docket) -> Self {
        let mut browser = self.clone();
        browser.base = docket.url();
        browser
    }

    /// A request as the service's own page makes it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.foreign(method, path)
            .header("Sec-Fetch-Site", "same-origin")
            .header("X-Docket-CSRF", "1")
    }

    /// A request with the cookie alone, as any page can make a browser send it.
    pub fn foreign(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/api/v1{path}", self.base);
        let request = self.client.request(method, url);
        match &self.cookie {
            Some(cookie) => request.header("Cookie", cookie),
            None => request,
        }
    }

    pub async fn sends(&self, request: RequestBuilder) -> Reply {
        let response = request.send().await.expect("an answer");
        let header = |name: &str| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        let (set_cookie, retry_after) = (header("set-cookie"), header("retry-after"));
        Reply {
            status: response.status().as_u16(),
            set_cookie,
            retry_after: retry_after.map(|seconds| seconds.parse().unwrap()),
            body: response.json().await.unwrap_or_default(),
        }
    }

    pub async fn gets(&self, path: &str) -> Reply {
        self.sends(self.request(Method::GET, path)).await
    }

    pub async fn posts(&self, path: &str, body: &Value) -> Reply {
        self.sends(self.request(Method::POST, path).json(body))
            .await
    }

    pub async fn puts(&self, path: &str, body: &Value) -> Reply {
        self.sends(self.request(Method::PUT, path).json(body)).await
    }

    pub async fn deletes(&self, path: &str) -> Reply {
        self.sends(self.request(Method::DELETE, path)).await
    }

    /// Signs in and keeps the cookie.
    pub async fn signs_in(&mut self, credentials: &Value) -> Reply {
        let reply = self.posts("/session", credentials).await;
        if let Some(cookie) = &reply.set_cookie {
            let pair = cookie.split(';').next().unwrap();
            self.cookie = Some(pair.to_owned());
        }
        reply
    }
}

/// The token of the newest letter in a folder of `.eml` files, once it is another than `before`.
pub async fn token_in_letter(folder: &Path, before: Option<&str>) -> String {
    eventually("a letter with a link", async || {
        let files = std::fs::read_dir(folder.join("mail")).ok()?;
        let letters = files.filter_map(|file| file.ok()?.path().into());
        let letters = letters
            .filter(|path: &std::path::PathBuf| path.extension().is_some_and(|e| e == "eml"));
        let newest = letters.max_by_key(|path| path.metadata().unwrap().modified().unwrap())?;
        let letter = std::fs::read_to_string(newest)
            .unwrap()
            .replace("=\r\n", "");
        let (_, rest) = letter.split_once('#')?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let token = &rest[..end.unwrap_or(rest.len())];
        (Some(token) != before).then(|| token.to_owned())
    })
    .await
}
