//! The text of a macro: placeholders, and the words that take their place.

/// What may stand between `{{` and `}}`.
pub const PLACEHOLDERS: [&str; 4] = [
    "ticket.number",
    "ticket.subject",
    "customer.name",
    "member.name",
];

/// The words for the placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The number as people say it, e.g. `DKT-123`.
    pub ticket_number: String,
    pub ticket_subject: String,
    /// Empty when nobody knows it.
    pub customer_name: String,
    /// Of the member who applies the macro.
    pub member_name: String,
}

impl Words {
    /// The text with the words in place of their placeholders. What the words hold themselves is
    /// taken as it is, never as a placeholder.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = next_placeholder(rest) {
            filled.push_str(before);
            match self.word(name) {
                Some(word) => filled.push_str(word),
                None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn word(&self, name: &str) -> Option<&str> {
        match name {
            "ticket.number" => Some(&self.ticket_number),
            "ticket.subject" => Some(&self.ticket_subject),
            "customer.name" => Some(&self.customer_name),
            "member.name" => Some(&self.member_name),
            _ => None,
        }
    }
}

/// The first placeholder that nothing takes the place of, as it is written.
pub(super) fn unknown_placeholder(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, name, after)) = next_placeholder(rest) {
        if !PLACEHOLDERS.contains(&name) {
            let name: String = name.chars().take(50).collect();
            return Some(format!("{{{{{name}}}}}"));
        }
        rest = after;
    }
    None
}

/// The text before the next placeholder, its name, and the text after it.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name.trim(), after))
}
