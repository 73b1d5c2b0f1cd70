//! What strangers try at the door, and that it holds.

mod assignment;
mod bodies;
mod connections;
mod data;
pub mod document;
mod forged;
mod headers;
mod heads;
mod log;
mod markup;
mod methods;
mod paths;
mod raw;
mod tls;
mod too_often;

use raw::Raw;

/// Short enough for a test to see it pass.
const SHORT: &str = "200ms";
