//! Where images may come from.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where attachments are served.
const ATTACHMENTS: &str = "/api/v1/attachments/";

/// Whether images of other servers are fetched. Whoever sent them learns when and where they are
/// looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RemoteImages {
    /// They are named, not fetched.
    #[default]
    Block,
    Allow,
}

/// What the `src` of an image turns into.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// An attachment here.
    Own(String),
    /// Another server.
    Remote(String),
    /// Neither.
    None,
}

impl Source {
    /// `cid:ID` and `/api/v1/attachments/ID/content` name an attachment.
    pub fn of(src: &str) -> Self {
        let src = src.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let id = strip_scheme(src, "cid:").or_else(|| {
            let id = src.strip_prefix(ATTACHMENTS)?;
            id.strip_suffix("/content")
        });
        if let Some(id) = id {
            let id = Uuid::try_parse(id.trim());
            return id.map_or(Self::None, |id| {
                Self::Own(format!("{ATTACHMENTS}{id}/content"))
            });
        }
        let remote = match src.strip_prefix("//") {
            Some(rest) => format!("https://{rest}"),
            None => src.to_owned(),
        };
        if is_remote(&remote) {
            Self::Remote(remote)
        } else {
            Self::None
        }
    }
}

/// Whether an address leads to another server by HTTP.
pub(super) fn is_remote(url: &str) -> bool {
    let rest = strip_scheme(url, "https://").or_else(|| strip_scheme(url, "http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

pub(super) fn strip_scheme<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let begin = url.get(..scheme.len())?;
    let rest = &url[scheme.len()..];
    begin.eq_ignore_ascii_case(scheme).then_some(rest)
}
