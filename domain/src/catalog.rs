//! All settings and members, folded in memory in every process.

use crate::automation::Rule;
use crate::business::BusinessCalendar;
use crate::event::{DecodeError, Recorded};
use crate::field::{Field, FieldGroup};
use crate::macros::Macro;
use crate::setting::{
    ApiKey, Department, Member, Priority, Role, Setting, SettingEvent, SettingKind, Status,
    Workspace,
};
use crate::sla::{PolicyHistory, SlaPolicy};
use crate::view::View;
use crate::{
    Aggregate, ApiKeyId, DepartmentId, FieldGroupId, FieldId, MacroId, MemberId, PriorityId,
    RoleId, RuleId, StatusId,
};
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;
use uuid::Uuid;

/// What roles are until somebody saves them.
static BUILT_IN: LazyLock<[Role; 5]> = LazyLock::new(Role::built_in);

/// One setting with what its stream says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    pub id: Uuid,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub setting: Setting<T>,
}

impl<T> Entry<T> {
    /// The value, unless it was retired.
    pub fn active(&self) -> Option<&T> {
        self.setting
            .value
            .as_ref()
            .filter(|_| !self.setting.retired)
    }
}

/// All settings of one kind, in the order in which they were made.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings<T> {
    entries: Vec<Entry<T>>,
    index: HashMap<Uuid, usize>,
}

impl<T> Default for Settings<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            index: HashMap::new(),
        }
    }
}

impl<T: SettingKind> Settings<T> {
    /// The setting with this id, retired or not.
    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<&Entry<T>> {
        self.index.get(&id).map(|i| &self.entries[*i])
    }

    /// Every setting, retired ones too.
    pub fn iter(&self) -> impl Iterator<Item = &Entry<T>> {
        self.entries.iter()
    }

    /// As if `value` had been saved under `id`: for decisions on what is saved together with it.
    pub fn assume(&mut self, id: Uuid, value: T, at: Timestamp) {
        let entry = self.entry(id, at);
        entry.setting.value = Some(value);
        entry.setting.retired = false;
    }

    fn apply(&mut self, recorded: &Recorded) -> Result<(), DecodeError> {
        let event = recorded.decode::<SettingEvent<T>>()?;
        let entry = self.entry(recorded.stream_id, recorded.occurred_at);
        entry.setting.evolve(&event, &recorded.happened());
        entry.version = recorded.version;
        entry.updated_at = recorded.occurred_at;
        Ok(())
    }

    fn entry(&mut self, id: Uuid, at: Timestamp) -> &mut Entry<T> {
        let index = *self.index.entry(id).or_insert_with(|| {
            self.entries.push(Entry {
                id,
                version: 0,
                created_at: at,
                updated_at: at,
                setting: Setting::default(),
            });
            self.entries.len() - 1
        });
        &mut self.entries[index]
    }
}

/// What decisions may look up. A fold of all settings' events.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pub departments: Settings<Department>,
    pub statuses: Settings<Status>,
    pub priorities: Settings<Priority>,
    pub members: Settings<Member>,
    pub roles: Settings<Role>,
    pub api_keys: Settings<ApiKey>,
    pub rules: Settings<Rule>,
    pub fields: Settings<Field>,
    pub field_groups: Settings<FieldGroup>,
    pub calendars: Settings<BusinessCalendar>,
    pub sla_policies: Settings<SlaPolicy>,
    /// Every version of them, since a ticket may keep the one under which it was created.
    pub sla_history: PolicyHistory,
    pub macros: Settings<Macro>,
    pub views: Settings<View>,
    /// One at most; see [`Catalog::workspace`].
    pub workspaces: Settings<Workspace>,
}

impl Catalog {
    /// Categories of the streams that the catalog folds.
    pub const CATEGORIES: [&'static str; 14] = [
        Department::CATEGORY,
        Status::CATEGORY,
        Priority::CATEGORY,
        Member::CATEGORY,
        Role::CATEGORY,
        ApiKey::CATEGORY,
        Rule::CATEGORY,
        Field::CATEGORY,
        FieldGroup::CATEGORY,
        BusinessCalendar::CATEGORY,
        SlaPolicy::CATEGORY,
        Macro::CATEGORY,
        View::CATEGORY,
        Workspace::CATEGORY,
    ];

