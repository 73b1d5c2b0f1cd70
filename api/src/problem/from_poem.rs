//! Errors that poem itself raises, as problems. Their own texts never reach the caller.

use super::{Kind, Problem};
use poem::error::{MethodNotAllowedError, NotFoundError, ReadBodyError, ResponseError as _};
use poem_openapi::error::{ParseParamError, ParsePathError};

impl From<poem::Error> for Problem {
    fn from(error: poem::Error) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(problem) => return problem,
            Err(error) => error,
        };
        if let Some(parse) = error.downcast_ref::<ParseParamError>() {
            return Self::parameter(parse.name, reason(&parse.reason));
        }
        if error.is::<ParsePathError>() || error.is::<NotFoundError>() {
            return Self::new(Kind::NotFound, "There is nothing at this address.");
        }
        if error.is::<MethodNotAllowedError>() {
            let detail = "This address does not know this method; see /api/docs.";
            return Self::new(Kind::MethodNotAllowed, detail);
        }
        if let Some(read) = error.downcast_ref::<ReadBodyError>() {
            return by_status(read.status().as_u16(), &error);
        }
        by_status(error.status().as_u16(), &error)
    }
}

/// poem-openapi puts the type's name before our own words.
fn reason(text: &str) -> String {
    let own = text.strip_prefix("failed to parse \"");
    let own = own.and_then(|rest| rest.split_once("\": "));
    let own = own.map_or("cannot be read", |(_, own)| own);
    if own.starts_with("provided string was not `true`") {
        return "must be true or false".to_owned();
    }
    let end = own.find(" (occurred while parsing").unwrap_or(own.len());
    own[..end].to_owned()
}

fn by_status(status: u16, error: &poem::Error) -> Problem {
    match status {
        401 => Problem::unauthenticated(),
        403 => Problem::new(Kind::Forbidden, "This is not allowed."),
        404 => Problem::new(Kind::NotFound, "There is nothing at this address."),
        405 => Problem::new(Kind::MethodNotAllowed, "This method is not possible here."),
        413 => Problem::new(Kind::TooLarge, "The body is too large."),
        415 => Problem::new(Kind::UnsupportedMediaType, "Send application/json."),
        400..500 => Problem::new(Kind::Malformed, "The request cannot be read."),
        _ => Problem::internal(&error),
    }
}

impl Problem {
    /// No key, or one that nobody has: which of the two is not told.
    #[must_use]
    pub fn unauthenticated() -> Self {
        let detail = "Send a valid API key as \"Authorization: Bearer KEY\" or \"X-API-Key: KEY\".";
        Self::new(Kind::Unauthenticated, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::http::StatusCode;

    #[test]
    fn a_wrong_parameter_is_named_without_type_names() {
        let error = ParseParamError {
            name: "limit",
            reason: "failed to parse \"Limit\": must be 1 to 200 (occurred while parsing \"x\")"
                .to_owned(),
        };
        let problem = Problem::from(poem::Error::from(error));
        assert_eq!(problem.kind, Kind::Malformed);
        assert_eq!(problem.errors[0].field, "limit");
        assert_eq!(problem.errors[0].detail, "must be 1 to 200");
    }

    #[test]
    fn what_poem_says_of_a_fault_is_hidden() {
        let error = poem::Error::from_string("secret", StatusCode::INTERNAL_SERVER_ERROR);
        let problem = Problem::from(error);
        assert_eq!(problem.kind, Kind::Internal);
        assert!(!problem.detail.contains("secret"));
    }

    #[test]
    fn our_own_problems_pass_unchanged() {
        let error = poem::Error::from(Problem::not_found("ticket"));
        assert_eq!(Problem::from(error).kind, Kind::NotFound);
    }

    #[test]
    fn unknown_addresses_and_methods_are_told_apart() {
        assert_eq!(
            Problem::from(poem::Error::from(NotFoundError)).kind,
            Kind::NotFound
        );
        let error = poem::Error::from(MethodNotAllowedError);
        assert_eq!(Problem::from(error).kind, Kind::MethodNotAllowed);
    }
}
