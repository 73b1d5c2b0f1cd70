//! Which problems an operation may answer: each status by name, none as a matter of course.

use crate::problem::{Kind, Problem};
use poem::http::Method;
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaOperation, MetaResponse};

/// What is not there while the workspace has it switched off.
const SWITCHED: [&str; 2] = ["/portal", "/forms"];

/// Puts the statuses that the operation may answer in the place of "anything else".
pub(super) fn name_statuses(operation: &mut MetaOperation, path: &str) {
    let has_id = path.contains('{');
    let switched = SWITCHED.iter().any(|prefix| path.starts_with(prefix));
    let responses = &mut operation.responses.responses;
    let ranges = responses.iter().any(|r| r.status == Some(206));
    responses.retain(|response| response.status.is_some());
    let body = operation.request.as_ref().map(|request| &request.content);
    let takes_json = body.is_none_or(|c| c.iter().any(|c| c.content_type == "application/json"));
    let writes = operation.method != Method::GET;
    let rules = [
        (Kind::Malformed, true),
        (Kind::Unauthenticated, true),
        (Kind::Forbidden, true),
        (Kind::NotFound, has_id || switched),
        (Kind::Conflict, writes),
        (Kind::VersionMismatch, writes && has_id),
        (Kind::TooSlow, body.is_some()),
        (Kind::TooLarge, writes),
        (Kind::UnsupportedMediaType, body.is_some()),
        (Kind::RangeNotSatisfiable, ranges),
        (Kind::Validation, writes),
        (Kind::RateLimited, true),
        (Kind::Unavailable, true),
        (Kind::NoSpace, !takes_json),
    ];
    let named = rules.into_iter().filter(|(_, applies)| *applies);
    responses.extend(named.flat_map(|(kind, _)| responses_of(kind)));
}

fn responses_of(kind: Kind) -> impl Iterator<Item = MetaResponse> {
    let status = kind.status().as_u16();
    let problems = Problem::meta().responses.into_iter();
    problems.map(move |response| MetaResponse {
        status: Some(status),
        description: kind.title(),
        ..response
    })
}
