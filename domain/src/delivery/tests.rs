//! What people may want of a delivery depends on how far it is, and on who they are.

use super::*;
use crate::given::{NOW, catalog, put};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Member, Role};
use crate::{Access, Actor};
use uuid::Uuid;

const MIA: Uuid = Uuid::from_u128(0x31a);
const ORDERS: [DeliveryOrder; 3] = [
    DeliveryOrder::Resend,
    DeliveryOrder::Park,
    DeliveryOrder::Cancel,
];

fn decided(
    role: &str,
    order: DeliveryOrder,
    state: DeliveryState,
) -> Result<Vec<DeliveryEvent>, DeliveryError> {
    let mut catalog = catalog();
    let mia = Member::new("Mia").with_roles(&[role.to_owned()]);
    put(&mut catalog, MIA, [Saved(mia)]);
    let actor = Actor::member(MIA);
    let context = Context {
        now: NOW,
        actor,
        access: &Access::of(&actor, &catalog),
        catalog: &catalog,
    };
    let command = DeliveryCommand {
        order,
        state,
        kind: DeliveryKind::Webhook,
        ticket: None,
    };
    Delivery::default().decide(&command, &context)
}

#[test]
fn what_can_be_wanted_depends_on_how_far_it_is() {
    let allowed = |state: DeliveryState| ORDERS.map(|order| state.allows(order));
    let table = DeliveryState::ALL.map(|state| (state.as_str(), allowed(state)));
    let expected = [
        ("waiting", [true, true, true]),
        ("sending", [false, false, false]),
        ("sent", [true, false, false]),
        ("parked", [true, false, true]),
        ("cancelled", [true, false, false]),
    ];
    assert_eq!(table, expected);
}

#[test]
fn what_somebody_wants_is_recorded_as_their_wish() {
    let requested = DeliveryRequested {
        kind: "webhook".to_owned(),
        ticket: None,
    };
    let decided = decided("administrator", DeliveryOrder::Park, DeliveryState::Waiting);
    assert_eq!(decided, Ok(vec![DeliveryEvent::ParkRequested(requested)]));
}

#[test]
fn what_cannot_be_is_refused_and_says_why() {
    let (order, state) = (DeliveryOrder::Cancel, DeliveryState::Sent);
    let refused = decided("administrator", order, state).unwrap_err();
    assert_eq!(refused, DeliveryError::State(order, state));
    let words = "the delivery was sent and cannot be called back";
    assert_eq!(refused.to_string(), words);
}

#[test]
fn only_whoever_may_manage_the_outbox_wants_anything_of_it() {
    let refused = Err(DeliveryError::Forbidden(Permission::ManageOutbox));
    for role in [Role::MANAGER, "member", Role::LIGHT_MEMBER, Role::AUDITOR] {
        let decided = decided(role, DeliveryOrder::Resend, DeliveryState::Parked);
        assert_eq!(decided, refused, "{role}");
    }
}

#[test]
fn kinds_and_states_are_read_as_they_are_spelled() {
    for kind in DeliveryKind::ALL {
        assert_eq!(DeliveryKind::parse(kind.as_str()), Some(kind));
    }
    for state in DeliveryState::ALL {
        assert_eq!(DeliveryState::parse(state.as_str()), Some(state));
    }
    assert_eq!(DeliveryState::parse("dead"), None);
}
