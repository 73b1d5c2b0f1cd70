//! Everything that a query finds, read to its end as it stood at one moment.

use super::lifted::lifted;
use super::{TicketQuery, TicketRow, Tickets, list, select};
use crate::projection::Projection;
use crate::read_models::AskError;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use deadpool_postgres::{ClientWrapper, Object};
use tokio::sync::mpsc;
use tokio_postgres::types::ToSql;
use tokio_postgres::{IsolationLevel, NoTls};

/// Most tickets read at once.
const PAGE: usize = 200;
/// How many are read first, of which nobody knows yet how long they are.
const FIRST: usize = 20;
/// About how many bytes of text a page shall have: one description may have a quarter of a MiB.
const PAGE_BYTES: usize = 2 * 1024 * 1024;

type Page = Result<Vec<TicketRow>, AskError>;

/// All tickets of a query, in its order, as they stood when the reading began. Dropping it ends the
/// reading.
#[derive(Debug)]
pub struct TicketScan {
    /// The page that told that the reading goes well.
    first: Vec<TicketRow>,
    pages: Option<mpsc::Receiver<Page>>,
}

impl ReadModels {
    /// Begins to read everything that the query finds; its limit and cursor are of no account. Takes
    /// a connection of its own until the end, and holds at most three pages of about 2 MiB.
    pub async fn scan_tickets(&self, query: &TicketQuery) -> Result<TicketScan, ReadError> {
        let query = &lifted(query);
        if list::is_impossible(query) {
            return Ok(TicketScan {
                first: Vec::new(),
                pages: None,
            });
        }
        let building = || ReadError::Building(Tickets::NAME.to_owned());
        match self.begin_scan(query).await {
            Err(AskError::Gone) => {}
            begun => return begun.map_err(|e| e.or(building)),
        }
        // another process has switched to a new build and dropped the old one
        for projection in list::read_by(query) {
            self.refresh(projection).await?;
        }
        let begun = self.begin_scan(query).await;
        begun.map_err(|e| e.or(building))
    }

    async fn begin_scan(&self, query: &TicketQuery) -> Result<TicketScan, AskError> {
        let shares = self.shares().await?;
        let schemas = self.schemas(list::read_by(query)).await?;
        let select = select::all(query, list::places(query, &schemas), &shares);
        // it leaves the pool for good: nobody else shall find it in the middle of a transaction
        let client = Object::take(self.client().await?);
        let (sender, mut pages) = mpsc::channel(1);
        tokio::spawn(read(client, select, sender));
        let first = match pages.recv().await {
            Some(first) => first?,
            None => Vec::new(),
        };
        Ok(TicketScan {
            first,
            pages: Some(pages),
        })
    }
}

impl TicketScan {
    /// The next tickets; none at the end.
    pub async fn next(&mut self) -> Result<Vec<TicketRow>, ReadError> {
        if !self.first.is_empty() {
            return Ok(std::mem::take(&mut self.first));
        }
        let Some(pages) = &mut self.pages else {
            return Ok(Vec::new());
        };
        let gone = || ReadError::Building(Tickets::NAME.to_owned());
        match pages.recv().await {
            Some(page) => page.map_err(|e| e.or(gone)),
            None => Ok(Vec::new()),
        }
    }
}

/// Sends page after page until the end, or until nobody takes them any more.
async fn read(mut client: ClientWrapper, select: Select, pages: mpsc::Sender<Page>) {
    let cancel = client.cancel_token();
    let read = tokio::select! {
        read = send(&mut client, &select, &pages) => read,
        () = pages.closed() => {
            // best effort: the connection is closed behind it anyhow
            let _ = cancel.cancel_query(NoTls).await;
            return;
        }
    };
    if let Err(error) = read {
        let _ = pages.send(Err(error)).await; // nobody may be there any more
    }
}

/// One statement read piece by piece: it sees one moment, and what it looks up it looks up once.
async fn send(
    client: &mut ClientWrapper,
    select: &Select,
    pages: &mpsc::Sender<Page>,
) -> Result<(), AskError> {
    client.batch_execute(WHOLE).await?;
    let begun = client.build_transaction();
    let begun = begun.isolation_level(IsolationLevel::RepeatableRead);
    let tx = begun.read_only(true).start().await?;
    let types: Vec<_> = select.params.iter().map(|(_, of)| of.clone()).collect();
    let params = select
        .params
        .iter()
        .map(|(p, _)| &**p as &(dyn ToSql + Sync));
    let params: Vec<_> = params.collect();
    let statement = tx.prepare_typed(&select.sql, &types).await?;
    let portal = tx.bind(&statement, &params).await?;
    let mut size = FIRST;
    loop {
        let rows = tx.query_portal(&portal, size as i32).await?;
        let page: Vec<_> = rows.iter().map(TicketRow::read).collect();
        let next = next_size(&page);
        let last = page.len() < size;
        if page.is_empty() || pages.send(Ok(page)).await.is_err() || last {
            return Ok(());
        }
        size = next;
    }
}

/// So many that they take about [`PAGE_BYTES`] if they are like the last ones.
fn next_size(page: &[TicketRow]) -> usize {
    let bytes = page.iter().map(|row| row.description.len() + 1024);
    let fitting = PAGE_BYTES * page.len() / bytes.sum::<usize>().max(1);
    fitting.clamp(1, PAGE)
}

/// All rows are read, for which a plan may well go through the whole table.
const WHOLE: &str = "SET enable_seqscan = on";
