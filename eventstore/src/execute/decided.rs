//! From commands and a known state to events that are ready to append.

use super::{Execute, ExecuteError};
use crate::append::{Append, StreamPart};
use crate::load::Loaded;
use crate::store::StoreError;
use domain::reservation::ReservationChange;
use domain::{Aggregate, Context};

/// Events decided on a known state, ready to append.
pub(super) struct Decided<A> {
    pub append: Append,
    pub after: Loaded<A>,
    pub reservations: Vec<ReservationChange>,
}

/// Decides the request's commands one after the other, each on the state that the last left.
pub(super) fn decide<A: Aggregate>(
    request: &Execute<'_, A>,
    known: &Loaded<A>,
) -> Result<Decided<A>, ExecuteError<A::Error>> {
    let context = Context {
        now: request.now,
        catalog: request.catalog,
    };
    let mut after = known.clone();
    let mut reservations = Vec::new();
    let mut append = prepared(request, known.version);
    for command in &request.commands {
        let events = after
            .state
            .decide(command, &context)
            .map_err(ExecuteError::Refused)?;
        for event in events {
            reservations.extend(after.state.reservations(request.stream_id, &event));
            append
                .push(0, request.now, &event)
                .map_err(StoreError::from)?;
            let bytes = append.events.last().map_or(0, |e| e.data.len());
            after.fold(&event, request.now, bytes);
        }
    }
    Ok(Decided {
        append,
        after,
        reservations,
    })
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
