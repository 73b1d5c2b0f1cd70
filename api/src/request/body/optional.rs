//! A JSON body that may be left out.

use super::{check_content_type, read};
use crate::request::json;
use bytes::Bytes;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::de::DeserializeOwned;

/// A parsed body, or nothing, with the bytes that an `Idempotency-Key` is bound to.
#[derive(Debug)]
pub(crate) struct OptionalBody<T> {
    pub value: Option<T>,
    pub bytes: Bytes,
}

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for OptionalBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: T::schema_ref(),
            }],
            required: false,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = read(body.take()?).await?;
        if bytes.is_empty() {
            return Ok(Self { value: None, bytes });
        }
        check_content_type(request)?;
        let value = Some(json::parse(&bytes)?);
        Ok(Self { value, bytes })
    }
}
