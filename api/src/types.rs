//! Values as HTTP spells them: how they are read, written and described in the document.

mod as_of;
mod day;
mod enums;
mod maybe_undefined;
mod moment;
mod nullable;
mod position;
mod raw_json;

pub use as_of::AsOf;
pub use day::Day;
pub use enums::{
    Applies, Assignment, Channel, ClockKind, ClockState, LinkKind, MessageFormat, Scope, SlaState,
    StatusCategory, StopReason, TimerMoment, Visibility, Weekday,
};
pub use maybe_undefined::MaybeUndefined;
pub use moment::Moment;
pub use nullable::Nullable;
pub use position::Position;
pub use raw_json::{Fields, RawJson};

/// Describes a type in the document by `$schema`; JSON is left to serde.
macro_rules! described {
    ($name:ty, $label:literal, $schema:expr) => {
        impl poem_openapi::types::Type for $name {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> std::borrow::Cow<'static, str> {
                $label.into()
            }

            fn schema_ref() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Inline(Box::new($schema))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }

        impl poem_openapi::types::ToJSON for $name {
            fn to_json(&self) -> Option<serde_json::Value> {
                serde_json::to_value(self).ok()
            }
        }

        impl poem_openapi::types::ParseFromJSON for $name {
            fn parse_from_json(
                value: Option<serde_json::Value>,
            ) -> poem_openapi::types::ParseResult<Self> {
                serde_json::from_value(value.unwrap_or_default())
                    .map_err(poem_openapi::types::ParseError::custom)
            }
        }
    };
}

/// Lets a type that has `FromStr` stand in a query or a header.
macro_rules! parameter {
    ($name:ty) => {
        impl poem_openapi::types::ParseFromParameter for $name {
            fn parse_from_parameter(value: &str) -> poem_openapi::types::ParseResult<Self> {
                value
                    .parse()
                    .map_err(|error: String| poem_openapi::types::ParseError::custom(error))
            }
        }
    };
}

pub(crate) use {described, parameter};
