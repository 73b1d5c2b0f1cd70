//! How users, accounts and what passes between them are laid out for nats-server.

use crate::config::Nats;

use super::{Reader, SERVICE, password::Password};

const HEAD: &str = "\
# Users for Docket, for nats-server 2.10 or newer with JetStream: put this file beside the server's own
# configuration and name it there:   include ./docket-nats.conf
# A server that already has accounts: copy those below into its block `accounts`.
# Passwords are hashed; what they are was shown once, when this was made.
";

/// What one integrator may ask of JetStream about a consumer of theirs; it begins with these words.
const REQUESTS: [(&str, &str); 4] = [
    ("CONSUMER.CREATE", ""),
    ("CONSUMER.INFO", ""),
    ("CONSUMER.DELETE", ""),
    // many messages answer one request
    ("CONSUMER.MSG.NEXT", "response_type: stream, "),
];

/// The accounts as text, growing reader by reader.
pub(super) struct Layout<'a> {
    nats: &'a Nats,
    service: &'a Password,
    exports: Vec<String>,
    accounts: Vec<String>,
}

impl<'a> Layout<'a> {
    pub fn new(nats: &'a Nats, service: &'a Password) -> Self {
        Self {
            nats,
            service,
            exports: Vec::new(),
            accounts: Vec::new(),
        }
    }

    /// Lets a reader read: live, and through a consumer per subject.
    pub fn add(&mut self, reader: &Reader, password: &Password) {
        let account = format!("{}_{}", self.nats.stream, reader.name);
        let mut imports = Vec::new();
        for (consumer, subject) in reader.consumers() {
            self.pass_events(&account, subject, &mut imports);
            self.pass_requests(&account, (&consumer, subject), &mut imports);
        }
        self.accounts
            .push(self.account(&account, (reader, password), &imports));
    }

    pub fn text(self) -> String {
        let service = user(SERVICE, self.service, "");
        let exports = match self.exports.is_empty() {
            true => String::new(),
            false => block("exports", &self.exports),
        };
        format!(
            "{HEAD}\naccounts {{\n  # The service and its stream.\n  {} {{\n    jetstream: enabled\n{}{exports}  }}\n{}}}\n",
            self.nats.stream,
            block("users", &[service]),
            self.accounts.concat(),
        )
    }

    /// Events as they happen.
    fn pass_events(&mut self, account: &str, subject: &str, imports: &mut Vec<String>) {
        let from = &self.nats.stream;
        self.exports
            .push(format!("{{stream: \"{subject}\", accounts: [{account}]}}"));
        imports.push(format!(
            "{{stream: {{account: {from}, subject: \"{subject}\"}}}}"
        ));
    }

    /// Requests about one consumer, whose name and filter stand in the subjects. In the reader's
    /// account they begin otherwise than `$JS.API`, where the account's own JetStream answers that
    /// there is none.
    fn pass_requests(
        &mut self,
        account: &str,
        (consumer, subject): (&str, &str),
        imports: &mut Vec<String>,
    ) {
        let Nats { stream, .. } = self.nats;
        let api = self.nats.reader_api();
        for (words, kind) in REQUESTS {
            let filter = match words {
                "CONSUMER.CREATE" => format!(".{subject}"),
                _ => String::new(),
            };
            let request = format!("{words}.{stream}.{consumer}{filter}");
            let export = format!("{{service: \"$JS.API.{request}\", {kind}accounts: [{account}]}}");
            self.exports.push(export);
            imports.push(format!(
                "{{service: {{account: {stream}, subject: \"$JS.API.{request}\"}}, to: \"{api}.{request}\"}}"
            ));
        }
        let acks = format!("$JS.ACK.{stream}.{consumer}.>");
        self.exports
            .push(format!("{{service: \"{acks}\", accounts: [{account}]}}"));
        imports.push(format!(
            "{{service: {{account: {stream}, subject: \"{acks}\"}}}}"
        ));
    }

    /// A reader's account. What its user may publish are the requests above.
    fn account(
        &self,
        account: &str,
        (reader, password): (&Reader, &Password),
        imports: &[String],
    ) -> String {
        let hears: Vec<String> = reader.subjects.iter().map(|s| format!("\"{s}\"")).collect();
        let permissions = format!(
            ", permissions: {{\n        publish: {{allow: [\"{}.>\", \"$JS.ACK.{}.>\"]}}\n        \
             subscribe: {{allow: [{}, \"_INBOX.>\"]}}\n      }}",
            self.nats.reader_api(),
            self.nats.stream,
            hears.join(", "),
        );
        let users = block("users", &[user(&reader.name, password, &permissions)]);
        format!("  {account} {{\n{users}{}  }}\n", block("imports", imports))
    }
}

fn user(name: &str, password: &Password, more: &str) -> String {
    format!(
        "{{user: \"{name}\", password: \"{}\"{more}}}",
        password.hash
    )
}

fn block(name: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("      {line}\n")).collect();
    format!("    {name}: [\n{}    ]\n", lines.concat())
}
