//! Which budget a request is taken from.

use crate::attachments::is_upload;
use crate::forms::FORM;
use poem::http::Method;

/// Kinds of request by what they cost us, or an attacker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    SignIn,
    Read,
    Write,
    Upload,
    Export,
    /// The form that anybody may send.
    Form,
}

/// Below these, whoever sends something tries to get in.
const SIGN_IN: [&str; 4] = [
    "/api/v1/portal/session",
    "/api/v1/session",
    "/api/v1/password",
    "/api/v1/invitations/",
];

/// Below this, browsers sign in by going from page to page.
const PROVIDERS: &str = "/api/v1/auth/";

impl Class {
    pub const ALL: [Self; 6] = [
        Self::SignIn,
        Self::Read,
        Self::Write,
        Self::Upload,
        Self::Export,
        Self::Form,
    ];

    /// By method and path alone: it is asked before anything else is known.
    pub fn of(method: &Method, path: &str) -> Self {
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        let path = path.trim_end_matches('/');
        let goes = path.ends_with("/start") || path.ends_with("/callback");
        if (goes && path.starts_with(PROVIDERS))
            || !reads && SIGN_IN.iter().any(|place| path.starts_with(place))
        {
            return Self::SignIn;
        }
        if !reads && path == FORM {
            return Self::Form;
        }
        if is_upload(method, path) {
            return Self::Upload;
        }
        match (reads, path.ends_with("/export")) {
            (_, true) => Self::Export,
            (true, false) => Self::Read,
            (false, false) => Self::Write,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::openapi_json;
    use serde_json::Value;

    #[test]
    fn a_request_is_of_one_class() {
        for (method, path, class) in [
            (Method::GET, "/api/v1/tickets", Class::Read),
            (Method::HEAD, "/healthz", Class::Read),
            (Method::POST, "/api/v1/tickets", Class::Write),
            (Method::DELETE, "/api/v1/tickets/1", Class::Write),
            (Method::GET, "/api/v1/tickets/export", Class::Export),
            (Method::POST, "/api/v1/attachments", Class::Upload),
            (Method::POST, "/api/v1/portal/attachments", Class::Upload),
            (Method::POST, "/api/v1/portal/session_links", Class::SignIn),
            (Method::POST, "/api/v1/forms/ticket", Class::Form),
            (Method::GET, "/api/v1/forms/ticket", Class::Read),
            (Method::GET, "/api/v1/auth/providers", Class::Read),
            (Method::GET, "/api/v1/auth/corp/start", Class::SignIn),
            (Method::GET, "/api/v1/auth/corp/callback", Class::SignIn),
        ] {
            assert_eq!(Class::of(&method, path), class, "{method} {path}");
        }
    }

    /// Of every operation of the document: its id, method, path with `x` for each parameter, and
    /// whether anybody may send it.
    fn operations() -> Vec<(String, Method, String, bool)> {
        let document: Value = serde_json::from_str(&openapi_json()).unwrap();
        let paths = document["paths"].as_object().unwrap().iter();
        let each = paths.flat_map(|(path, methods)| {
            let parts = path.split('/');
            let parts = parts.map(|part| if part.starts_with('{') { "x" } else { part });
            let path = format!("/api/v1{}", parts.collect::<Vec<_>>().join("/"));
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, operation)| {
                let id = operation["operationId"].as_str().unwrap().to_owned();
                let security = operation["security"].as_array();
                let open = security.is_none_or(Vec::is_empty);
                let method = method.to_uppercase().parse().unwrap();
                (id, method, path.clone(), open)
            })
        });
        each.collect()
    }

    #[test]
    fn what_anybody_may_send_is_counted_as_trying_to_get_in_or_as_the_form() {
        for (id, method, path, open) in operations() {
            if open && method != Method::GET {
                let class = Class::of(&method, &path);
                assert!(
                    matches!(class, Class::SignIn | Class::Form),
                    "{id} {class:?}"
                );
            }
        }
    }

    #[test]
    fn every_place_that_is_told_apart_is_there() {
        let operations = operations();
        for place in SIGN_IN {
            let is_there = |(_, method, path, _): &(String, Method, String, bool)| {
                *method != Method::GET && path.starts_with(place)
            };
            assert!(operations.iter().any(is_there), "{place}");
        }
        let ids = |wanted: Class| {
            let found = operations.iter();
            let found = found.filter(|(_, method, path, _)| Class::of(method, path) == wanted);
            found.map(|(id, ..)| id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(ids(Class::Form), ["send_form"]);
        assert!(ids(Class::Export).contains(&"export_tickets"));
        assert!(ids(Class::Upload).contains(&"upload_attachment"));
        let by_page = ["begin_provider_sign_in", "finish_provider_sign_in"];
        let sign_in = ids(Class::SignIn);
        assert!(by_page.iter().all(|id| sign_in.contains(id)), "{sign_in:?}");
    }

    #[test]
    fn classes_are_numbered_as_they_are_listed() {
        let numbers: Vec<_> = Class::ALL.iter().map(|class| *class as usize).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
    }
}
