//! What went wrong with the content of attachments, as problems.

use super::{Kind, Problem};
use crate::edge::is_too_slow;
use attachments::FileError;
use domain::FieldError;

impl From<FileError> for Problem {
    fn from(error: FileError) -> Self {
        match &error {
            FileError::TooLarge { most } => Self::file_too_large(*most),
            FileError::NoSpace => {
                let detail = "The disk for attachments is full; tell your operator.";
                let mut problem = Self::new(Kind::NoSpace, detail);
                problem.cause = Some(error.to_string());
                problem
            }
            FileError::Empty => Self::field("file", "is empty; send the file's bytes as the body"),
            FileError::BrokenOff(cause) if is_too_slow(cause) => Self::too_slow(),
            FileError::BrokenOff(_) => {
                let detail = "The file broke off before its end; nothing was kept. Send it again.";
                Self::new(Kind::Malformed, detail)
            }
            FileError::Missing => {
                let detail = "The content is not in the storage; tell your operator.";
                let mut problem = Self::new(Kind::NotFound, detail);
                problem.cause = Some(error.to_string());
                problem
            }
            FileError::Storage(_) => {
                let detail = "The storage of attachments cannot be reached. Try again in a moment.";
                Self::unavailable(detail, &error)
            }
        }
    }
}

impl Problem {
    /// A file beyond the limit of one file.
    #[must_use]
    pub fn file_too_large(most: u64) -> Self {
        let detail = format!("must be at most {most} bytes; split it or share it by other means");
        let mut problem = Self::new(Kind::TooLarge, format!("The file {detail}."));
        problem.errors.push(FieldError::new("file", detail));
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_failure_has_its_status() {
        let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        for (error, status) in [
            (FileError::TooLarge { most: 1 }, 413),
            (FileError::NoSpace, 507),
            (FileError::Empty, 422),
            (FileError::BrokenOff(broken()), 400),
            (FileError::Missing, 404),
        ] {
            assert_eq!(Problem::from(error).kind.status().as_u16(), status);
        }
    }
}
