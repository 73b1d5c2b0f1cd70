//! What went wrong, as RFC 9457 problem+json; the one place where errors become HTTP.

mod from_accounts;
mod from_domain;
mod from_files;
mod from_poem;
mod kind;

pub(crate) use from_accounts::sentence;
pub use kind::Kind;

use domain::FieldError;
use poem::error::ResponseError;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Body, Response};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, Object};
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use std::time::Duration;

/// A refused or failed request. Whatever is in `detail` and `errors` reaches the caller; `cause`
/// is for the log alone.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    pub kind: Kind,
    pub detail: String,
    pub errors: Vec<FieldError>,
    /// The stream's version, for an `If-Match` that did not hold.
    pub version: Option<i32>,
    /// The content's length, for a range that lies beyond it.
    pub length: Option<u64>,
    /// When to try again.
    pub retry_after: Option<Duration>,
    pub cause: Option<String>,
}

impl Problem {
    /// A problem with a sentence that says what to do.
    #[must_use]
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            version: None,
            length: None,
            retry_after: None,
            cause: None,
        }
    }

    /// One wrong parameter or header.
    #[must_use]
    pub fn parameter(name: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let mut problem = Self::new(Kind::Malformed, format!("{name}: {detail}."));
        problem.errors.push(FieldError::new(name, detail));
        problem
    }

    /// One wrong field of a body.
    #[must_use]
    pub fn field(name: &str, detail: impl Into<String>) -> Self {
        Self::fields(vec![FieldError::new(name, detail)])
    }

    /// The wrong fields of a body.
    #[must_use]
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => format!("{}: {}.", one.field, one.detail),
            _ => "Several fields are wrong; see errors.".to_owned(),
        };
        let mut problem = Self::new(Kind::Validation, detail);
        problem.errors = errors;
        problem
    }

    /// Nothing has this id; `what` is said as in "there is no ticket".
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        let mut problem = Self::new(Kind::NotFound, format!("There is no such {what}."));
        let detail = format!("names no {what}");
        problem.errors.push(FieldError::new("id", detail));
        problem
    }

    /// Something that passes by itself.
    #[must_use]
    pub fn unavailable(detail: &str, cause: &dyn Display) -> Self {
        let mut problem = Self::new(Kind::Unavailable, detail);
        problem.cause = Some(cause.to_string());
        problem
    }

    /// A budget is used up for so long.
    #[must_use]
    pub fn too_many(wait: Duration) -> Self {
        let seconds = whole_seconds(wait);
        let detail = format!("Too many requests; wait {seconds} s before the next one.");
        let mut problem = Self::new(Kind::RateLimited, detail);
        problem.retry_after = Some(wait);
        problem
    }

    /// A fault of ours. The caller learns nothing of it but the request id.
    #[must_use]
    pub fn internal(cause: &dyn Display) -> Self {
        let detail = "Something went wrong on our side. Tell your operator the request_id.";
        let mut problem = Self::new(Kind::Internal, detail);
        problem.cause = Some(cause.to_string());
        problem
    }

    /// Names fields as the caller knows them, where a command spells them otherwise.
    #[must_use]
    pub fn renamed(mut self, names: &[(&str, &str)]) -> Self {
        for error in &mut self.errors {
            if let Some((from, to)) = names.iter().find(|(from, _)| error.field == *from) {
                self.detail = self.detail.replacen(from, to, 1);
                error.field = (*to).to_owned();
            }
        }
        self
    }

    /// The answer; logs what the caller is not told.
    #[must_use]
    pub fn into_response(self, request_id: &str) -> Response {
        self.log(request_id);
        let mut response = Response::builder()
            .status(self.kind.status())
            .content_type("application/problem+json")
            .finish();
        let headers = response.headers_mut();
        match self.kind {
            Kind::Unauthenticated | Kind::WrongCredentials | Kind::TotpRequired => {
                headers.insert(
                    header::WWW_AUTHENTICATE,
                    HeaderValue::from_static("Bearer realm=\"docket\""),
                );
            }
            Kind::Unavailable => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, whole_seconds(wait).into());
        }
        if let Some(etag) = self.version.and_then(|v| format!("\"{v}\"").parse().ok()) {
            headers.insert(header::ETAG, etag);
        }
        if let Some(range) = self
            .length
            .and_then(|n| format!("bytes */{n}").parse().ok())
        {
            headers.insert(header::CONTENT_RANGE, range);
        }
        let body = serde_json::to_vec(&self.into_body(request_id)).unwrap_or_default();
        response.set_body(Body::from(body));
        response
    }

    /// What passes by itself is left to the metrics: it comes in floods.
    fn log(&self, request_id: &str) {
        let cause = self.cause.as_deref().unwrap_or_default();
        if self.kind == Kind::Internal {
            tracing::error!(request_id, cause, "a request failed");
        } else if !cause.is_empty() {
            let status = self.kind.status().as_u16();
            tracing::debug!(request_id, status, cause, "a request was turned away");
        }
    }

    fn into_body(self, request_id: &str) -> ProblemBody {
        let error = |e: FieldError| ProblemField {
            field: e.field,
            detail: e.detail,
        };
        ProblemBody {
            r#type: self.kind,
            title: self.kind.title().to_owned(),
            status: self.kind.status().as_u16(),
            detail: self.detail,
            request_id: request_id.to_owned(),
            version: self.version,
            errors: self.errors.into_iter().map(error).collect(),
        }
    }
}

impl ResponseError for Problem {
    fn status(&self) -> StatusCode {
        self.kind.status()
    }
}

/// Rounded up: whoever comes too early is refused again.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_millis()
        .div_ceil(1000)
        .max(1)
        .try_into()
        .unwrap_or(u64::MAX)
}

/// An error as RFC 9457 has it.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Problem")]
struct ProblemBody {
    /// Stable; what programs should look at.
    r#type: Kind,
    title: String,
    status: u16,
    /// A sentence that says what to do.
    detail: String,
    /// What to quote when asking for help; also in the X-Request-Id header.
    request_id: String,
    /// The version that the thing has now, when If-Match did not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    /// Every wrong field; empty when none is to blame.
    errors: Vec<ProblemField>,
}

/// One wrong field.
#[derive(Debug, Object, Serialize, Deserialize)]
struct ProblemField {
    /// The field, parameter or header, as the caller spells it.
    field: String,
    detail: String,
}

impl ApiResponse for Problem {
    fn meta() -> MetaResponses {
        let content = MetaMediaType {
            content_type: "application/problem+json",
            schema: ProblemBody::schema_ref(),
        };
        let response = MetaResponse {
            description: "Refused or failed; the body says why and what to do.",
            status: None,
            status_range: None,
            content: vec![content],
            headers: vec![],
        };
        MetaResponses {
            responses: vec![response],
        }
    }

    fn register(registry: &mut Registry) {
        ProblemBody::register(registry);
    }
}
