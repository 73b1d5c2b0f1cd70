//! Makes an export page by page, as fast as it is taken, and tells the log how it ended.

use super::answer::Pieces;
use super::audit::{self, Begun, Ended};
use super::file::File;
use super::room::Place;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Ticket;
use bytes::Bytes;
use domain::Access;
use domain::export::BreakOff;
use projections::{TicketRow, TicketScan};
use std::io;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

/// How long an export may take altogether: as long, tables keep what it reads.
const LONGEST: Duration = Duration::from_secs(30 * 60);
/// Pieces that wait to be sent.
const AHEAD: usize = 2;

/// One export that is made.
pub(super) struct Producer {
    pub reader: Reader,
    pub scan: TicketScan,
    pub begun: Begun,
    /// Held until the end.
    pub _place: Place,
}

/// Where the file goes.
pub(super) struct Outlet {
    pieces: mpsc::Sender<io::Result<Bytes>>,
    until: Instant,
}

impl Producer {
    /// Begins to make the file; it ends when all is made, or nobody takes it any more.
    pub fn start(self, file: File) -> Pieces {
        let (pieces, taken) = mpsc::channel(AHEAD);
        let until = Instant::now() + LONGEST;
        tokio::spawn(self.run(file, Outlet { pieces, until }));
        taken
    }

    /// Recorded before the last piece is taken for the last one: whoever has the whole file finds its
    /// end in the log.
    async fn run(mut self, file: File, outlet: Outlet) {
        let mut rows = 0;
        let broken = self.make(file, &outlet, &mut rows).await.err();
        audit::end(&self.reader, self.begun, Ended { rows, broken }).await;
        if let Some(reason) = broken {
            tracing::debug!(rows, ?reason, "an export was broken off");
            let error = io::Error::other("the export was broken off");
            let _ = outlet.pieces.send(Err(error)).await; // nobody may be there any more
        }
    }

    async fn make(
        &mut self,
        mut file: File,
        outlet: &Outlet,
        rows: &mut u64,
    ) -> Result<(), BreakOff> {
        outlet.send(file.head().map_err(failed)?).await?;
        loop {
            let page = self.next(outlet).await?;
            if page.is_empty() {
                return file.finish(outlet).await;
            }
            let count = page.len() as u64;
            let tickets = Ticket::of_rows(&self.reader, page).await.map_err(problem)?;
            outlet.send(file.page(&self.reader, tickets).await?).await?;
            *rows += count;
        }
    }

    async fn next(&mut self, outlet: &Outlet) -> Result<Vec<TicketRow>, BreakOff> {
        outlet.check()?;
        if self.reader.state.app.stop.is_cancelled() {
            return Err(BreakOff::Stopped);
        }
        if !self.may_go_on().await {
            return Err(BreakOff::RightsChanged);
        }
        self.scan.next().await.map_err(failed)
    }

    /// Whether they may still do just what they might when it began.
    async fn may_go_on(&self) -> bool {
        let Reader {
            state,
            principal,
            access,
            ..
        } = &self.reader;
        let catalog = state.app.catalog.now();
        principal.is_still_good(&catalog)
            && principal.is_still_signed_in(state).await
            && Access::of(&principal.actor(), &catalog) == **access
    }
}

impl Outlet {
    /// Waits until there is room for it.
    pub async fn send(&self, piece: Bytes) -> Result<(), BreakOff> {
        if piece.is_empty() {
            return Ok(());
        }
        match tokio::time::timeout_at(self.until, self.pieces.send(Ok(piece))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(BreakOff::Abandoned),
            Err(_) => Err(BreakOff::TookTooLong),
        }
    }

    /// Whether anybody still waits for it, and there is time left.
    pub fn check(&self) -> Result<(), BreakOff> {
        if self.pieces.is_closed() {
            Err(BreakOff::Abandoned)
        } else if Instant::now() >= self.until {
            Err(BreakOff::TookTooLong)
        } else {
            Ok(())
        }
    }

    /// The same outlet for whoever writes without waiting.
    pub fn pieces(&self) -> mpsc::Sender<io::Result<Bytes>> {
        self.pieces.clone()
    }
}

pub(super) fn failed(error: impl std::fmt::Display) -> BreakOff {
    tracing::warn!(%error, "an export failed");
    BreakOff::Failed
}

fn problem(problem: Problem) -> BreakOff {
    failed(problem.cause.unwrap_or(problem.detail))
}
