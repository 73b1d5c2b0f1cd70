//! What a ticket must be besides, as SQL.

use super::super::query::{SearchFilter, SearchFilters};
use crate::select::{EARLIEST, Select};
use tokio_postgres::types::Type;
use uuid::Uuid;

impl SearchFilters {
    /// Whether the list's row of a ticket is needed for it.
    pub(super) fn asks_for_row(&self) -> bool {
        !matches!(self, Self::CreatedFrom(_) | Self::CreatedTo(_))
    }
}

impl Select {
    /// A condition on tickets `t` and their documents `d`.
    pub(super) fn of_filter(&mut self, filter: &SearchFilter) -> String {
        let condition = self.held(&filter.of);
        match filter.excluded {
            true => format!("NOT coalesce({condition}, false)"),
            false => condition,
        }
    }

    fn held(&mut self, of: &SearchFilters) -> String {
        match of {
            SearchFilters::Status(ids) => self.one_id("t.status", ids.iter().map(|id| id.0)),
            SearchFilters::Priority(ids) => self.one_id("t.priority", ids.iter().map(|id| id.0)),
            SearchFilters::Department(ids) => {
                self.one_id("t.department", ids.iter().map(|id| id.0))
            }
            SearchFilters::Customer(ids) => self.one_id("t.customer", ids.iter().map(|id| id.0)),
            SearchFilters::Organisation(ids) => {
                self.one_id("t.organisation", ids.iter().map(|id| id.0))
            }
            SearchFilters::Assignee(ids) => {
                let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
                let ids = self.param(ids, Type::UUID_ARRAY);
                format!("t.assignees && {ids}")
            }
            SearchFilters::Unassigned => "t.assignees = '{}'".to_owned(),
            SearchFilters::Tag(tags) => {
                let tags: Vec<_> = tags.iter().map(|tag| tag.trim().to_lowercase()).collect();
                let tags = self.param(tags, Type::TEXT_ARRAY);
                format!("t.tags && {tags}")
            }
            SearchFilters::Number(numbers) => {
                let numbers = self.param(numbers.clone(), Type::INT8_ARRAY);
                format!("t.number = ANY ({numbers})")
            }
            SearchFilters::CreatedFrom(at) => {
                let at = self.param((*at).max(EARLIEST), Type::TIMESTAMPTZ);
                format!("d.created_at >= {at}")
            }
            SearchFilters::CreatedTo(at) => {
                let at = self.param((*at).max(EARLIEST), Type::TIMESTAMPTZ);
                format!("d.created_at < {at}")
            }
        }
    }

    fn one_id(&mut self, column: &str, ids: impl Iterator<Item = Uuid>) -> String {
        let ids = self.param(ids.collect::<Vec<_>>(), Type::UUID_ARRAY);
        format!("{column} = ANY ({ids})")
    }
}
