//! Names of files: any script is welcome, tricks are not.

use crate::limits::Checks;

/// Longest name, in characters.
pub const NAME_CHARS: usize = 200;

/// Longest ending that is kept when a name is cut, with its dot.
const ENDING_CHARS: usize = 20;

/// The name without folders, control characters, and marks that turn the direction of writing, with
/// which "annexe\u{202e}gpj.exe" would pass for a picture. Too long a name loses its middle. `None`
/// when nothing is left.
#[must_use]
pub fn tidy_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_trick(*c)).collect();
    let kept = kept.trim();
    if kept.trim_matches('.').is_empty() {
        return None;
    }
    let count = kept.chars().count();
    if count <= NAME_CHARS {
        return Some(kept.to_owned());
    }
    let ending = kept.rfind('.').map_or("", |dot| &kept[dot..]);
    let ending = if ending.chars().count() <= ENDING_CHARS {
        ending
    } else {
        ""
    };
    let stem = kept.chars().take(NAME_CHARS - ending.chars().count());
    Some(stem.collect::<String>() + ending)
}

/// Refuses what [`tidy_name`] would change.
pub(super) fn check(checks: &mut Checks, name: &str) {
    match tidy_name(name) {
        None => checks.fail("name", "must not be empty"),
        Some(tidy) if tidy != name => checks.fail(
            "name",
            "must be at most 200 characters, without folders and control characters",
        ),
        Some(_) => {}
    }
}

fn is_trick(c: char) -> bool {
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    let breaks = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    turns || breaks || c.is_control()
}
