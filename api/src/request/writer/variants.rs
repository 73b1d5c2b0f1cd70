//! The same writer, for parts of what their request does.

use super::{IfMatch, Writer};
use domain::{Access, Catalog};
use std::sync::Arc;

impl Writer {
    /// For a request of many commands.
    pub fn correlated(&self) -> Self {
        let correlation = Some(self.command_id());
        Self {
            correlation,
            ..self.clone()
        }
    }

    /// Who knows other settings: those that the request makes first.
    pub fn with_catalog(&self, catalog: Arc<Catalog>) -> Self {
        let mut other = self.clone();
        other.reader.catalog = catalog;
        other
    }

    /// Whose `If-Match` was looked at already, and is not about the stream.
    pub fn with_any_version(&self) -> Self {
        Self {
            if_match: IfMatch::Absent,
            ..self.clone()
        }
    }

    /// To whom nothing is refused: for what follows from what they were allowed.
    pub fn unrestricted(&self) -> Self {
        let mut other = self.clone();
        other.reader.access = Arc::new(Access::everything().clone());
        other
    }
}
