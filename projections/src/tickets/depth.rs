//! However deep a page is, Postgres begins to read at its place in an index.

use super::cursor::Cursor;
use super::select::{self, Places};
use super::shares::Shares;
use super::{TicketColumn, TicketQuery, TicketSort};
use crate::tests::world::{NOW, World, everything, new, priority};
use domain::FieldId;
use domain::field::FieldValue;
use domain::ticket::CreateTicket;
use tokio_postgres::types::{ToSql, Type};

fn columns() -> Vec<TicketColumn> {
    use TicketColumn as C;
    let field = |key| C::Field(FieldId::from_key(key));
    vec![
        C::CreatedAt,
        C::UpdatedAt,
        C::DueAt,
        C::WindowFrom,
        C::WindowTo,
        C::SnoozedUntil,
        C::FirstResponseAt,
        C::LastCustomerMessageAt,
        C::LastStaffMessageAt,
        C::SlaDueAt,
        C::Number,
        C::Messages,
        C::Files,
        C::Minutes,
        C::Subject,
        C::Status,
        C::Priority,
        C::Department,
        field("floor"),
        field("product"),
    ]
}

#[tokio::test]
async fn a_page_begins_at_its_place_in_an_index() {
    let (world, runner) = World::running().await;
    for number in 1..=3 {
        let ticket = CreateTicket {
            due_at: Some(NOW),
            fields: vec![(
                FieldId::from_key("floor"),
                Some(FieldValue::Integer(number)),
            )],
            ..new(number)
        };
        world.create(ticket).await;
    }
    world.caught_up().await;
    for column in columns() {
        for descending in [false, true] {
            let sort = TicketSort::By { column, descending };
            let ranks = match column {
                TicketColumn::Priority => vec![priority("normal").0],
                _ => Vec::new(),
            };
            let query = TicketQuery {
                sort,
                ranks,
                limit: 1,
                ..everything()
            };
            let plan = plan_of_second_page(&world, &query).await;
            let passes_by = |lines: &&[String]| {
                let (above, line) = (&lines[0], &lines[1]);
                let begins = above.contains(">= '") || above.contains("<= '");
                let begun = above.contains("Index Cond: ") && begins;
                line.contains("Filter:") && line.contains("ROW(") && !begun
            };
            let passed = plan.windows(2).find(passes_by);
            assert_eq!(passed, None, "{sort:?}\n{}", plan.join("\n"));
            let begins = plan.iter().any(|line| line.contains("Index Cond: "));
            assert!(begins, "{sort:?}\n{}", plan.join("\n"));
        }
    }
    runner.stop().await;
}

/// What Postgres would do if the table were too long to be read whole, or to be sorted.
async fn plan_of_second_page(world: &World, query: &TicketQuery) -> Vec<String> {
    let cursor = world.page(query.clone()).await.next_cursor.unwrap();
    let cursor = Cursor::read(&cursor, query.sort).unwrap();
    let schema = world.serving("tickets").await.schema;
    let places = Places {
        tickets: &schema,
        customers: "",
        narrow: true,
    };
    let select = select::page(query, places, 50, Some(&cursor), &Shares::default());
    let params: Vec<(&(dyn ToSql + Sync), Type)> = (select.params.iter())
        .map(|(value, of)| (&**value as &(dyn ToSql + Sync), of.clone()))
        .collect();
    let sql = world.sql().await;
    sql.batch_execute(
        "SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off",
    )
    .await
    .unwrap();
    let explain = format!("EXPLAIN {}", select.sql);
    let rows = sql.query_typed(&explain, &params).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}
