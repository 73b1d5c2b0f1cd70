//! Word to whoever may change rules that one was parked.

use crate::desk::Desk;
use crate::outbox::NewDelivery;
use domain::automation::Rule;
use domain::delivery::DeliveryKind;
use domain::ids::derived;
use domain::setting::Setting;
use domain::{Access, Actor, Catalog, DeliveryId, MemberId, Permission, RuleId};
use eventstore::{Executed, StoreError};
use serde_json::json;

/// Puts a notification to each of them into the outbox, once for each time that the rule is parked.
pub(super) async fn put(
    desk: &Desk,
    catalog: &Catalog,
    (id, rule): (RuleId, &Rule),
    parking: &Executed<Setting<Rule>>,
) -> Result<(), StoreError> {
    let version = parking.loaded.version;
    let parked = desk.store.read_stream(id.0, version - 1, 1).await?;
    let (Some(event), Some(reason)) = (parked.first(), reason(parking)) else {
        return Ok(()); // what was carried out is in the log
    };
    let name = &rule.name;
    let text = format!("Rule \"{name}\" was parked and runs no more until it is saved. {reason}");
    let told = who_may_change_rules(catalog).map(|member| NewDelivery {
        id: DeliveryId(derived(
            "automation.parked.notice",
            &format!("{id}/{version}/{member}"),
        )),
        kind: DeliveryKind::Notification,
        endpoint: member.to_string(),
        ticket: None,
        cause: event.id,
        rule: Some((id, version)),
        payload: json!({
            "member_id": member,
            "text": &text,
            "rule": {"id": id, "version": version, "name": name},
        }),
    });
    let told: Vec<_> = told.collect();
    desk.outbox.put(&told).await.map(drop)
}

fn reason(parking: &Executed<Setting<Rule>>) -> Option<String> {
    let parked = parking.loaded.state.value.as_ref()?.parked.as_ref()?;
    Some(parked.reason.clone())
}

/// Members in service.
fn who_may_change_rules(catalog: &Catalog) -> impl Iterator<Item = MemberId> {
    let members = catalog.members.iter().map(|entry| MemberId(entry.id));
    members.filter(|id| {
        let access = Access::of(&Actor::member(id.0), catalog);
        access.allows(Permission::ChangeAutomation)
    })
}
