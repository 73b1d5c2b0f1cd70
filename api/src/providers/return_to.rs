//! Where somebody wants to be after signing in: a path of this installation and nothing else.

use crate::problem::Problem;

/// Longest path that is remembered.
const LONGEST: usize = 1000;

/// The path, home without one, if browsers cannot read another site out of it: they take `\` for `/`, drop tabs and
/// line ends, and go to another host at `//`.
pub(super) fn checked(wanted: Option<&str>, home: &str) -> Result<String, Problem> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else {
        return Ok(home.to_owned());
    };
    let visible = |c: char| c.is_ascii_graphic() && c != '\\';
    let problem = match wanted {
        _ if wanted.len() > LONGEST => "must have at most 1000 characters",
        _ if !wanted.starts_with('/') || wanted.starts_with("//") => {
            "must be a path of this installation that begins with a single /, such as /tickets/7"
        }
        _ if !wanted.chars().all(visible) => {
            "must have visible ASCII characters only, and no \\; encode others as %.."
        }
        _ => return Ok(wanted.to_owned()),
    };
    Err(Problem::parameter("return_to", problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: &str = "/docket/";

    #[test]
    fn a_path_of_this_installation_is_taken() {
        let to = |wanted| checked(wanted, HOME).unwrap();
        assert_eq!(to(Some("/tickets/7?tab=a#b")), "/tickets/7?tab=a#b");
        assert_eq!(to(None), "/docket/");
        assert_eq!(to(Some("")), "/docket/");
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for wanted in [
            "https://evil.example.net",
            "//evil.example.net",
            "///evil.example.net",
            "/\\evil.example.net",
            "\\\\evil.example.net",
            "/\t/evil.example.net",
            "\t//evil.example.net",
            "/\r\nSet-Cookie: a=b",
            " /tickets",
            "tickets",
            "javascript:alert(1)",
            "/ß",
        ] {
            let problem = checked(Some(wanted), HOME).unwrap_err();
            assert_eq!(problem.errors[0].field, "return_to", "{wanted:?}");
        }
        assert!(checked(Some(&"/a".repeat(501)), HOME).is_err());
    }
}
