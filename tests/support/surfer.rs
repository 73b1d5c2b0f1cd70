//! A browser that goes from site to site, keeps the cookies of each, and shows what it was sent.

use super::wait::PATIENCE;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::collections::BTreeMap;

/// More addresses than anybody is sent to on the way from one site to another.
const STEPS: usize = 20;

/// A browser; it goes on to where it is sent only when told to.
#[derive(Clone, Debug)]
pub struct Surfer {
    client: Client,
    /// By site, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
    /// What it asks for.
    pub accept: &'static str,
    /// In which languages, where it says.
    pub language: &'static str,
}

/// What an address answered.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    /// Where it sends the browser.
    pub location: Option<String>,
    pub set_cookies: Vec<String>,
    pub content_type: String,
    pub text: String,
}

impl Surfer {
    pub fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default(); // once per process
        let client = Client::builder().redirect(Policy::none()).no_proxy();
        let client = client.connect_timeout(PATIENCE).read_timeout(PATIENCE);
        Self {
            client: client.build().unwrap(),
            cookies: BTreeMap::new(),
            accept: "*/*",
            language: "",
        }
    }

    /// Asks for one address.
    pub async fn opens(&mut self, url: &str) -> Page {
        let site = site(url);
        let kept = self.cookies.get(&site).into_iter().flatten();
        let kept: Vec<_> = kept
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = self.client.get(url).header(ACCEPT, self.accept);
        let request = request.header(ACCEPT_LANGUAGE, self.language);
        let request = request.header(COOKIE, kept.join("; "));
        let answer = request.send().await.expect("an answer");
        let header = |name| {
            let values = answer.headers().get_all(name).into_iter();
            let values = values.map(|value| value.to_str().unwrap().to_owned());
            values.collect::<Vec<_>>()
        };
        let (location, set_cookies) = (header(LOCATION).pop(), header(SET_COOKIE));
        let page = Page {
            status: answer.status().as_u16(),
            location,
            set_cookies,
            content_type: header(CONTENT_TYPE).pop().unwrap_or_default(),
            text: answer.text().await.unwrap(),
        };
        self.keeps(&site, &page.set_cookies);
        page
    }

    /// Goes from page to page until it is sent to an address that begins so; that address.
    pub async fn follows(&mut self, url: &str, until: &str) -> String {
        let mut at = url.to_owned();
        let mut seen = Vec::new();
        while !at.starts_with(until) {
            seen.push(at.clone());
            assert!(seen.len() < STEPS, "sent about without end: {seen:#?}");
            let page = self.opens(&at).await;
            let Some(next) = &page.location else {
                panic!("not sent on from {at}: {page:?}");
            };
            at = Url::parse(&at).unwrap().join(next).unwrap().into();
        }
        at
    }

    /// A cookie of a site.
    pub fn cookie(&self, url: &str, name: &str) -> Option<&str> {
        let cookie = self.cookies.get(&site(url))?.get(name)?;
        Some(cookie)
    }

    /// Has a cookie that it was not given.
    pub fn plants(&mut self, url: &str, name: &str, value: &str) {
        let jar = self.cookies.entry(site(url)).or_default();
        jar.insert(name.to_owned(), value.to_owned());
    }

    fn keeps(&mut self, site: &str, cookies: &[String]) {
        let jar = self.cookies.entry(site.to_owned()).or_default();
        for cookie in cookies {
            let pair = cookie.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match cookie.contains("Max-Age=0") {
                true => jar.remove(name),
                false => jar.insert(name.to_owned(), value.to_owned()),
            };
        }
    }
}

fn site(url: &str) -> String {
    Url::parse(url).unwrap().origin().ascii_serialization()
}
