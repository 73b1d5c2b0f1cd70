//! Who may read which subjects.

use std::collections::HashSet;

use super::{NatsAuthError, SERVICE};

/// An integrator who reads events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub name: String,
    /// Never empty; all below the prefix of the events.
    pub subjects: Vec<String>,
}

impl Reader {
    /// Reads `NAME` (all events of tickets) or `NAME=SUBJECT,SUBJECT`, each name once.
    pub fn parse_all(texts: &[String], prefix: &str) -> Result<Vec<Self>, NatsAuthError> {
        let mut names = HashSet::from([SERVICE.to_owned()]);
        let parse = |text: &String| {
            let reader = Self::parse(text, prefix)?;
            match names.insert(reader.name.clone()) {
                true => Ok(reader),
                false => Err(refuse(
                    text,
                    "this name is taken; choose another".to_owned(),
                )),
            }
        };
        texts.iter().map(parse).collect()
    }

    /// The reader's consumers, each bound to its subject: a consumer of the server can be pinned to
    /// one filter only.
    pub fn consumers(&self) -> Vec<(String, &str)> {
        let name = |number: usize| match self.subjects.len() {
            1 => self.name.clone(),
            _ => format!("{}-{number}", self.name),
        };
        let numbered = (1..).zip(&self.subjects);
        numbered
            .map(|(number, subject)| (name(number), subject.as_str()))
            .collect()
    }

    fn parse(text: &str, prefix: &str) -> Result<Self, NatsAuthError> {
        let (name, subjects) = text.split_once('=').unwrap_or((text, ""));
        if !is_word(name) {
            let problem = "a name has letters, digits, - and _ only";
            return Err(refuse(text, problem.to_owned()));
        }
        let subjects: Vec<String> = match subjects {
            "" => vec![format!("{prefix}.ticket.>")],
            some => some
                .split(',')
                .map(|subject| subject.trim().to_owned())
                .collect(),
        };
        if let Some(wrong) = subjects.iter().find(|subject| !is_below(subject, prefix)) {
            let problem = format!(
                "{wrong:?} is not a subject below {prefix}; write one like {prefix}.ticket.> or \
                 {prefix}.*.*.created"
            );
            return Err(refuse(text, problem));
        }
        Ok(Self {
            name: name.to_owned(),
            subjects,
        })
    }
}

/// Whether all that `subject` stands for are events of this installation.
fn is_below(subject: &str, prefix: &str) -> bool {
    let rest = subject
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('.'));
    let Some(rest) = rest else {
        return false;
    };
    let mut tokens: Vec<&str> = rest.split('.').collect();
    if tokens.last() == Some(&">") {
        tokens.pop();
    }
    tokens.iter().all(|token| *token == "*" || is_word(token))
}

fn is_word(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(allowed)
}

fn refuse(reader: &str, problem: String) -> NatsAuthError {
    NatsAuthError::Reader {
        reader: reader.to_owned(),
        problem,
    }
}
