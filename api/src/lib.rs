//! The HTTP API: resources, who may use them, live streams, and errors that help.
//!
//! Holds no SQL and no rules: it turns requests into commands and queries, and back.

mod access;
mod analytics;
mod answer;
mod api_keys;
mod app;
mod assignees;
mod attachments;
mod auth;
mod bulk;
mod calendar;
mod calendars;
mod called;
mod captcha;
mod customers;
mod departments;
mod docs;
mod drafts;
mod edge;
mod embed;
mod events;
mod exports;
mod field_groups;
mod fields;
mod forms;
mod health;
mod history;
mod macros;
mod me;
mod members;
mod messages;
mod openapi;
mod operations;
mod organisations;
mod outbox;
mod page;
mod passwords;
mod people;
mod permissions;
mod portal;
mod priorities;
mod problem;
mod providers;
mod request;
mod retire;
mod roles;
mod routes;
mod rules;
mod search;
mod serve;
mod sessions;
mod settings;
mod sla_policies;
mod sla_upcoming;
mod statuses;
mod system;
mod ticket_sla;
mod ticket_status;
mod tickets;
mod totp;
mod turns;
mod types;
mod veil;
mod views;
mod workspace;

pub use app::{App, SystemFacts};
pub use auth::API_KEY;
pub use captcha::{Captcha, CaptchaOptions};
pub use edge::{
    EdgeOptions, ForwardedHeader, Limits, MetricsAccess, Networks, Proxies, Rate, Rates, TlsFiles,
};
pub use openapi::openapi_json;
pub use providers::{SignInProvider, callback};
pub use routes::routes;
pub use serve::{ServeError, TlsError, serve};
