//! Event logs for process mining (XES, IEEE 1849-2016): a case for each ticket.

use super::xml::Escaped;
use super::{Listener, tell};
use crate::AnalysisError;
use crate::asked::Told;
use crate::words::Spelling;
use domain::ticket::{Ticket, TicketEvent};
use domain::{Aggregate, Recorded};
use std::io::{BufWriter, Write};

/// Writes a case for every ticket that was opened within the span and has an event that is wanted.
pub(crate) async fn write(
    told: &mut Told<'_>,
    out: Box<dyn Write + Send>,
) -> Result<(), AnalysisError> {
    let mut cases = Cases {
        out: BufWriter::new(out),
        ticket: Ticket::default(),
        open: false,
    };
    cases.out.write_all(HEAD.as_bytes())?;
    tell(told, &mut cases).await?;
    cases.out.write_all(b"</log>\n")?;
    Ok(cases.out.flush()?)
}

/// One ticket while its events are told.
struct Cases {
    out: BufWriter<Box<dyn Write + Send>>,
    ticket: Ticket,
    /// Whether its case was begun.
    open: bool,
}

impl Listener for Cases {
    fn wants(&self, created: &Recorded, told: &Told<'_>) -> bool {
        let span = told.asked.span;
        span.has_begun(created) && !span.is_over(created)
    }

    fn hear(&mut self, event: &Recorded, told: &mut Told<'_>) -> Result<(), AnalysisError> {
        let payload: TicketEvent = event.decode()?;
        self.ticket.evolve(&payload, &event.happened());
        let types = &told.asked.types;
        if !types.is_empty() && !types.contains(&event.name) {
            return Ok(());
        }
        if !self.open {
            self.begin(event, told.spelling)?;
            self.open = true;
        }
        told.wrote(&event.name);
        self.event(event, &payload, told.spelling)
    }

    fn end(&mut self, _: &mut Told<'_>) -> Result<(), AnalysisError> {
        self.ticket = Ticket::default();
        match std::mem::take(&mut self.open) {
            true => Ok(self.out.write_all(b"  </trace>\n")?),
            false => Ok(()),
        }
    }
}

impl Cases {
    fn begin(&mut self, event: &Recorded, spelling: Spelling<'_>) -> Result<(), AnalysisError> {
        self.out.write_all(b"  <trace>\n")?;
        let Some(details) = self.ticket.details.as_deref() else {
            return Ok(());
        };
        let department = details.department.map(|id| spelling.id(id.0));
        let values = [
            ("concept:name", Some(details.number.to_string())),
            ("ticket", Some(event.stream_id.to_string())),
            ("channel", Some(details.channel.as_str().to_owned())),
            ("priority", Some(spelling.id(details.priority.0))),
            ("department", department),
        ];
        for (key, value) in values {
            self.string("    ", key, value.as_deref())?;
        }
        Ok(())
    }

    fn event(
        &mut self,
        event: &Recorded,
        payload: &TicketEvent,
        spelling: Spelling<'_>,
    ) -> Result<(), AnalysisError> {
        let details = self.ticket.details.as_deref();
        let group = details.and_then(|details| Some(spelling.id(details.department?.0)));
        let status = details.map(|details| spelling.id(details.status.0));
        let values = [
            ("concept:name", Some(activity(event, payload, spelling))),
            ("org:resource", Some(resource(event, spelling))),
            ("org:group", group),
            ("lifecycle:transition", Some("complete".to_owned())),
            ("type", Some(event.name.clone())),
            ("status", status),
        ];
        self.out.write_all(b"    <event>\n")?;
        for (key, value) in values {
            self.string("      ", key, value.as_deref())?;
        }
        let (at, position) = (event.occurred_at, event.position);
        writeln!(
            self.out,
            "      <date key=\"time:timestamp\" value=\"{at}\"/>"
        )?;
        writeln!(
            self.out,
            "      <int key=\"position\" value=\"{position}\"/>"
        )?;
        Ok(self.out.write_all(b"    </event>\n")?)
    }

    fn string(
        &mut self,
        indent: &str,
        key: &str,
        value: Option<&str>,
    ) -> Result<(), AnalysisError> {
        let Some(value) = value.map(Escaped) else {
            return Ok(());
        };
        Ok(writeln!(
            self.out,
            "{indent}<string key=\"{key}\" value=\"{value}\"/>"
        )?)
    }
}

/// What was done, in words: of an imported line what it said, of a change of status to which.
fn activity(event: &Recorded, payload: &TicketEvent, spelling: Spelling<'_>) -> String {
    match payload {
        TicketEvent::ActivityRecorded { activity, .. } => activity.clone(),
        TicketEvent::StatusChanged { to, .. } => format!("status changed to {}", spelling.id(to.0)),
        _ => {
            let name = event.name.strip_prefix("ticket.").unwrap_or(&event.name);
            name.replace('_', " ")
        }
    }
}

/// Who did it: by name where it is known, else by id, else what kind of actor.
fn resource(event: &Recorded, spelling: Spelling<'_>) -> String {
    let actor = event.actor;
    let named = actor.id.map(|id| spelling.id(id));
    named.unwrap_or_else(|| actor.kind.as_str().to_owned())
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value="unknown"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="unknown"/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
"#;
