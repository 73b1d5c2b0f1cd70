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
const SIGN_IN: [&str; 6] = [
    "/api/v1/auth/",
    "/api/v1/sign_in",
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
        let goes = path.ends_with("/start") || path.ends_with("/callback");
        if (goes && path.starts_with(PROVIDERS))
            || !reads && SIGN_IN.iter().any(|place| path.starts_with(place))
        {
            return Self::SignIn;
        }
        if !reads && path.trim_end_matches('/') == FORM {
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
            (Method::POST, "/api/v1/auth/password", Class::SignIn),
            (Method::GET, "/api/v1/auth/providers", Class::Read),
            (Method::GET, "/api/v1/auth/corp/start", Class::SignIn),
            (Method::GET, "/api/v1/auth/corp/callback", Class::SignIn),
        ] {
            assert_eq!(Class::of(&method, path), class, "{method} {path}");
        }
    }

    #[test]
    fn classes_are_numbered_as_they_are_listed() {
        let numbers: Vec<_> = Class::ALL.iter().map(|class| *class as usize).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
    }
}
