//! What people call the groups of a chart, as far as the reader may know.

use super::distribution::TicketGroup;
use crate::called;
use crate::customers::summaries;
use crate::problem::Problem;
use crate::request::Reader;
use domain::field::{Choice, FieldKind};
use domain::organisation::Organisation;
use domain::setting::in_language;
use domain::{Catalog, CustomerId, FieldId, Permission, PriorityId, StatusId};
use projections::{Group, GroupCount};
use std::collections::HashMap;
use uuid::Uuid;

/// The groups with the keys that lists take, and with names in this language.
pub(super) async fn named(
    reader: &Reader,
    (by, language): (Group, &str),
    groups: Vec<GroupCount>,
) -> Result<Vec<TicketGroup>, Problem> {
    let names = Names::learn(reader, (by, language), &groups).await?;
    let shown = groups.into_iter().map(|group| {
        let (key, name) = match group.key {
            Some(key) => names.of(by, key),
            None => (None, None),
        };
        TicketGroup {
            key: key.into(),
            name: name.into(),
            tickets: group.tickets,
        }
    });
    Ok(shown.collect())
}

/// Who and what is called how.
struct Names<'a> {
    catalog: &'a Catalog,
    language: &'a str,
    /// Customers and organisations.
    others: HashMap<Uuid, String>,
}

impl<'a> Names<'a> {
    async fn learn(
        reader: &'a Reader,
        (by, language): (Group, &'a str),
        groups: &[GroupCount],
    ) -> Result<Self, Problem> {
        let catalog = &*reader.catalog;
        let mut others = HashMap::new();
        let ids = groups
            .iter()
            .filter_map(|group| group.key.as_ref()?.parse().ok());
        let ids: Vec<Uuid> = ids.collect();
        let are_customers = match by {
            Group::Customer => true,
            Group::Field { id, .. } => kind(catalog, id) == Some(&FieldKind::Customer),
            _ => false,
        };
        if reader.access.allows(Permission::ReadCustomers) {
            if are_customers {
                others = customers(reader, ids).await?;
            } else if by == Group::Organisation {
                others = organisations(reader, &ids).await?;
            }
        }
        Ok(Self {
            catalog,
            language,
            others,
        })
    }

    /// What lists call it, and what people do.
    fn of(&self, by: Group, key: String) -> (Option<String>, Option<String>) {
        let name = self.name(by, &key);
        let id = key.parse().unwrap_or_default(); // statuses and priorities are told by ids
        let key = match by {
            Group::Status => self.catalog.status_key(StatusId(id)),
            Group::Priority => self.catalog.priority_key(PriorityId(id)),
            _ => key,
        };
        (Some(key), name)
    }

    fn name(&self, by: Group, key: &str) -> Option<String> {
        let (catalog, language) = (self.catalog, self.language);
        let id = key.parse::<Uuid>().ok();
        let name = match by {
            Group::Status => called::status(catalog, id?, language),
            Group::Priority => called::priority(catalog, id?, language),
            Group::Department => called::department(catalog, id?, language),
            Group::Assignee => called::member(catalog, id?),
            Group::Customer | Group::Organisation => self.other(id?),
            Group::Field { id: field, .. } => match kind(catalog, field)? {
                FieldKind::Member => called::member(catalog, id?),
                FieldKind::Customer => self.other(id?),
                kind => return chosen(kind.choices(), key, language),
            },
            Group::Channel | Group::Tag => None,
        };
        name.map(str::to_owned)
    }

    fn other(&self, id: Uuid) -> Option<&str> {
        self.others.get(&id).map(String::as_str)
    }
}

fn kind(catalog: &Catalog, field: FieldId) -> Option<&FieldKind> {
    called::value(&catalog.fields, field.0).map(|field| &field.kind)
}

/// The name of a choice, or of a path of choices with `/` between.
fn chosen(mut choices: &[Choice], path: &str, language: &str) -> Option<String> {
    let mut names = Vec::new();
    for key in path.split('/') {
        let choice = choices.iter().find(|choice| choice.key == key)?;
        names.push(in_language(&choice.name, &choice.names, language));
        choices = &choice.choices;
    }
    Some(names.join(" / "))
}

async fn customers(reader: &Reader, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>, Problem> {
    let ids: Vec<_> = ids.into_iter().map(CustomerId).collect();
    let found = summaries(reader, &ids).await?.into_iter();
    let named = found.filter_map(|(id, who)| Some((id.0, who.name.0.or(who.email.0)?)));
    Ok(named.collect())
}

async fn organisations(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    let store = &reader.state.app.store;
    let found = store.load_all::<Organisation>(ids, 0).await?.into_iter();
    let named = found.filter_map(|(id, of)| Some((id, of.state.details.as_ref()?.name.clone())));
    Ok(named.collect())
}
