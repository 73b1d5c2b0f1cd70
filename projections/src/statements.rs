//! Statements that write a batch: each set based, all sent together.

use deadpool_postgres::Transaction;
use futures_util::future::join_all;
use tokio_postgres::types::ToSql;

/// The values of one column, row by row.
pub(crate) type Column = Box<dyn ToSql + Sync + Send>;

/// Statements that wait to be sent, each with one array per column. What inserts many rows unnests
/// them in its list of columns, where Postgres takes row by row; in `FROM` it would first write down
/// all values of each column.
#[derive(Default)]
pub(crate) struct Statements(Vec<(&'static str, Vec<Column>)>);

impl Statements {
    pub(crate) fn push(&mut self, sql: &'static str, columns: Vec<Column>) {
        self.0.push((sql, columns));
    }

    /// One round trip for all; Postgres runs them in order.
    pub(crate) async fn send(self, tx: &Transaction<'_>) -> Result<(), tokio_postgres::Error> {
        let mut prepared = Vec::with_capacity(self.0.len());
        for (sql, columns) in &self.0 {
            prepared.push((tx.prepare_cached(sql).await?, columns));
        }
        let sent = prepared.iter().map(|(statement, columns)| async move {
            let columns: Vec<_> = columns
                .iter()
                .map(|c| &**c as &(dyn ToSql + Sync))
                .collect();
            tx.execute(statement, &columns).await
        });
        // in order, so the first error is the cause and the others only follow from it
        join_all(sent)
            .await
            .into_iter()
            .try_for_each(|r| r.map(drop))
    }
}

/// The values of one column of `rows`.
pub(crate) fn column<R, T>(rows: &[R], value: impl Fn(&R) -> T) -> Column
where
    Vec<T>: ToSql + Sync + Send + 'static,
{
    Box::new(rows.iter().map(value).collect::<Vec<T>>())
}

/// Spells a Postgres array, every element quoted: `unnest` would flatten an array of arrays, so
/// lists go as literals.
pub(crate) fn array_literal(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut literal = String::from("{");
    for item in items {
        literal.push_str(if literal.len() > 1 { ",\"" } else { "\"" });
        for c in item.as_ref().chars() {
            if matches!(c, '"' | '\\') {
                literal.push('\\');
            }
            literal.push(c);
        }
        literal.push('"');
    }
    literal.push('}');
    literal
}
