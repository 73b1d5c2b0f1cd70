//! Texts with columns in them, such as `{Case ID}: {product}`.

use std::{borrow::Cow, fmt::Write};

use serde::Deserialize;

use super::{
    column::{Column, Header},
    table::Row,
};

/// A text as the mapping gives it: `{name}` or `{#number}` stands for a column, `{{` and `}}` for braces.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Template(Vec<Piece<Column>>);

/// The same with the columns found in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece<usize>>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<C> {
    Text(String),
    Cell(C),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(place) = rest.find(['{', '}']) {
            let (before, brace) = rest.split_at(place);
            plain.push_str(before);
            if brace.starts_with("{{") || brace.starts_with("}}") {
                plain.push_str(&brace[..1]);
                rest = &brace[2..];
                continue;
            }
            let inside = brace.strip_prefix('{').and_then(|b| b.split_once('}'));
            let (name, after) = inside.ok_or_else(|| unpaired(&text))?;
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
            pieces.push(Piece::Cell(column(name)));
            rest = after;
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
        Ok(Self(pieces))
    }
}

fn unpaired(text: &str) -> String {
    format!("`{text}` has a brace without its partner; write {{{{ or }}}} for a brace itself")
}

fn column(name: &str) -> Column {
    let number = name.strip_prefix('#').and_then(|n| n.parse().ok());
    number.map_or_else(|| Column::Name(name.to_owned()), Column::Number)
}

impl Template {
    /// Finds its columns; `key` is where the mapping has it.
    pub fn bind(&self, header: &Header, key: &str) -> Result<Pattern, String> {
        let bound = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => Ok(Piece::Text(text.clone())),
            Piece::Cell(column) => header.find(column, key).map(Piece::Cell),
        });
        bound.collect::<Result<_, _>>().map(Pattern)
    }
}

impl Pattern {
    /// A whole cell.
    pub fn cell(place: usize) -> Self {
        Self(vec![Piece::Cell(place)])
    }

    /// Whether it is the same for every line.
    pub fn is_fixed(&self) -> bool {
        !self.0.iter().any(|piece| matches!(piece, Piece::Cell(_)))
    }

    /// The text for one line, without space around it.
    pub fn render<'t>(&'t self, row: Row<'t>) -> Cow<'t, str> {
        match &self.0[..] {
            [] => Cow::Borrowed(""),
            [Piece::Text(text)] => Cow::Borrowed(text.trim()),
            [Piece::Cell(place)] => Cow::Borrowed(row.cell(*place).trim()),
            pieces => {
                let mut text = String::new();
                for piece in pieces {
                    let part = match piece {
                        Piece::Text(text) => text,
                        Piece::Cell(place) => row.cell(*place),
                    };
                    let _ = text.write_str(part); // writing to a string cannot fail
                }
                Cow::Owned(text.trim().to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Piece<Column>>, String> {
        Template::try_from(text.to_owned()).map(|template| template.0)
    }

    fn text(text: &str) -> Piece<Column> {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn columns_are_named_or_numbered() {
        let name = Piece::Cell(Column::Name("Case ID".to_owned()));
        let number = Piece::Cell(Column::Number(7));
        assert_eq!(
            parsed("{Case ID}: {#7}"),
            Ok(vec![name, text(": "), number])
        );
    }

    #[test]
    fn doubled_braces_are_braces() {
        assert_eq!(parsed("a {{b}} c"), Ok(vec![text("a {b} c")]));
    }

    #[test]
    fn a_brace_without_its_partner_is_refused() {
        assert!(parsed("{Case ID").is_err());
        assert!(parsed("Case ID}").is_err());
    }
}
