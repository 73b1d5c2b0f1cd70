//! The same writer, for parts of what their request does.

use super::Writer;
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

    /// To whom nothing is refused: for what follows from what they were allowed.
    pub fn unrestricted(&self) -> Self {
        let mut other = self.clone();
        other.reader.access = Arc::new(Access::everything().clone());
        other
    }
}
