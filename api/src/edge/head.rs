//! How long a request's head may be.

use crate::problem::{Kind, Problem};
use poem::Request;

/// Longest path and query that are taken, in bytes.
const ADDRESS_BYTES: usize = 8 * 1024;
/// Names and values of all headers together. (Beyond 64 KiB or 100 headers nothing is read at all.)
const HEADER_BYTES: usize = 32 * 1024;

/// Refuses what is too long with a word; far longer ones never come here.
pub(super) fn check(request: &Request) -> Result<(), Problem> {
    let address = request.uri().path_and_query();
    if address.is_some_and(|address| address.as_str().len() > ADDRESS_BYTES) {
        let detail = format!("Path and query are longer than {ADDRESS_BYTES} bytes.");
        return Err(Problem::new(Kind::UriTooLong, detail));
    }
    let headers = request.headers().iter();
    let bytes: usize = headers.map(|(n, v)| n.as_str().len() + v.len()).sum();
    if bytes > HEADER_BYTES {
        let detail = format!("The headers are longer than {HEADER_BYTES} bytes together.");
        return Err(Problem::new(Kind::HeadTooLarge, detail));
    }
    Ok(())
}
