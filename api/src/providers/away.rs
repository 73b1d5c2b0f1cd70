//! An answer that sends a browser on.

use crate::problem::Problem;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaHeader, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;

/// Sends a browser on, or shows it why not.
#[derive(Debug)]
pub(crate) struct Away(Response);

impl Away {
    /// On to this address or path. Fails only where it is none.
    pub fn to(address: &str) -> Result<Self, Problem> {
        let address = HeaderValue::try_from(address);
        let address = address.map_err(|error| Problem::internal(&error))?;
        let mut response = Response::builder().status(StatusCode::FOUND).finish();
        response.headers_mut().insert(header::LOCATION, address);
        Ok(Self(response))
    }

    /// Stays, with a page.
    pub fn not(page: Response) -> Self {
        Self(page)
    }

    /// Adds `Set-Cookie`.
    pub fn set_cookie(mut self, cookie: &str) -> Self {
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            self.0.headers_mut().append(header::SET_COOKIE, cookie);
        }
        self
    }
}

impl IntoResponse for Away {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for Away {
    fn meta() -> MetaResponses {
        let header = |name: &str, description: &str| MetaHeader {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            required: true,
            deprecated: false,
            schema: String::schema_ref(),
        };
        let response = MetaResponse {
            description: "Go on there.",
            status: Some(302),
            status_range: None,
            content: vec![],
            headers: vec![
                header("Location", "Where to go on."),
                header("Set-Cookie", "What the browser keeps of it."),
            ],
        };
        MetaResponses {
            responses: vec![response],
        }
    }

    fn register(_: &mut Registry) {}
}
