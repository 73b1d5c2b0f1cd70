//! An iCalendar file as the body of a request.

use crate::problem::{Kind, Problem};
use crate::request::read;
use bytes::Bytes;
use domain::FieldError;
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

const MEDIA_TYPE: &str = "text/calendar";

/// What the document shows.
const EXAMPLE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//holidays//EN\r\n\
BEGIN:VEVENT\r\nUID:new-year@example.org\r\nSUMMARY:New Year\r\nDTSTART;VALUE=DATE:20260101\r\n\
RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// An iCalendar file, not parsed yet, with the bytes that an `Idempotency-Key` is bound to.
#[derive(Debug)]
pub(crate) struct CalendarFile {
    pub text: String,
    pub bytes: Bytes,
}

impl<'a> ApiExtractor<'a> for CalendarFile {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let schema = MetaSchema {
            example: Some(EXAMPLE.into()),
            ..MetaSchema::new("string")
        };
        Some(MetaRequest {
            description: Some("An iCalendar file, in UTF-8."),
            content: vec![MetaMediaType {
                content_type: MEDIA_TYPE,
                schema: MetaSchemaRef::Inline(Box::new(schema)),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        check_content_type(request)?;
        let bytes = read(body.take()?).await?;
        let text = std::str::from_utf8(&bytes).map_err(|error| not_utf8(error.valid_up_to()))?;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        Ok(Self { text, bytes })
    }
}

/// Without a content type it is taken for what is asked for.
fn check_content_type(request: &Request) -> Result<(), Problem> {
    let Some(value) = request.headers().get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let media_type = value.to_str().ok().and_then(|v| v.split(';').next());
    if media_type.is_some_and(|m| m.trim().eq_ignore_ascii_case(MEDIA_TYPE)) {
        return Ok(());
    }
    let detail = "Send an iCalendar file, with \"Content-Type: text/calendar\".";
    Err(Problem::new(Kind::UnsupportedMediaType, detail))
}

fn not_utf8(byte: usize) -> Problem {
    let detail = format!("is not UTF-8 (byte {byte} is wrong); save the file as UTF-8");
    let mut problem = Problem::new(Kind::Malformed, format!("The body {detail}."));
    problem.errors.push(FieldError::new("body", detail));
    problem
}
