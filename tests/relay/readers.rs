//! Integrators on NATS read what they were given, and that is all they can do.

mod scene;

use crate::support::within;
use async_nats::ConnectOptions;
use async_nats::jetstream::consumer::pull::Config;
use futures_util::{FutureExt, StreamExt};
use scene::{API, STREAM, Scene, TICKETS, subject_of};

#[tokio::test]
async fn a_reader_hears_events_live_and_reads_them_from_the_start() {
    let scene = Scene::open().await;
    scene.opens_ticket("first").await;
    let (crm, erp) = (scene.reader("crm").await, scene.reader("erp").await);
    let mut live = crm.client.subscribe(TICKETS).await.unwrap();
    crm.client.flush().await.unwrap();
    let mut messages = crm.reads("crm", TICKETS).await;
    assert_eq!(subject_of(&mut messages).await, "first");

    scene.opens_ticket("second").await;

    let heard = within("a live event", live.next()).await.unwrap();
    let event: serde_json::Value = serde_json::from_slice(&heard.payload).unwrap();
    assert_eq!(event["data"]["subject"], "second");
    assert_eq!(subject_of(&mut messages).await, "second");
    let mut created = erp.reads("erp-2", "docket.events.ticket.*.created").await;
    assert_eq!(subject_of(&mut created).await, "first");
    assert_eq!(subject_of(&mut created).await, "second");
}

#[tokio::test]
async fn a_consumer_goes_on_where_it_was_after_the_reader_was_away() {
    let scene = Scene::open().await;
    scene.opens_ticket("first").await;
    let crm = scene.reader("crm").await;
    let mut messages = crm.reads("crm", TICKETS).await;
    assert_eq!(subject_of(&mut messages).await, "first");
    drop((messages, crm));

    scene.opens_ticket("second").await;

    let crm = scene.reader("crm").await;
    assert_eq!(
        subject_of(&mut crm.reads("crm", TICKETS).await).await,
        "second"
    );
}

#[tokio::test]
async fn a_reader_can_publish_nothing_and_change_nothing() {
    let scene = Scene::open().await;
    scene.opens_ticket("first").await;
    let mut crm = scene.reader("crm").await;
    let erp = scene.reader("erp").await;
    subject_of(&mut crm.reads("crm", TICKETS).await).await;
    subject_of(&mut erp.reads("erp-2", "docket.events.ticket.*.created").await).await;
    let before = scene.settled().await;

    for subject in FORBIDDEN {
        crm.client.publish(subject, "{}".into()).await.unwrap();
        let refusal = crm.refusal().await;
        assert!(
            refusal.to_lowercase().contains("permissions violation"),
            "{refusal}"
        );
        assert!(refusal.contains(subject), "{subject}: {refusal}");
    }
    for request in FOREIGN {
        let subject = format!("{API}.{request}");
        let answer = crm.client.request(subject, "{}".into()).await;
        assert!(answer.is_err(), "{request}: {answer:?}");
    }

    assert_eq!(scene.state().await, before);
}

