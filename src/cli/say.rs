//! What a command answers, on standard output.

use super::CliError;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// Prints a line. A reader who went away, as `head` does, has all that they wanted: no fault.
pub(crate) fn say(text: impl Display) -> Result<(), CliError> {
    told(writeln!(io::stdout().lock(), "{text}"))
}

fn told(written: io::Result<()>) -> Result<(), CliError> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(CliError::System("write the answer", error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_who_went_away_is_no_fault_and_a_full_disk_is_one() {
        let fails = |kind| told(Err(io::Error::from(kind)));
        assert!(fails(ErrorKind::BrokenPipe).is_ok());
        assert!(fails(ErrorKind::StorageFull).is_err());
        assert!(told(Ok(())).is_ok());
    }
}
