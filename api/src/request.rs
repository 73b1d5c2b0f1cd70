//! What every request brings along: who asks, what they have seen, what they expect.

mod body;
mod customer;
pub(crate) mod headers;
mod json;
mod language;
mod reader;
mod visitor;
mod writer;

pub(crate) use body::{BODY_BYTES, Body, OptionalBody, drain, read};
pub(crate) use customer::{KnownCustomer, PortalReader, PortalWriter, check_enabled};
pub(crate) use json::{optional_object, present};
pub(crate) use language::languages;
pub(crate) use reader::Reader;
pub(crate) use visitor::Visitor;
pub(crate) use writer::Writer;

/// Makes `$name`, which has `of(&Request)`, an argument of operations that only members may call.
macro_rules! recognised {
    ($name:ident) => {
        impl<'a> poem_openapi::ApiExtractor<'a> for $name {
            const TYPES: &'static [poem_openapi::ApiExtractorType] =
                &[poem_openapi::ApiExtractorType::SecurityScheme];
            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut poem_openapi::registry::Registry) {
                $crate::auth::register(registry);
            }

            fn security_schemes() -> Vec<&'static str> {
                $crate::auth::SCHEMES.to_vec()
            }

            async fn from_request(
                request: &'a poem::Request,
                _: &mut poem::RequestBody,
                _: poem_openapi::ExtractParamOptions<()>,
            ) -> poem::Result<Self> {
                Ok(Self::of(request).await?)
            }
        }
    };
}

use recognised;
