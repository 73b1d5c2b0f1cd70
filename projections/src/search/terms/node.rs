//! Forms put together as a `tsquery`.

use crate::search::document::quoted;

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
    /// A `tsquery` that finds it in what any of the leads stands before.
    pub(in crate::search) fn query(&self, leads: &[String]) -> String {
        let joined = |nodes: &[Node], between: &str| {
            let nodes: Vec<_> = nodes.iter().map(|node| node.query(leads)).collect();
            format!("({})", nodes.join(between))
        };
        match self {
            Self::Form(form) => led(form, "", leads),
            Self::Prefix(form) => led(form, ":*", leads),
            Self::Any(nodes) => joined(nodes, " | "),
            Self::All(nodes) => joined(nodes, " & "),
        }
    }
}

/// A `tsquery` that finds the words next to each other, exactly.
pub(in crate::search) fn phrase_query(words: &[String], leads: &[String]) -> String {
    let phrase = |lead: &String| {
        let words = words.iter().map(|word| {
            let form = quoted(&format!("{lead}{word}"));
            format!("{form}:A")
        });
        let words: Vec<_> = words.collect();
        format!("({})", words.join(" <-> "))
    };
    let phrases: Vec<_> = leads.iter().map(phrase).collect();
    phrases.join(" | ")
}

fn led(form: &str, suffix: &str, leads: &[String]) -> String {
    let forms = leads.iter().map(|lead| {
        let form = quoted(&format!("{lead}{form}"));
        format!("{form}{suffix}")
    });
    let forms: Vec<_> = forms.collect();
    format!("({})", forms.join(" | "))
}
