//! Forms with a file in them, read part by part as they come.

use super::upload::Chunks;
use crate::problem::{Kind, Problem};
use attachments::{FileError, Staged, Store};
use bytes::Bytes;
use domain::attachment::tidy_name;
use futures_util::{Stream, TryStreamExt};
use multer::{Constraints, Multipart, SizeLimit};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What a form may hold besides its file.
pub(super) const SLACK_BYTES: u64 = 1024 * 1024;

/// What divides the parts of a form; `None` when the body is the file itself.
pub(super) fn boundary(content_type: &str) -> Result<Option<String>, Problem> {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("multipart/form-data") {
        return Ok(None);
    }
    match multer::parse_boundary(content_type) {
        Ok(boundary) => Ok(Some(boundary)),
        Err(_) => Err(Problem::parameter(
            "Content-Type",
            "must name the form's boundary",
        )),
    }
}

/// Receives the one file of a form, and its name.
pub(super) async fn stage(
    store: &Store,
    chunks: &mut Chunks,
    boundary: String,
) -> Result<(Staged, Option<String>), Problem> {
    let most = store.limits().file_bytes;
    let whole = SizeLimit::new().whole_stream(most.saturating_add(SLACK_BYTES));
    let chunks = OneByOne {
        chunks,
        rests: false,
    };
    let constraints = Constraints::new().size_limit(whole);
    let mut parts = Multipart::with_constraints(chunks, boundary, constraints);
    let broken = |error| broken(error, most);
    let file = loop {
        match parts.next_field().await.map_err(broken)? {
            None => return Err(Problem::field("file", MISSING)),
            Some(part) if part.file_name().is_some() => break part,
            Some(_) => {}
        }
    };
    let name = file.file_name().and_then(tidy_name);
    let staged = store.stage(file.map_err(io::Error::other)).await?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.file_name().is_some() {
            let detail = "is there twice; send one file per request";
            return Err(Problem::field("file", detail));
        }
    }
    Ok((staged, name))
}

const MISSING: &str = "is missing; send the file as a part of the form that has a file name";

fn broken(error: multer::Error, most: u64) -> Problem {
    match error {
        multer::Error::StreamSizeExceeded { .. } => FileError::TooLarge { most }.into(),
        multer::Error::StreamReadFailed(_) | multer::Error::IncompleteStream => {
            FileError::BrokenOff(io::Error::other(error)).into()
        }
        _ => Problem::new(Kind::Malformed, "The form cannot be read; see RFC 7578."),
    }
}

/// The reader of forms takes in whatever is ready at once, which a quick sender could make to be any
/// amount of memory. So after each chunk nothing is ready for a moment.
struct OneByOne<'a> {
    chunks: &'a mut Chunks,
    rests: bool,
}

impl Stream for OneByOne<'_> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.rests {
            self.rests = false;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = self.chunks.as_mut().poll_next(context);
        self.rests = next.is_ready();
        next
    }
}