    /// Folds one event in; events of other categories change nothing.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), DecodeError> {
        match recorded.category.as_str() {
            Department::CATEGORY => self.departments.apply(recorded),
            Status::CATEGORY => self.statuses.apply(recorded),
            Priority::CATEGORY => self.priorities.apply(recorded),
            Member::CATEGORY => self.members.apply(recorded),
            Role::CATEGORY => self.roles.apply(recorded),
            ApiKey::CATEGORY => self.api_keys.apply(recorded),
            Rule::CATEGORY => self.rules.apply(recorded),
            Field::CATEGORY => self.fields.apply(recorded),
            FieldGroup::CATEGORY => self.field_groups.apply(recorded),
            BusinessCalendar::CATEGORY => self.calendars.apply(recorded),
            SlaPolicy::CATEGORY => {
                self.sla_history.apply(recorded)?;
                self.sla_policies.apply(recorded)
            }
            Macro::CATEGORY => self.macros.apply(recorded),
            View::CATEGORY => self.views.apply(recorded),
            Workspace::CATEGORY => self.workspaces.apply(recorded),
            _ => Ok(()),
        }
    }

    /// Version of the department or member with this stream, retired or not.
    #[must_use]
    pub fn version_of(&self, stream_id: Uuid) -> Option<i32> {
        let department = self.departments.get(stream_id).map(|e| e.version);
        department.or_else(|| self.members.get(stream_id).map(|e| e.version))
    }

    /// A department in use.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments.get(id.0).and_then(Entry::active)
    }

    /// A status in use.
    #[must_use]
    pub fn status(&self, id: StatusId) -> Option<&Status> {
        self.statuses.get(id.0).and_then(Entry::active)
    }

    /// A priority in use.
    #[must_use]
    pub fn priority(&self, id: PriorityId) -> Option<&Priority> {
        self.priorities.get(id.0).and_then(Entry::active)
    }

    /// A member in service.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(id.0).and_then(Entry::active)
    }

    /// Somebody in service who may do everything, besides `id`.
    #[must_use]
    pub fn another_administrator(&self, id: MemberId) -> Option<MemberId> {
        let others = self.members.iter().filter(|entry| entry.id != id.0);
        let mut others = others.filter(|e| e.active().is_some_and(Member::is_administrator));
        others.next().map(|entry| MemberId(entry.id))
    }

    /// A role in use. A built-in one that nobody saved yet is as it was built.
    #[must_use]
    pub fn role(&self, key: &str) -> Option<Cow<'_, Role>> {
        match self.roles.get(RoleId::from_key(key).0) {
            Some(entry) => entry.active().map(Role::whole),
            None => BUILT_IN
                .iter()
                .find(|role| role.key == key)
                .map(Cow::Borrowed),
        }
    }

    /// Keys of all roles in use, built-in ones first.
    #[must_use]
    pub fn role_keys(&self) -> Vec<&str> {
        let built_in = BUILT_IN.iter().map(|role| role.key.as_str());
        let built_in = built_in.filter(|key| self.role(key).is_some());
        let saved = self.roles.iter().filter_map(Entry::active);
        let saved = saved.map(|role| role.key.as_str());
        let mut keys: Vec<_> = built_in.collect();
        let own: Vec<_> = saved.filter(|key| !keys.contains(key)).collect();
        keys.extend(own);
        keys
    }

    /// An API key that was not retired; it may have expired.
    #[must_use]
    pub fn api_key(&self, id: ApiKeyId) -> Option<&ApiKey> {
        self.api_keys.get(id.0).and_then(Entry::active)
    }

    /// The statuses, retired ones too, whose tickets customers do not see.
    #[must_use]
    pub fn statuses_hidden_from_customers(&self) -> BTreeSet<StatusId> {
        let known = (self.statuses.iter()).filter_map(|e| Some((e.id, e.setting.value.as_ref()?)));
        let hidden = known.filter(|(_, status)| !status.visible_to_customer);
        hidden.map(|(id, _)| StatusId(id)).collect()
    }

    /// A rule that was not retired; it may be switched off.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.0).and_then(Entry::active)
    }

    /// A macro that was not retired; it may be switched off.
    #[must_use]
    pub fn macro_in_use(&self, id: MacroId) -> Option<&Macro> {
        self.macros.get(id.0).and_then(Entry::active)
    }

    /// A custom field in use.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0).and_then(Entry::active)
    }

    /// A group of custom fields in use.
    #[must_use]
    pub fn field_group(&self, id: FieldGroupId) -> Option<&FieldGroup> {
        self.field_groups.get(id.0).and_then(Entry::active)
    }

    /// Key of a status, retired or not; its id where nothing is known of it.
    #[must_use]
    pub fn status_key(&self, id: StatusId) -> String {
        let status = self
            .statuses
            .get(id.0)
            .and_then(|e| e.setting.value.as_ref());
        status.map_or_else(|| id.to_string(), |s| s.key.clone())
    }

    /// Key of a priority, retired or not; its id where nothing is known of it.
    #[must_use]
    pub fn priority_key(&self, id: PriorityId) -> String {
        let priority = self
            .priorities
            .get(id.0)
            .and_then(|e| e.setting.value.as_ref());
        priority.map_or_else(|| id.to_string(), |p| p.key.clone())
    }
}
