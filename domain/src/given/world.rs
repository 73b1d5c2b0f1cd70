//! The settings among which all rules are tested.

use crate::aggregate::{Aggregate, Happened};
use crate::setting::SettingEvent::{Retired, Saved};
use crate::setting::{
    Department, Member, Priority, Setting, SettingEvent, SettingKind, Status, StatusCategory,
};
use crate::{Actor, Catalog, DepartmentId, EventPayload, MemberId, PriorityId, Recorded, StatusId};
use jiff::Timestamp;
use uuid::Uuid;

pub const ANA: MemberId = MemberId(Uuid::from_u128(0xA1));
pub const BEN: MemberId = MemberId(Uuid::from_u128(0xA2));
/// Left the staff.
pub const GUS: MemberId = MemberId(Uuid::from_u128(0xA3));
/// Never was.
pub const NOBODY: Uuid = Uuid::from_u128(0xFF);
pub const SUPPORT: DepartmentId = DepartmentId(Uuid::from_u128(0xD1));
pub const SALES: DepartmentId = DepartmentId(Uuid::from_u128(0xD2));
/// Was closed down.
pub const TELEX: DepartmentId = DepartmentId(Uuid::from_u128(0xD3));

/// The moment at which all decisions of the tests are taken.
pub const NOW: Timestamp = Timestamp::constant(1_750_000_000, 0);

/// When and by whom everything in the tests happens, unless they say otherwise.
pub const HAPPENED: Happened = Happened {
    at: NOW,
    actor: Actor::member(ANA.0),
};

/// The usual statuses and priorities, a retired one of each, and a small staff.
pub fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    for key in ["open", "in_progress", "pending", "closed"] {
        put(&mut catalog, status(key).0.0, [Saved(status(key).1)]);
    }
    for key in ["normal", "high", "urgent"] {
        put(&mut catalog, priority(key).0.0, [Saved(priority(key).1)]);
    }
    put(&mut catalog, status("lost").0.0, retired(status("lost").1));
    put(
        &mut catalog,
        priority("asap").0.0,
        retired(priority("asap").1),
    );
    put(&mut catalog, SUPPORT.0, [Saved(department("Support"))]);
    put(&mut catalog, SALES.0, [Saved(department("Sales"))]);
    put(&mut catalog, TELEX.0, retired(department("Telex")));
    put(&mut catalog, ANA.0, [Saved(member("Ana"))]);
    put(&mut catalog, BEN.0, [Saved(member("Ben"))]);
    put(&mut catalog, GUS.0, retired(member("Gus")));
    catalog
}

fn retired<T>(value: T) -> [SettingEvent<T>; 2] {
    [Saved(value), Retired]
}

/// Applies the events to the catalog as the log would tell them: versions 1, 2, 3 …
pub fn put<T: SettingKind>(
    catalog: &mut Catalog,
    stream_id: Uuid,
    events: impl IntoIterator<Item = SettingEvent<T>>,
) {
    for (version, event) in (1..).zip(events) {
        let recorded = recorded::<T>(stream_id, version, &event);
        catalog.apply(&recorded).expect("a setting's event applies");
    }
}

pub fn recorded<T: SettingKind>(
    stream_id: Uuid,
    version: i32,
    event: &SettingEvent<T>,
) -> Recorded {
    let encoded = event.encode();
    Recorded {
        position: 1,
        stream_id,
        version,
        id: Uuid::from_u128(1),
        category: Setting::<T>::CATEGORY.to_owned(),
        name: encoded.name,
        schema: encoded.schema,
        recorded_at: NOW,
        occurred_at: NOW,
        command_id: Uuid::from_u128(2),
        causation_id: None,
        correlation_id: Uuid::from_u128(2),
        actor: Actor::SYSTEM,
        data: encoded.data,
    }
}

pub fn status(key: &str) -> (StatusId, Status) {
    let status = Status {
        order: 1,
        ..Status::new(key, key.replace('_', " "), StatusCategory::Open, "#0f766e")
    };
    (StatusId::from_key(key), status)
}

pub fn priority(key: &str) -> (PriorityId, Priority) {
    (
        PriorityId::from_key(key),
        Priority::new(key, key, "#b45309", 1),
    )
}

pub fn department(name: &str) -> Department {
    Department {
        order: 1,
        ..Department::new(name)
    }
}

pub fn member(name: &str) -> Member {
    Member {
        department_ids: vec![SUPPORT],
        ..Member::new(name)
    }
}
