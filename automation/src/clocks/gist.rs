//! What clocks ask of settings, in a number: as long as it is the same, no clock was moved.

use domain::Catalog;
use domain::catalog::Settings;
use domain::setting::SettingKind;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Equal where clocks stand alike by both catalogs.
pub(super) fn of(catalog: &Catalog) -> u64 {
    let mut gist = DefaultHasher::new();
    for version in catalog.sla_history.policies().flatten() {
        (version.id, version.version).hash(&mut gist);
    }
    add(&catalog.calendars, Some, &mut gist);
    add(&catalog.fields, Some, &mut gist);
    add(&catalog.statuses, |status| Some(status.category), &mut gist);
    let own = |department: &domain::setting::Department| department.calendar;
    add(&catalog.departments, own, &mut gist);
    catalog.workspace().calendar.hash(&mut gist);
    gist.finish()
}

fn add<'a, T: SettingKind, V: Debug>(
    settings: &'a Settings<T>,
    value: impl Fn(&'a T) -> Option<V>,
    gist: &mut DefaultHasher,
) {
    for entry in settings.iter() {
        let told = entry.setting.value.as_ref().and_then(&value);
        if let Some(told) = told {
            (entry.id, format!("{told:?}")).hash(gist);
        }
    }
}