#[tokio::test]
async fn a_reader_cannot_have_the_servers_answers_do_what_it_may_not() {
    let scene = Scene::open().await;
    scene.opens_ticket("first").await;
    let crm = scene.reader("crm").await;
    subject_of(&mut crm.reads("crm", TICKETS).await).await;
    let before = scene.settled().await;

    let targets = [
        "$JS.API.STREAM.DELETE.DOCKET_EVENTS",
        "$JS.API.STREAM.PURGE.DOCKET_EVENTS",
        "$JS.API.CONSUMER.DELETE.DOCKET_EVENTS.erp-2",
        "docket.events.ticket.forged.created",
    ];
    let requests = [
        "CONSUMER.MSG.NEXT.DOCKET_EVENTS.crm",
        "CONSUMER.INFO.DOCKET_EVENTS.crm",
    ];
    for target in targets {
        for request in requests {
            let (subject, body) = (format!("{API}.{request}"), r#"{"batch":5,"no_wait":true}"#);
            let sent = crm.client.publish_with_reply(subject, target, body.into());
            sent.await.unwrap();
        }
    }
    // answered after all of them
    let info = format!("{API}.CONSUMER.INFO.DOCKET_EVENTS.crm");
    crm.client.request(info, "".into()).await.unwrap();

    assert_eq!(scene.state().await, before);
}

#[tokio::test]
async fn a_reader_sees_no_other_subject_and_nothing_of_the_service() {
    let scene = Scene::open().await;
    let mut crm = scene.reader("crm").await;
    for subject in [
        "docket.events.>",
        "docket.events.member.>",
        ">",
        "$JS.>",
        "docket.events-hint.>",
    ] {
        let _refused = crm.client.subscribe(subject).await.unwrap();
        let refusal = crm.refusal().await;
        assert!(
            refusal.contains(&format!("\"{subject}\"")),
            "{subject}: {refusal}"
        );
    }
    // a filter that is not the reader's has no consumer, whether or not its name is
    for filter in ["docket.events.>", "docket.events.member.>"] {
        let config = Config {
            durable_name: Some("crm".to_owned()),
            filter_subject: filter.to_owned(),
            ..Config::default()
        };
        let made = crm
            .jetstream()
            .create_consumer_on_stream(config, STREAM)
            .await;
        assert!(made.is_err(), "{filter}");
    }

    // its own inboxes are all that it hears of inboxes
    let mut inboxes = crm.client.subscribe("_INBOX.>").await.unwrap();
    let mut live = crm.client.subscribe(TICKETS).await.unwrap();
    crm.client.flush().await.unwrap();
    scene.opens_ticket("first").await;
    within("a live event", live.next()).await.unwrap();
    scene.settled().await; // the service asked and was answered meanwhile
    crm.client.flush().await.unwrap();
    assert_eq!(
        inboxes.next().now_or_never().flatten().map(|m| m.subject),
        None
    );
}

#[tokio::test]
async fn nobody_comes_in_without_a_password() {
    let scene = Scene::open().await;
    assert!(async_nats::connect(scene.server.url()).await.is_err());
    let wrong = scene.server.url_of("crm", &scene.passwords["erp"]);
    let options =
        ConnectOptions::with_user_and_password("crm".into(), scene.passwords["erp"].clone());
    assert!(options.connect(wrong).await.is_err());
}

/// What a reader may not even send.
const FORBIDDEN: [&str; 13] = [
    "docket.events.ticket.forged.created",
    "docket.events-hint.appended",
    "_INBOX.forged",
    "$JS.API.STREAM.DELETE.DOCKET_EVENTS",
    "$JS.API.STREAM.PURGE.DOCKET_EVENTS",
    "$JS.API.STREAM.UPDATE.DOCKET_EVENTS",
    "$JS.API.STREAM.INFO.DOCKET_EVENTS",
    "$JS.API.STREAM.MSG.DELETE.DOCKET_EVENTS",
    "$JS.API.STREAM.MSG.GET.DOCKET_EVENTS",
    "$JS.API.DIRECT.GET.DOCKET_EVENTS",
    "$JS.API.CONSUMER.CREATE.DOCKET_EVENTS",
    "$JS.API.CONSUMER.DURABLE.CREATE.DOCKET_EVENTS.crm",
    "$JS.API.CONSUMER.DELETE.DOCKET_EVENTS.erp-2",
];

/// What it may send, where nobody listens.
const FOREIGN: [&str; 11] = [
    "STREAM.DELETE.DOCKET_EVENTS",
    "STREAM.PURGE.DOCKET_EVENTS",
    "STREAM.INFO.DOCKET_EVENTS",
    "STREAM.MSG.GET.DOCKET_EVENTS",
    "CONSUMER.CREATE.DOCKET_EVENTS",
    "CONSUMER.CREATE.DOCKET_EVENTS.crm",
    "CONSUMER.CREATE.DOCKET_EVENTS.crm.docket.events.member.x",
    "CONSUMER.CREATE.DOCKET_EVENTS.erp-2.docket.events.ticket.x.created",
    "CONSUMER.DELETE.DOCKET_EVENTS.erp-2",
    "CONSUMER.INFO.DOCKET_EVENTS.erp-2",
    "CONSUMER.MSG.NEXT.DOCKET_EVENTS.erp-2",
];
