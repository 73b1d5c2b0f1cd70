//! From commands and a known state to events that are ready to append.

use super::{Execute, ExecuteError};
use crate::append::{Append, StreamPart};
use crate::load::Loaded;
use crate::store::StoreError;
use domain::reservation::ReservationChange;
use domain::{Aggregate, Catalog, Context, Happened};
use uuid::Uuid;

/// Events decided on a known state, ready to append.
pub(super) struct Decided<A> {
    pub append: Append,
    pub after: Loaded<A>,
    pub reservations: Vec<ReservationChange>,
}

/// Decides the request's commands one after the other, each on the state that the last left.
pub(super) fn decide<A: Aggregate>(
    request: &Execute<'_, A>,
    catalog: &Catalog,
    known: &Loaded<A>,
) -> Result<Decided<A>, ExecuteError<A::Error>> {
    let context = Context {
        now: request.now,
        actor: request.actor,
        access: &request.access,
        catalog,
    };
    let mut append = prepared(request, known.version);
    let stream = (0, request.stream_id);
    let (after, reservations) =
        decide_all(&request.commands, &context, known, (&mut append, stream))?;
    Ok(Decided {
        append,
        after,
        reservations,
    })
}

/// The stream after the commands, and the values that they take or give back.
type DecidedAll<A> =
    Result<(Loaded<A>, Vec<ReservationChange>), ExecuteError<<A as Aggregate>::Error>>;

/// Decides on what is known and adds the events to a stream of the append. Every command is asked
/// even when one was refused, so that all wrong fields come to light at once.
pub(crate) fn decide_all<A: Aggregate>(
    commands: &[A::Command],
    context: &Context<'_>,
    known: &Loaded<A>,
    (append, (stream, id)): (&mut Append, (usize, Uuid)),
) -> DecidedAll<A> {
    let mut after = known.clone();
    let (mut reservations, mut errors) = (Vec::new(), Vec::new());
    let happened = Happened {
        at: context.now,
        actor: context.actor,
    };
    for command in commands {
        let events = match after.state.decide(command, context) {
            Ok(events) => events,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        for event in events {
            reservations.extend(after.state.reservations(id, &event));
            match after.state.relies_on(id, &event, context.catalog) {
                Ok(settings) => append.rely_on(settings, context.catalog),
                Err(error) => errors.push(error),
            }
            let pushed = append.push(stream, context.now, &event);
            pushed.map_err(StoreError::from)?;
            let bytes = append.events.last().map_or(0, |e| e.data.len());
            after.fold(&event, &happened, bytes);
        }
    }
    if after.version > known.version {
        errors.extend(after.state.settled(&known.state, context).err());
    }
    if errors.is_empty() {
        return Ok((after, reservations));
    }
    Err(ExecuteError::Refused(A::together(errors)))
}

fn prepared<A: Aggregate>(request: &Execute<'_, A>, version: i32) -> Append {
    let part = StreamPart {
        id: request.stream_id,
        category: A::CATEGORY,
        expected_version: version,
    };
    let mut append = Append::new(request.command_id, request.actor, part);
    append.causation_id = request.causation_id;
    append.correlation_id = request.correlation_id.unwrap_or(request.command_id);
    append.remember.clone_from(&request.remember);
    append
}
