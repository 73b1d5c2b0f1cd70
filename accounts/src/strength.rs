//! Which passwords are taken: long enough, and not one that everybody tries first.

use crate::hasher::normal;
use data_encoding::HEXLOWER_PERMISSIVE;
use domain::FieldError;
use sha1::{Digest, Sha1};
use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::ops::RangeInclusive;
use std::path::Path;

/// How many characters a password has.
pub const PASSWORD_CHARS: RangeInclusive<usize> = 10..=256;

/// Passwords that are known to have leaked, by their SHA-1.
#[derive(Debug, Default)]
pub struct Breached(HashSet<[u8; 20]>);

impl Breached {
    /// Reads a file of one password a line, plain or as SHA-1 in hexadecimal; what follows a colon
    /// after a hash is left out, as in the lists of Have I Been Pwned. All of it is kept in memory,
    /// some 40 bytes a line.
    pub fn read(file: &Path) -> std::io::Result<Self> {
        let lines = BufReader::new(std::fs::File::open(file)?).split(b'\n');
        let hashes = lines.map(|line| line.map(|line| hash_of_line(&line)));
        Ok(Self(hashes.collect::<Result<_, _>>()?))
    }

    fn knows(&self, password: &str) -> bool {
        self.0.contains(&sha1(password))
    }
}

fn hash_of_line(line: &[u8]) -> [u8; 20] {
    let line = String::from_utf8_lossy(line);
    let line = line.trim_end_matches('\r');
    let hash = line.split_once(':').map_or(line, |(hash, _)| hash);
    let decoded = HEXLOWER_PERMISSIVE.decode(hash.as_bytes()).ok();
    let decoded = decoded.and_then(|bytes| <[u8; 20]>::try_from(bytes).ok());
    decoded.unwrap_or_else(|| sha1(line))
}

fn sha1(text: &str) -> [u8; 20] {
    Sha1::digest(text.as_bytes()).into()
}

/// What is wrong with a new password, under the name `field`.
pub fn check_password(
    field: &str,
    password: &str,
    breached: &Breached,
) -> Result<(), Vec<FieldError>> {
    let password = normal(password);
    let (least, most) = (PASSWORD_CHARS.start(), PASSWORD_CHARS.end());
    let chars = password.chars().count();
    let detail = if chars < *least {
        format!("must have at least {least} characters; a few words make a good one")
    } else if chars > *most {
        format!("must have at most {most} characters")
    } else if is_common(&password) || breached.knows(&password) {
        "is one that many people use, so it is tried first; choose another".to_owned()
    } else {
        return Ok(());
    };
    Err(vec![FieldError::new(field, detail)])
}

/// Whether everybody would try it: one of the usual ones, or one that few characters make up.
fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let distinct: HashSet<char> = lower.chars().collect();
    distinct.len() < 4 || COMMON.lines().any(|common| common == lower)
}

/// The most common ones of ten characters and more.
const COMMON: &str = include_str!("strength/common.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> bool {
        check_password("password", password, &Breached::default()).is_err()
    }

    #[test]
    fn a_password_has_ten_to_256_characters_whatever_their_bytes() {
        assert!(refused("קצרה מדי"));
        assert!(refused("123456789"));
        assert!(!refused("שלוש מילים"));
        assert!(!refused(&"four score ".repeat(23)));
        assert!(refused(&"four score ".repeat(24)));
    }

    #[test]
    fn the_usual_ones_are_refused_in_any_case() {
        assert!(refused("Password123"));
        assert!(refused("QWERTYUIOP"));
        assert!(refused("aaaaaaaaaaaa"));
        assert!(refused("1212121212"));
        assert!(!refused("correct horse battery staple"));
    }

    #[test]
    fn leaked_ones_are_refused_whether_listed_plain_or_hashed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("list");
        let hashed = data_encoding::HEXUPPER.encode(&sha1("hashed in the list"));
        std::fs::write(&file, format!("plain in the list\r\n{hashed}:17\n")).unwrap();
        let breached = Breached::read(&file).unwrap();
        let check = |password| check_password("new", password, &breached);
        assert_eq!(check("plain in the list").unwrap_err()[0].field, "new");
        assert!(check("hashed in the list").is_err());
        assert!(check("neither of the two").is_ok());
    }
}
