//! The environment variables, and which key of the file each stands for.

use super::{attachments, sign_in};

/// Names the configuration file itself.
pub(super) const FILE_VARIABLE: &str = "DOCKET_CONFIG";

/// Environment variable and key, one line each.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    ("DOCKET_LISTEN", "http.listen"),
    ("DOCKET_PUBLIC_URL", "http.public_url"),
    ("DOCKET_TLS_CERT", "http.tls_cert"),
    ("DOCKET_TLS_KEY", "http.tls_key"),
    ("DOCKET_TRUSTED_PROXIES", "http.trusted_proxies"),
    ("DOCKET_FORWARDED_HEADER", "http.forwarded_header"),
    ("DOCKET_METRICS_FROM", "http.metrics_from"),
    ("DOCKET_METRICS_TOKEN", "http.metrics_token"),
    ("DOCKET_HEAD_TIMEOUT", "http.head_timeout"),
    ("DOCKET_IDLE_TIMEOUT", "http.idle_timeout"),
    ("DOCKET_BODY_TIMEOUT", "http.body_timeout"),
    ("DOCKET_BODY_RATE", "http.body_rate"),
    ("DOCKET_WRITE_TIMEOUT", "http.write_timeout"),
    ("DOCKET_CONNECTIONS", "http.connections"),
    (
        "DOCKET_CONNECTIONS_PER_ADDRESS",
        "http.connections_per_address",
    ),
    ("DOCKET_RATE_SIGN_IN", "rates.sign_in"),
    ("DOCKET_RATE_FORM", "rates.form"),
    ("DOCKET_RATE_READ", "rates.read"),
    ("DOCKET_RATE_WRITE", "rates.write"),
    ("DOCKET_RATE_UPLOAD", "rates.upload"),
    ("DOCKET_RATE_EXPORT", "rates.export"),
    ("DOCKET_RATE_ADDRESS_FACTOR", "rates.address_factor"),
    ("DOCKET_RATE_EXEMPT", "rates.exempt"),
    ("DOCKET_OUTGOING_ALLOW", "outgoing.allow"),
    ("DOCKET_CAPTCHA_VERIFY_URL", "captcha.verify_url"),
    ("DOCKET_CAPTCHA_SECRET", "captcha.secret"),
    ("DOCKET_CAPTCHA_SITE_KEY", "captcha.site_key"),
    ("DOCKET_CAPTCHA_SCRIPT", "captcha.script"),
    ("DOCKET_CAPTCHA_ORIGINS", "captcha.origins"),
    ("DOCKET_DATABASE_URL", "database.url"),
    ("DOCKET_READ_URL", "database.read_url"),
    ("DOCKET_WRITER_CONNECTIONS", "database.writer_connections"),
    ("DOCKET_POOL_SIZE", "database.pool_size"),
    ("DOCKET_NATS_URL", "nats.url"),
    ("DOCKET_STREAM", "nats.stream"),
    ("DOCKET_SUBJECT_PREFIX", "nats.subject_prefix"),
    ("DOCKET_NATS_REPLICAS", "nats.replicas"),
    ("DOCKET_ROLES", "roles"),
    ("DOCKET_BOOTSTRAP_API_KEY", "access.bootstrap_api_key"),
    ("DOCKET_SESSION_IDLE_HOURS", "sign_in.idle_hours"),
    ("DOCKET_SESSION_LONGEST_DAYS", "sign_in.longest_days"),
    ("DOCKET_BREACHED_PASSWORDS", "sign_in.breached_passwords"),
    ("DOCKET_SECRET_KEY", "sign_in.secret_key"),
    ("DOCKET_OIDC_PROVIDERS", "oidc.providers"),
    ("DOCKET_SMTP_URL", "mail.smtp_url"),
    ("DOCKET_SMTP_PASSWORD", "mail.smtp_password"),
    ("DOCKET_MAIL_FROM", "mail.from"),
    ("DOCKET_OUTBOX_FOLDER", "outbox.folder"),
    ("DOCKET_ATTACHMENTS_FOLDER", "attachments.folder"),
    ("DOCKET_ATTACHMENTS_S3_BUCKET", "attachments.s3_bucket"),
    ("DOCKET_ATTACHMENTS_S3_PREFIX", "attachments.s3_prefix"),
    ("DOCKET_ATTACHMENTS_S3_ENDPOINT", "attachments.s3_endpoint"),
    ("DOCKET_ATTACHMENTS_S3_REGION", "attachments.s3_region"),
    (
        "DOCKET_ATTACHMENTS_S3_ACCESS_KEY_ID",
        "attachments.s3_access_key_id",
    ),
    (
        "DOCKET_ATTACHMENTS_S3_SECRET_ACCESS_KEY",
        "attachments.s3_secret_access_key",
    ),
    ("DOCKET_ATTACHMENTS_FILE_SIZE", "attachments.file_size"),
    ("DOCKET_ATTACHMENTS_RESERVE", "attachments.reserve"),
    (
        "DOCKET_ATTACHMENTS_KEEP_UNATTACHED_HOURS",
        "attachments.keep_unattached_hours",
    ),
    ("DOCKET_LOG_FORMAT", "log.format"),
    ("DOCKET_LOG", "log.filter"),
    ("DOCKET_DATA_DIR", "data_dir"),
    (FILE_VARIABLE, ""),
];

/// Keys that hold secrets: each variable may also be given with `_FILE` after its name, and then names
/// a file that holds the value, as container platforms mount them.
pub(super) const SECRETS: &[&str] = &[
    "database.url",
    "database.read_url",
    "nats.url",
    "access.bootstrap_api_key",
    "captcha.secret",
    "sign_in.secret_key",
    "oidc.providers",
    "mail.smtp_url",
    "mail.smtp_password",
    "attachments.s3_access_key_id",
    "attachments.s3_secret_access_key",
    "http.metrics_token",
];

/// Read elsewhere: where the servers' programs are, and what tests are given.
pub(super) const OTHER_VARIABLES: [&str; 6] = [
    "DOCKET_BENCH",
    "DOCKET_BLESS",
    "DOCKET_POSTGRES_BIN",
    "DOCKET_NATS_SERVER",
    "DOCKET_TOOLS",
    "DOCKET_TEST_",
];

const NUMBERS: [&str; 7] = [
    "database.writer_connections",
    "database.pool_size",
    "nats.replicas",
    "http.body_rate",
    "http.connections",
    "http.connections_per_address",
    "rates.address_factor",
];

/// Whether the key's value is a number; reading all values by their looks would make a number of a
/// key of digits.
pub(super) fn is_number(key: &str) -> bool {
    let of_sections = attachments::NUMBERS.contains(&key) || sign_in::NUMBERS.contains(&key);
    NUMBERS.contains(&key) || of_sections
}

/// What a variable stands for: a key, and whether the value is the name of a file that holds it.
pub(super) fn meaning(variable: &str) -> Option<(&'static str, bool)> {
    let key = |name: &str| {
        let found = VARIABLES.iter().find(|(known, _)| *known == name);
        found.map(|(_, key)| *key)
    };
    if let Some(key) = key(variable) {
        return Some((key, false));
    }
    let key = key(variable.strip_suffix("_FILE")?)?;
    SECRETS.contains(&key).then_some((key, true))
}

pub(super) fn names() -> String {
    let names: Vec<&str> = VARIABLES.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}
