//! How providers are described, and what is said of a description that does not fit.

use accounts::Admits;
use secrecy::ExposeSecret;

use super::Flags;
use super::tests::{file, load_with, refused};

const PROVIDERS: &str = "DOCKET_OIDC_PROVIDERS";

#[test]
fn providers_come_from_the_file_or_as_json_with_their_secrets_kept() {
    let secret = file("pw-of-corp\n");
    let text = format!(
        "[[oidc.providers]]\nkey = \"corp\"\nname = \"Corp\"\nnames = {{ he = \"החברה\" }}\n\
         issuer = \"https://id.example.org\"\nclient_id = \"docket\"\nclient_secret_file = {:?}\n\
         roles = {{ leads = \"manager\" }}\n[[oidc.providers]]\nkey = \"other\"\n\
         issuer = \"https://id.example.net\"\nclient_id = \"docket\"\nclient_secret = \"pw-two\"\n",
        secret.path()
    );
    let file = file(&text);
    let named = ("DOCKET_CONFIG", file.path().to_str().unwrap());

    let config = load_with(&[named], &Flags::default()).unwrap();

    let [corp, other] = config.oidc.providers.as_slice() else {
        panic!("{:?}", config.oidc);
    };
    let options = corp.options().unwrap();
    assert_eq!(
        (options.name.as_str(), corp.names()["he"].as_str()),
        ("Corp", "החברה")
    );
    assert_eq!(options.client_secret.unwrap().expose_secret(), "pw-of-corp");
    assert_eq!(options.scopes, ["email", "profile"]);
    let Admits::Members(trust) = corp.admits() else {
        panic!("{corp:?}");
    };
    assert_eq!(trust.roles["leads"], "manager");
    assert!(trust.links_by_email && !trust.creates_members);
    assert_eq!(other.options().unwrap().name, "other");
    let shown = format!("{config:?} {:?}", config.effective());
    assert!(!shown.contains("pw-"), "{shown}");
    assert!(
        shown.contains("corp (https://id.example.org), other ("),
        "{shown}"
    );

    let json = r#"[{"key": "env", "issuer": "https://id.example.org", "client_id": "x"}]"#;
    let config = load_with(&[named, (PROVIDERS, json)], &Flags::default()).unwrap();
    assert_eq!(config.oidc.providers.len(), 1);
    assert_eq!(config.oidc.providers[0].key(), "env");
}

#[test]
fn a_provider_is_of_members_or_of_customers() {
    let json = r#"[{"key": "shop", "issuer": "https://id.example.org", "client_id": "x",
        "admits": "customers", "creates_customers": true, "email_domains": ["example.org"]}]"#;
    let config = load_with(&[(PROVIDERS, json)], &Flags::default()).unwrap();
    let Admits::Customers(trust) = config.oidc.providers[0].admits() else {
        panic!("{:?}", config.oidc);
    };
    assert!(trust.creates_customers);
    assert_eq!(trust.email_domains, ["example.org"]);

    let json = r#"[
        {"key": "a", "issuer": "https://id.example.org", "client_id": "x",
         "creates_customers": true},
        {"key": "b", "issuer": "https://id.example.org", "client_id": "x",
         "admits": "customers", "roles": {"g": "member"}, "creates_members": true,
         "links_by_email": false}
    ]"#;
    let refused = refused(&[(PROVIDERS, json)]);
    for expected in [
        "a: creates_customers says nothing where admits is members; leave it out",
        "b: roles says nothing where admits is customers",
        "b: creates_members says nothing where admits is customers",
        "b: links_by_email says nothing where admits is customers",
    ] {
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
}

#[test]
fn a_provider_is_told_all_that_is_wrong_with_it() {
    let json = r#"[
        {"key": "Big Corp", "issuer": "http://id.example.org", "client_id": "", "name": "",
         "names": {"xx-nope-zz": "?"}, "email_domains": ["@example.org"],
         "client_secret_file": "/no/such/file"},
        {"key": "a", "issuer": "https://10.1.2.3", "client_id": "x", "creates_members": true},
        {"key": "a", "issuer": "https://id.example.org", "client_id": "x",
         "client_secret": "pw", "client_secret_file": "/no/such/file"}
    ]"#;
    let refused = refused(&[(PROVIDERS, json)]);
    assert!(refused.starts_with("DOCKET_OIDC_PROVIDERS: "), "{refused}");
    for expected in [
        "Big Corp: key must have",
        "Big Corp: issuer must begin with https://",
        "Big Corp: client_id",
        "Big Corp: name",
        "Big Corp: names",
        "Big Corp: email_domains",
        "Big Corp: client_secret_file /no/such/file cannot be read",
        "a: issuer 10.1.2.3 is not on the public network; an operator can allow it with DOCKET_OUTGOING_ALLOW",
        "a: creates_members lets in whoever has an account",
        "a: key is there twice",
        "a: client_secret_file is given beside client_secret",
    ] {
        assert!(refused.contains(expected), "{expected}: {refused}");
    }
    assert!(!refused.contains("pw"), "{refused}");
}

#[test]
fn a_provider_that_cannot_be_read_is_named_by_its_place() {
    let unknown = refused(&[(PROVIDERS, r#"[{"key": "a", "isuer": "x"}]"#)]);
    assert!(unknown.contains("unknown field `isuer`"), "{unknown}");
    let file = file("[[oidc.providers]]\nkey = \"a\"\nisuer = \"x\"\n");
    let path = file.path().to_str().unwrap();
    let unknown = refused(&[("DOCKET_CONFIG", path)]);
    assert!(unknown.contains("unknown key \"isuer\""), "{unknown}");
    assert!(unknown.contains(path), "{unknown}");
    let allowed = r#"[{"key": "a", "issuer": "https://10.1.2.3", "client_id": "x"}]"#;
    let within = [
        (PROVIDERS, allowed),
        ("DOCKET_OUTGOING_ALLOW", "10.0.0.0/8"),
    ];
    load_with(&within, &Flags::default()).unwrap();
}

#[test]
fn the_example_of_a_provider_can_be_used_as_it_stands() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docket.example.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .skip_while(|line| *line != "# [[oidc.providers]]");
    let lines = lines.take_while(|line| !line.is_empty());
    let secret = file("pw");
    let example: String = lines
        .map(|line| format!("{}\n", line.trim_start_matches("# ")))
        .collect();
    let example = example.replace("/run/secrets/corp", secret.path().to_str().unwrap());
    let file = file(&example);
    let named = ("DOCKET_CONFIG", file.path().to_str().unwrap());
    let config = load_with(&[named], &Flags::default()).unwrap();
    assert_eq!(config.oidc.providers[0].key(), "corp");
    let Admits::Members(trust) = config.oidc.providers[0].admits() else {
        panic!("{:?}", config.oidc);
    };
    assert_eq!(trust.email_domains, ["example.org"]);
}
