//! Answers: JSON written straight to bytes, with the headers that reads and writes carry.

use crate::problem::Problem;
use eventstore::Executed;
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use serde::Serialize;
use std::marker::PhantomData;

const DOCKET_POSITION: HeaderName = HeaderName::from_static("docket-position");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What was asked for.
pub(crate) type Shown<T> = Answer<T, 200, false>;
/// How something stands after a change.
pub(crate) type Changed<T> = Answer<T, 200, true>;
/// Something new.
pub(crate) type Created<T> = Answer<T, 201, true>;
/// Something that is done later.
pub(crate) type Accepted<T> = Answer<T, 202, false>;

/// A `T` as JSON; `WRITE` answers tell where in the log the change lies.
#[derive(Debug)]
pub(crate) struct Answer<T, const STATUS: u16, const WRITE: bool> {
    response: Response,
    shape: PhantomData<fn() -> T>,
}

impl<T: Serialize, const STATUS: u16, const WRITE: bool> Answer<T, STATUS, WRITE> {
    /// Fails only by a fault of ours.
    pub fn new(value: &T) -> Result<Self, Problem> {
        let json = serde_json::to_vec(value).map_err(|error| Problem::internal(&error))?;
        let mut response = Response::builder()
            .status(StatusCode::from_u16(STATUS).unwrap_or_default())
            .body(Body::from(json));
        let headers = response.headers_mut();
        let content_type = HeaderValue::from_static("application/json");
        headers.insert(header::CONTENT_TYPE, content_type);
        Ok(Self {
            response,
            shape: PhantomData,
        })
    }

    /// Adds `ETag`, which is the stream's version.
    pub fn version(mut self, version: i32) -> Self {
        if let Ok(etag) = HeaderValue::try_from(format!("\"{version}\"")) {
            self.response.headers_mut().insert(header::ETAG, etag);
        }
        self
    }

    /// Adds `Set-Cookie`.
    pub fn set_cookie(mut self, cookie: &str) -> Self {
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            let headers = self.response.headers_mut();
            headers.append(header::SET_COOKIE, cookie);
        }
        self
    }

    /// Adds where in the log this is told of.
    pub fn position(mut self, position: i64) -> Self {
        let headers = self.response.headers_mut();
        headers.insert(DOCKET_POSITION, HeaderValue::from(position));
        self
    }
}

impl<T: Serialize, const STATUS: u16> Answer<T, STATUS, true> {
    /// How something stands after the command.
    pub fn after<A>(executed: &Executed<A>, value: &T) -> Result<Self, Problem> {
        let mut answer = Self::new(value)?.version(executed.loaded.version);
        let headers = answer.response.headers_mut();
        headers.insert(DOCKET_POSITION, HeaderValue::from(executed.position));
        if executed.repeated {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        Ok(answer)
    }

    /// The same without the stream's version, which tells customers how often something is done
    /// inside.
    pub fn told<A>(executed: &Executed<A>, value: &T) -> Result<Self, Problem> {
        let mut answer = Self::after(executed, value)?;
        answer.response.headers_mut().remove(header::ETAG);
        Ok(answer)
    }

    /// Adds `Location`: where the new thing is.
    pub fn at(mut self, path: &str) -> Self {
        if let Ok(path) = HeaderValue::try_from(path) {
            self.response.headers_mut().insert(header::LOCATION, path);
        }
        self
    }
}

impl<T: Send, const STATUS: u16, const WRITE: bool> IntoResponse for Answer<T, STATUS, WRITE> {
    fn into_response(self) -> Response {
        self.response
    }
}

impl<T: Type, const STATUS: u16, const WRITE: bool> ApiResponse for Answer<T, STATUS, WRITE> {
    fn meta() -> MetaResponses {
        let response = MetaResponse {
            description: match STATUS {
                201 => "Created.",
                202 => "Taken; it is done soon.",
                _ => "Done.",
            },
            status: Some(STATUS),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: T::schema_ref(),
            }],
            headers: if WRITE { write_headers() } else { vec![] },
        };
        MetaResponses {
            responses: vec![response],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

fn write_headers() -> Vec<MetaHeader> {
    vec![
        described::<String>("ETag", "The version after the change; send it as If-Match."),
        described::<i64>(
            "Docket-Position",
            "Where in the log the change lies; send it as Docket-Min-Position to read it.",
        ),
        described::<bool>(
            "Idempotency-Replayed",
            "true when this Idempotency-Key had been carried out before.",
        ),
    ]
}

fn described<T: Type>(name: &str, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required: false,
        deprecated: false,
        schema: T::schema_ref(),
    }
}
