//! Undoing a bulk job: another job that puts back what the first did.

use crate::CommandError;
use domain::BulkId;
use domain::bulk::{Bulk, BulkCommand, NewBulk};
use eventstore::{ExecuteError, Transaction, Work};

/// Asks for a job that undoes another, once: both jobs tell of it in one append.
#[derive(Clone, Copy, Debug)]
pub struct UndoBulk {
    pub job: BulkId,
    /// Of the job that undoes it.
    pub by: BulkId,
}

impl Work for UndoBulk {
    type Primary = Bulk;
    type Error = CommandError;

    async fn run(
        &self,
        tx: &mut Transaction<'_, CommandError>,
    ) -> Result<(), ExecuteError<CommandError>> {
        let undo = BulkCommand::Undo { by: self.by };
        let undone = tx.decide::<Bulk>(self.job.0, &[undo]).await?;
        let job = undone.state.job.as_deref();
        let new = NewBulk {
            tickets: job.map(|job| job.changed()).unwrap_or_default(),
            actions: Vec::new(),
            filter: Vec::new(),
            undoes: Some(self.job),
        };
        tx.begin::<Bulk>(self.by.0);
        let request = BulkCommand::Request(Box::new(new));
        tx.decide::<Bulk>(self.by.0, &[request]).await?;
        Ok(())
    }
}
