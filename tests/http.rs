//! The API as people and programs meet it.

mod access;
mod analytics;
mod attachments;
mod attacks;
mod bad_input;
mod bulk;
mod calendar;
mod customers;
mod exactly_once;
mod exports;
mod fields;
mod lists;
mod live;
mod messages;
mod notifications;
mod operations;
mod outbox;
mod past;
mod portal;
mod rules;
mod search;
mod settings;
mod sign_in;
mod sla;
mod ticket_life;
mod without_nats;
