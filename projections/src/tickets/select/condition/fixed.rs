//! What is asked of a ticket's own values, as SQL.

use super::super::super::draft::Role;
use super::moment::moment;
use super::{Asks, Bound, Compiler, NEVER, Op, Path, sign};
use crate::text::literal;
use domain::setting::StatusCategory as C;
use tokio_postgres::types::Type;

const CATEGORIES: [C; 6] = [
    C::New,
    C::Open,
    C::Pending,
    C::OnHold,
    C::Resolved,
    C::Closed,
];

impl Compiler<'_> {
    /// True where the value is there and as asked; else false or null. `direct` tells that the
    /// answer is not turned round, so that an index may serve it.
    pub(super) fn fixed(&mut self, path: &Path, asks: &Asks, direct: bool) -> String {
        if path.is_moment() {
            return self.moment(path, asks);
        }
        match path {
            Path::Status => self.id("t.status", asks),
            Path::Priority => self.id("t.priority", asks),
            Path::Department => self.id("t.department", asks),
            Path::Requester => self.id("t.customer", asks),
            Path::Organisation => self.id("t.organisation", asks),
            Path::StatusCategory => self.category(asks),
            Path::Assignees => self.assignees(asks, direct),
            Path::Cc => self.people(Role::Cc, asks),
            Path::Watchers => self.people(Role::Watcher, asks),
            Path::Mentioned => self.people(Role::Mentioned, asks),
            Path::Tags => self.tags(asks, direct),
            Path::Channel => self.exact("t.channel", asks),
            Path::SlaState => self.exact("t.sla_rest", asks),
            Path::Subject => self.words("subject", asks),
            Path::Description => self.words("description", asks),
            Path::RequesterEmail => self.emails(asks),
            Path::RequesterLanguage => {
                let test = self.exact("p.language", asks);
                self.requester(&test)
            }
            Path::Unassigned => yes("t.assignees = '{}'", asks),
            Path::Deleted => yes("t.deleted", asks),
            Path::Merged => yes("t.merged_into IS NOT NULL", asks),
            Path::Overdue | Path::Snoozed => yes("false", asks),
            _ => self.number(path, asks),
        }
    }

    fn id(&mut self, column: &str, asks: &Asks) -> String {
        match asks {
            Asks::Present => format!("{column} IS NOT NULL"),
            Asks::Ids(ids) => match ids[..] {
                [id] => format!("{column} = {}", self.select.param(id, Type::UUID)),
                _ => format!("{column} = ANY ({})", self.ids(ids.clone())),
            },
            _ => NEVER.to_owned(),
        }
    }

    /// A status of which nothing is known is in no category.
    fn category(&mut self, asks: &Asks) -> String {
        let statuses = match asks {
            Asks::Present => self.statuses(&CATEGORIES),
            Asks::Categories(categories) => self.statuses(categories),
            _ => return NEVER.to_owned(),
        };
        format!("t.status = ANY ({statuses})")
    }

    fn assignees(&mut self, asks: &Asks, direct: bool) -> String {
        let ids = match asks {
            Asks::Present => return "t.assignees <> '{}'".to_owned(),
            Asks::Ids(ids) => self.ids(ids.clone()),
            _ => return NEVER.to_owned(),
        };
        if !direct || !self.places.narrow {
            return format!("t.assignees && {ids}");
        }
        let schema = self.places.tickets;
        format!(
            "EXISTS (SELECT FROM {schema}.ticket_assignees a
               WHERE a.member = ANY ({ids}) AND a.status = t.status
                 AND a.created_at = t.created_at AND a.id = t.id)"
        )
    }

    fn people(&mut self, role: Role, asks: &Asks) -> String {
        let who = match asks {
            Asks::Present => "true".to_owned(),
            Asks::Ids(ids) => format!("w.who = ANY ({})", self.ids(ids.clone())),
            _ => return NEVER.to_owned(),
        };
        let (schema, role) = (self.places.tickets, role.as_str());
        format!(
            "EXISTS (SELECT FROM {schema}.ticket_people w
               WHERE {who} AND w.role = '{role}'
                 AND w.created_at = t.created_at AND w.id = t.id)"
        )
    }

    fn tags(&mut self, asks: &Asks, direct: bool) -> String {
        let tags = match asks {
            Asks::Present => return "t.tags <> '{}'".to_owned(),
            Asks::Exact(tags) => self.texts(tags),
            _ => return NEVER.to_owned(),
        };
        if !direct || !self.places.narrow {
            return format!("t.tags && {tags}");
        }
        let schema = self.places.tickets;
        format!(
            "EXISTS (SELECT FROM {schema}.ticket_tags g
               WHERE g.tag = ANY ({tags}) AND g.created_at = t.created_at AND g.id = t.id)"
        )
    }

    /// A text in its one spelling; `column` is null where there is none.
    fn exact(&mut self, column: &str, asks: &Asks) -> String {
        match asks {
            Asks::Present => format!("{column} <> ''"),
            Asks::Exact(texts) => format!("{column} = ANY ({})", self.texts(texts)),
            Asks::ExactPart(part) => {
                let pattern = self.text(&format!("%{}%", literal(part)));
                format!("{column} LIKE {pattern}")
            }
            Asks::ExactStart(start) => {
                let pattern = self.text(&format!("{}%", literal(start)));
                format!("{column} LIKE {pattern}")
            }
            _ => NEVER.to_owned(),
        }
    }

    fn words(&mut self, column: &str, asks: &Asks) -> String {
        let test = match asks {
            Asks::Present => return format!("t.{column} <> ''"),
            Asks::Words(words) => format!("s.search = ANY ({})", self.texts(words)),
            Asks::Part(part) => {
                let pattern = self.text(&format!("%{}%", literal(part)));
                format!("s.search LIKE {pattern}")
            }
            Asks::Start(start) => {
                let pattern = self.text(&format!("{}%", literal(start)));
                format!("s.search LIKE {pattern}")
            }
            _ => return NEVER.to_owned(),
        };
        let schema = self.places.tickets;
        format!(
            "(t.{column} <> ''
               AND EXISTS (SELECT FROM {schema}.ticket_{column}s s WHERE s.id = t.id AND {test}))"
        )
    }

    fn emails(&mut self, asks: &Asks) -> String {
        let test = match asks {
            Asks::Present => "p.emails <> '{}'".to_owned(),
            _ => {
                let test = self.exact("lower(e.address)", asks);
                format!("EXISTS (SELECT FROM unnest(p.emails) e(address) WHERE {test})")
            }
        };
        self.requester(&test)
    }

    /// `test` of the customer who asked, or of the one that they were merged into.
    fn requester(&self, test: &str) -> String {
        let schema = self.places.customers;
        format!(
            "EXISTS (SELECT FROM {schema}.customers c
               JOIN {schema}.customers p ON p.id = coalesce(c.merged_into, c.id)
               WHERE c.id = t.customer AND {test})"
        )
    }

    fn number(&mut self, path: &Path, asks: &Asks) -> String {
        let (op, bound) = match asks {
            Asks::Present => return "true".to_owned(),
            Asks::Compared(op, Bound::Number(bound)) => (*op, *bound),
            _ => return NEVER.to_owned(),
        };
        let column = match path {
            Path::Number => "t.number",
            Path::Version => "t.version",
            Path::Messages => "t.messages",
            Path::Files => "t.files",
            Path::Minutes => "t.minutes",
            Path::ChecklistTotal => "t.checklist_total",
            Path::ChecklistDone => "t.checklist_done",
            Path::OpenChildren => &self.open_children(),
            _ => return NEVER.to_owned(),
        };
        let (sign, bound) = (sign(op), self.select.param(bound, Type::FLOAT8));
        if *path == Path::Number && matches!(op, Op::Eq | Op::Ne) {
            // the index on numbers serves whole ones
            return format!("(t.number = {bound}::bigint AND {bound} = floor({bound}))");
        }
        format!("{column}::float8 {sign} {bound}")
    }

    fn open_children(&mut self) -> String {
        let done = self.statuses(&C::DONE);
        let schema = self.places.tickets;
        format!(
            "(SELECT count(*)
               FROM jsonb_path_query(t.parts::jsonb,
                                     '$.links[*] ? (@.kind == \"parent_of\").ticket') l(id)
               JOIN {schema}.tickets k ON k.id = (l.id #>> '{{}}')::uuid
               WHERE NOT k.hidden AND k.status <> ALL ({done}))"
        )
    }

    fn moment(&mut self, path: &Path, asks: &Asks) -> String {
        let compared = |sign: &str, bound: &str| super::moment::compared(path, sign, bound);
        match asks {
            Asks::Present => format!("{} IS NOT NULL", moment(path)),
            Asks::Compared(op, bound) => {
                let bound = match bound {
                    Bound::Moment(at) | Bound::Day(_, at) => self.at(*at),
                    Bound::Of(path, later) => self.later(path, *later),
                    Bound::Number(_) | Bound::Date(_) => return NEVER.to_owned(),
                };
                compared(sign(*op), &bound)
            }
            Asks::Day(_, from, to) => {
                let (from, to) = (self.at(*from), self.at(*to));
                format!("({} AND {})", compared(">=", &from), compared("<", &to))
            }
            Asks::Between(from, to) => {
                let (from, to) = (self.at(*from), self.at(*to));
                format!("({} AND {})", compared(">=", &from), compared("<=", &to))
            }
            _ => NEVER.to_owned(),
        }
    }
}

fn yes(sql: &str, asks: &Asks) -> String {
    match asks {
        Asks::Present => "true".to_owned(),
        Asks::Yes(true) => format!("({sql})"),
        Asks::Yes(false) => format!("NOT ({sql})"),
        _ => NEVER.to_owned(),
    }
}
