//! Samples of settings with everything that they can hold, and of the kinds that came later.

use super::{at, full_member, retired, saved};
use crate::access::Permission;
use crate::event::EncodedEvent;
use crate::given::{ANA, BEN, SUPPORT, department, priority, status};
use crate::macros::Macro;
use crate::setting::{
    ApiKey, Assignment, Away, Calendar, CustomerPortal, Department, Interval, Member, Names,
    Priority, Role, Scope, Status, StatusCategory, TimeOfDay, Weekday, Workspace,
};
use crate::view::View;
use crate::{FieldId, StatusId};
use menus::{bare_macro, bare_view, department_macro, department_view, full_macro};
use std::collections::BTreeMap;

mod menus;

pub fn labelled() -> [(&'static str, EncodedEvent); 14] {
    [
        (".full", saved(full_department())),
        (".full", saved(full_status())),
        (".full", saved(full_priority())),
        (".full", saved(calendar_member())),
        (".bare", saved(bare_macro())),
        (".department", saved(department_macro())),
        (".bare", saved(bare_view())),
        (".department", saved(department_view())),
        (".bare", saved(Workspace::default())),
        (".portal", saved(open_workspace())),
        (".on_hold", saved(on_hold())),
        (".roles", saved(member_with_roles())),
        (".personal", saved(personal_key())),
        (".bare", saved(bare_role())),
    ]
}

pub fn plain() -> impl Iterator<Item = EncodedEvent> {
    [
        saved(full_macro()),
        retired::<Macro>(),
        saved(View::built_in().swap_remove(0)),
        retired::<View>(),
        saved(full_workspace()),
        retired::<Workspace>(),
        saved(full_role()),
        retired::<Role>(),
        saved(integration()),
        retired::<ApiKey>(),
    ]
    .into_iter()
}

fn names(ar: &str, he: &str) -> Names {
    Names::from([
        ("ar".to_owned(), ar.to_owned()),
        ("he".to_owned(), he.to_owned()),
    ])
}

fn full_department() -> Department {
    Department {
        names: names("الدعم", "תמיכה"),
        description: "First line.\nAll products.".to_owned(),
        colour: Some("teal".to_owned()),
        lead: Some(ANA),
        show_in_navigation: false,
        default_assignment: Assignment::LeastLoaded,
        form: Some(vec![FieldId::from_key("product")]),
        keep_assignees_on_routing: false,
        ..department("Support")
    }
}

fn full_status() -> Status {
    Status {
        names: names("تم الحل", "נפתר"),
        customer_label: Some("Answered".to_owned()),
        customer_labels: names("تم الرد", "נענה"),
        category: StatusCategory::Resolved,
        colour: "green".to_owned(),
        order: 50,
        visible_to_customer: false,
        in_default_lists: false,
        next: Some(vec![
            StatusId::from_key("open"),
            StatusId::from_key("closed"),
        ]),
        set_by_roles: vec!["administrator".to_owned()],
        on_customer_reply: Some(StatusId::from_key("open")),
        ..status("resolved").1
    }
}

fn on_hold() -> Status {
    Status {
        category: StatusCategory::OnHold,
        ..status("on_hold").1
    }
}

fn full_priority() -> Priority {
    Priority {
        names: names("عاجل", "דחוף"),
        ..priority("urgent").1
    }
}

fn calendar_member() -> Member {
    let time = |text: &str| TimeOfDay::try_from(text.to_owned()).unwrap();
    let interval = |from, to| Interval {
        from: time(from),
        to: time(to),
    };
    let sunday = vec![interval("08:30", "12:00"), interval("13:00", "17:15")];
    Member {
        language: Some("he".to_owned()),
        calendar: Some(Calendar {
            time_zone: "Asia/Jerusalem".to_owned(),
            weekly: BTreeMap::from([
                (Weekday::Sunday, sunday),
                (Weekday::Thursday, vec![interval("00:00", "24:00")]),
            ]),
        }),
        away: Some(Away {
            from: at(0),
            until: at(86_400),
            substitute: Some(BEN),
        }),
        ..full_member()
    }
}

fn member_with_roles() -> Member {
    Member {
        roles: vec![Role::MANAGER.to_owned(), "billing".to_owned()],
        ..Member::new("Ben")
    }
}

fn bare_role() -> Role {
    Role {
        key: "reader".to_owned(),
        name: "Reader".to_owned(),
        names: Names::new(),
        permissions: [Permission::ReadTickets].into_iter().collect(),
        scope: Scope::Own,
        unrouted: false,
    }
}

fn full_role() -> Role {
    Role {
        key: "dispatch".to_owned(),
        name: "Dispatch".to_owned(),
        names: names("التوزيع", "ניתוב"),
        permissions: [Permission::ReadTickets, Permission::AssignTickets]
            .into_iter()
            .collect(),
        scope: Scope::Department,
        unrouted: true,
    }
}

fn personal_key() -> ApiKey {
    ApiKey {
        name: "My laptop".to_owned(),
        owner: Some(ANA),
        permissions: None,
        department_ids: vec![],
        expires_at: None,
        prefix: "dk_4f1a".to_owned(),
    }
}

fn integration() -> ApiKey {
    ApiKey {
        name: "CRM".to_owned(),
        owner: None,
        permissions: Some([Permission::ReadTickets].into_iter().collect()),
        department_ids: vec![SUPPORT],
        expires_at: Some(at(50_000_000)),
        prefix: "dk_9c2e".to_owned(),
    }
}

fn open_workspace() -> Workspace {
    let portal = CustomerPortal {
        enabled: true,
        form: true,
        may_close: true,
        organisation_tickets: true,
        form_sites: vec!["https://example.org".to_owned()],
    };
    Workspace {
        portal,
        ..Workspace::default()
    }
}

fn full_workspace() -> Workspace {
    Workspace {
        name: "Example Ltd".to_owned(),
        number_prefix: "DKT-".to_owned(),
        number_padding: 6,
        first_status: Some(StatusId::from_key("new")),
        calendar: None,
        max_ticket_attachment_bytes: 1_000_000,
        languages: vec!["he".to_owned(), "ar-EG".to_owned()],
        portal: CustomerPortal::default(),
    }
}
