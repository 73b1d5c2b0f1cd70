//! A decision that rests on an old catalog: what was retired meanwhile gets no ticket.

use crate::support::Log;
use commands::tickets::OpenTicket;
use domain::setting::{
    Department, Member, Priority, Setting, SettingCommand, SettingKind, Status, StatusCategory,
};
use domain::ticket::{CreateTicket, Ticket, TicketCommand, TicketError};
use domain::{Actor, Catalog, DepartmentId, MemberId, PriorityId, StatusId, TicketId};
use eventstore::{EventStore, Execute, ExecuteError, Transact};
use jiff::Timestamp;
use uuid::Uuid;

/// A log with a department and a member, and the catalog of a process that stopped following it.
struct Office {
    log: Log,
    old: Catalog,
    support: DepartmentId,
    ana: MemberId,
}

impl Office {
    async fn opened() -> Self {
        let log = Log::start().await;
        let (support, ana) = (DepartmentId(Uuid::now_v7()), MemberId(Uuid::now_v7()));
        let open = Status::new("open", "Open", StatusCategory::Open, "blue");
        asks(&log.store, StatusId::from_key("open").0, made(open)).await;
        let normal = Priority::new("normal", "Normal", "blue", 0);
        asks(&log.store, PriorityId::from_key("normal").0, made(normal)).await;
        asks(&log.store, support.0, made(Department::new("Support"))).await;
        asks(&log.store, ana.0, made(Member::new("Ana"))).await;
        let old = catalog(&log.store).await;
        Self {
            log,
            old,
            support,
            ana,
        }
    }

    async fn retires_both(&self) {
        let retire = SettingCommand::<Department>::Retire;
        asks(&self.log.store, self.support.0, retire).await;
        let retire = SettingCommand::<Member>::Retire;
        asks(&self.log.store, self.ana.0, retire).await;
    }

    fn ticket(&self) -> CreateTicket {
        CreateTicket {
            number: 1,
            subject: "Printer on fire".to_owned(),
            ..CreateTicket::default()
        }
    }

    /// The command as a process carries it out that has seen nothing since.
    async fn does(&self, id: Uuid, command: TicketCommand) -> Result<(), Vec<String>> {
        let now = Timestamp::now();
        let request = Execute::<Ticket>::new(id, command, Actor::SYSTEM, &self.old, now);
        match self.log.store.execute(request).await {
            Ok(_) => Ok(()),
            Err(ExecuteError::Refused(TicketError::Invalid(wrong))) => {
                Err(wrong.into_iter().map(|e| e.field).collect())
            }
            Err(error) => panic!("{error}"),
        }
    }

    async fn opens(&self, ticket: CreateTicket) -> (Uuid, Result<(), Vec<String>>) {
        let id = Uuid::now_v7();
        let create = TicketCommand::Create(Box::new(ticket));
        (id, self.does(id, create).await)
    }

    async fn version(&self, ticket: Uuid) -> i32 {
        self.log.store.load::<Ticket>(ticket).await.unwrap().version
    }
}

fn made<T>(value: T) -> SettingCommand<T> {
    SettingCommand::Create(value)
}

async fn asks<T: SettingKind>(store: &EventStore, id: Uuid, command: SettingCommand<T>) {
    let (catalog, now) = (catalog(store).await, Timestamp::now());
    let request = Execute::<Setting<T>>::new(id, command, Actor::SYSTEM, &catalog, now);
    store.execute(request).await.unwrap();
}

/// As a process has it that has seen everything.
async fn catalog(store: &EventStore) -> Catalog {
    let mut catalog = Catalog::default();
    for event in store.read_after(0, usize::MAX >> 1).await.unwrap() {
        catalog.apply(&event).unwrap();
    }
    catalog
}

#[tokio::test]
async fn a_ticket_is_not_opened_for_owners_who_were_retired_meanwhile() {
    let office = Office::opened().await;
    office.retires_both().await;

    let ticket = CreateTicket {
        department: Some(office.support),
        assignees: vec![office.ana],
        ..office.ticket()
    };
    let (id, opened) = office.opens(ticket).await;

    let refused = opened.unwrap_err();
    assert_eq!(refused, ["department_id", "assignee_ids"]);
    assert_eq!(office.version(id).await, 0);
}

#[tokio::test]
async fn an_open_ticket_does_not_go_to_owners_who_were_retired_meanwhile() {
    let office = Office::opened().await;
    let (id, opened) = office.opens(office.ticket()).await;
    opened.unwrap();
    office.retires_both().await;
    let route = TicketCommand::Route {
        department: Some(office.support),
        keep_assignees: None,
    };
    let member = office.ana;
    for command in [
        route,
        TicketCommand::Assign { member },
        TicketCommand::Offer { member },
        TicketCommand::Claim { member },
    ] {
        let told = format!("{command:?}");
        office.does(id, command).await.expect_err(&told);
    }
    assert_eq!(office.version(id).await, 1);
}

#[tokio::test]
async fn work_on_several_streams_is_held_to_it_too() {
    let office = Office::opened().await;
    office.retires_both().await;
    let id = TicketId(Uuid::now_v7());
    let work = OpenTicket {
        id,
        new: CreateTicket {
            department: Some(office.support),
            ..office.ticket()
        },
        asking: None,
        attachments: vec![],
        wrong: vec![],
    };
    let request = Transact::new(id.0, Actor::SYSTEM, &office.old, Timestamp::now());

    let opened = office.log.store.transact(request, &work).await;

    let error = opened.unwrap_err();
    assert!(matches!(error, ExecuteError::Refused(_)), "{error:?}");
    assert!(error.to_string().contains("department_id"), "{error}");
    assert_eq!(office.version(id.0).await, 0);
}

#[tokio::test]
async fn owners_who_only_changed_meanwhile_get_their_tickets() {
    let office = Office::opened().await;
    let renamed = SettingCommand::Save(Department::new("Help"));
    asks(&office.log.store, office.support.0, renamed).await;
    let renamed = SettingCommand::Save(Member::new("Ana B."));
    asks(&office.log.store, office.ana.0, renamed).await;

    let ticket = CreateTicket {
        department: Some(office.support),
        assignees: vec![office.ana],
        ..office.ticket()
    };
    let (id, opened) = office.opens(ticket).await;

    assert_eq!(opened, Ok(()));
    assert_eq!(office.version(id).await, 1);
}

#[tokio::test]
async fn tickets_of_one_department_still_go_into_the_log_side_by_side() {
    let office = Office::opened().await;
    let ticket = CreateTicket {
        department: Some(office.support),
        ..office.ticket()
    };
    let opening = (0..200).map(|_| office.opens(ticket.clone()));

    let opened = futures_util::future::join_all(opening).await;

    assert!(opened.iter().all(|(_, opened)| opened.is_ok()));
    // a batch has one time for all that it brings
    let session = office.log.database.session().await;
    let batches = "SELECT count(DISTINCT recorded_at) FROM es.events WHERE type = 'ticket.created'";
    let batches: i64 = session.query_one(batches, &[]).await.unwrap().get(0);
    assert!(batches < 100, "{batches} batches for 200 tickets");
}
