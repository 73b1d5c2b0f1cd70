//! The kinds of problem: their URIs, titles and status codes. Only added to, never renamed.

use crate::types::described;
use poem::http::StatusCode;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $uri:literal, $status:ident, $title:literal;)+) => {
        /// What kind of problem it is: what programs look at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $name,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable `type`.
            #[must_use]
            pub const fn uri(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("/problems/", $uri),)+
                }
            }

            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => StatusCode::$status,)+
                }
            }

            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }
        }
    };
}

kinds! {
    /// The request itself cannot be read: not JSON, a wrong parameter or header.
    Malformed = "malformed-request", BAD_REQUEST, "The request cannot be read";
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "Sign in first";
    /// What was typed to sign in is wrong.
    WrongCredentials = "wrong-credentials", UNAUTHORIZED, "Not recognised";
    /// The password is right; a code is needed too.
    TotpRequired = "totp-required", UNAUTHORIZED, "A code is needed too";
    Forbidden = "forbidden", FORBIDDEN, "Not allowed";
    NotFound = "not-found", NOT_FOUND, "Not found";
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED, "Not possible here";
    /// What is asked does not fit how things stand.
    Conflict = "conflict", CONFLICT, "Not as things stand";
    /// `If-Match` did not hold.
    VersionMismatch = "version-mismatch", PRECONDITION_FAILED, "It has changed meanwhile";
    /// The body came too slowly.
    TooSlow = "too-slow", REQUEST_TIMEOUT, "Too slow";
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "Too large";
    UriTooLong = "uri-too-long", URI_TOO_LONG, "The address is too long";
    RangeNotSatisfiable = "range-not-satisfiable", RANGE_NOT_SATISFIABLE, "Beyond the end";
    UnsupportedMediaType = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "Not JSON";
    /// The request can be read, but fields of it are wrong.
    Validation = "validation", UNPROCESSABLE_ENTITY, "Some fields are wrong";
    KeyReused = "idempotency-key-reused", UNPROCESSABLE_ENTITY, "Key used for another request";
    /// More requests than the budget of this key or address has.
    RateLimited = "rate-limited", TOO_MANY_REQUESTS, "Too many requests";
    /// The headers together are too long.
    HeadTooLarge = "head-too-large", REQUEST_HEADER_FIELDS_TOO_LARGE, "Too many headers";
    Internal = "internal", INTERNAL_SERVER_ERROR, "Our fault";
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "Not possible just now";
    /// The disk for attachments is full but for its reserve.
    NoSpace = "no-space", INSUFFICIENT_STORAGE, "No room for files";
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.uri())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let uri = String::deserialize(deserializer)?;
        let kind = Self::ALL.iter().find(|kind| kind.uri() == uri);
        kind.copied()
            .ok_or_else(|| serde::de::Error::custom("no such type of problem"))
    }
}

described!(
    Kind,
    "ProblemType",
    MetaSchema {
        enum_items: Kind::ALL.iter().map(|kind| kind.uri().into()).collect(),
        ..MetaSchema::new_with_format("string", "uri-reference")
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_kind_has_a_uri_of_its_own() {
        let uris: HashSet<_> = Kind::ALL.iter().map(|kind| kind.uri()).collect();
        assert_eq!(uris.len(), Kind::ALL.len());
    }

    #[test]
    fn every_kind_is_an_error_to_http() {
        assert!(Kind::ALL.iter().all(|kind| kind.status().as_u16() >= 400));
    }
}
