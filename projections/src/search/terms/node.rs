//! Forms put together as a `tsquery`.

use crate::search::document::{Mark, quoted};

/// A combination of forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Form(String),
    Prefix(String),
    Any(Vec<Node>),
    All(Vec<Node>),
}

/// Any of them.
pub(super) fn any(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::Any(nodes),
    }
}

/// All of them.
pub(super) fn all(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::All(nodes),
    }
}

impl Node {
    /// A `tsquery` that finds it in what any of the marks stands before.
    pub(in crate::search) fn query(&self, marks: &[Mark]) -> String {
        let joined = |nodes: &[Node], between: &str| {
            let nodes: Vec<_> = nodes.iter().map(|node| node.query(marks)).collect();
            format!("({})", nodes.join(between))
        };
        match self {
            Self::Form(form) => marked(form, "", marks),
            Self::Prefix(form) => marked(form, ":*", marks),
            Self::Any(nodes) => joined(nodes, " | "),
            Self::All(nodes) => joined(nodes, " & "),
        }
    }
}

/// A `tsquery` that finds the words next to each other, exactly.
pub(in crate::search) fn phrase_query(words: &[String], marks: &[Mark]) -> String {
    let phrase = |mark: &Mark| {
        let words = words.iter().map(|word| {
            let form = quoted(&format!("{}{word}", mark.as_str()));
            format!("{form}:A")
        });
        let words: Vec<_> = words.collect();
        format!("({})", words.join(" <-> "))
    };
    let phrases: Vec<_> = marks.iter().map(phrase).collect();
    phrases.join(" | ")
}

/// The number of a ticket.
pub(in crate::search) fn number_query(number: i64) -> String {
    quoted(&format!("{}{number}", Mark::Number.as_str()))
}

fn marked(form: &str, suffix: &str, marks: &[Mark]) -> String {
    let forms = marks.iter().map(|mark| {
        let form = quoted(&format!("{}{form}", mark.as_str()));
        format!("{form}{suffix}")
    });
    let forms: Vec<_> = forms.collect();
    format!("({})", forms.join(" | "))
}
