//! Asks a provider whether a person solved the puzzle in front of the public form.

use crate::problem::Problem;
use bytes::Bytes;
use outgoing::Outgoing;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use poem::http::{Request, Response, header};
use serde::Deserialize;
use std::fmt::Display;
use std::sync::Arc;

/// What a CAPTCHA needs.
#[derive(Clone)]
pub struct CaptchaOptions {
    /// Takes a form with `secret` and `response` and answers JSON with `success`, as Turnstile,
    /// hCaptcha and reCAPTCHA do.
    pub verify_url: String,
    pub secret: String,
    pub site_key: String,
    /// Shows the puzzle.
    pub script: String,
    /// What the script may load from and talk to.
    pub origins: Vec<String>,
}

/// A CAPTCHA in front of the public form. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Captcha {
    options: Arc<CaptchaOptions>,
    outgoing: Outgoing,
}

/// Longer than what any provider's script gives.
const LONGEST: usize = 16 * 1024;

/// What a provider says when it does not know this installation.
const OURS: [&str; 4] = [
    "missing-input-secret",
    "invalid-input-secret",
    "sitekey-secret-mismatch",
    "bad-request",
];

/// What a provider answers.
#[derive(Debug, Deserialize)]
struct Verdict {
    success: bool,
    #[serde(default, rename = "error-codes")]
    error_codes: Vec<String>,
}

impl Captcha {
    /// Asks through this client, which must be let through to the provider.
    #[must_use]
    pub fn new(options: CaptchaOptions, outgoing: Outgoing) -> Self {
        let options = Arc::new(options);
        Self { options, outgoing }
    }

    /// What pages need to show it.
    pub(crate) fn options(&self) -> &CaptchaOptions {
        &self.options
    }

    /// Refuses an answer that the provider does not confirm. One that it confirmed is good no more.
    /// The caller's address is not passed on.
    pub(crate) async fn check(&self, answer: &str) -> Result<(), Problem> {
        if answer.len() > LONGEST {
            return Err(unsolved());
        }
        let asked = self.request(answer).map_err(|e| unknown(&e))?;
        let heard = self.outgoing.send(asked).await;
        let verdict = read(&heard.map_err(|e| unknown(&e))?)?;
        if verdict.success {
            return Ok(());
        }
        match verdict
            .error_codes
            .iter()
            .find(|c| OURS.contains(&c.as_str()))
        {
            Some(code) => Err(unknown(code)),
            None => Err(unsolved()),
        }
    }

    fn request(&self, answer: &str) -> poem::http::Result<Request<Bytes>> {
        let spelled = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let (secret, answer) = (spelled(&self.options.secret), spelled(answer));
        let form = format!("secret={secret}&response={answer}");
        Request::post(&self.options.verify_url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.into())
    }
}

fn read(heard: &Response<Bytes>) -> Result<Verdict, Problem> {
    if !heard.status().is_success() {
        return Err(unknown(&heard.status()));
    }
    serde_json::from_slice(heard.body()).map_err(|e| unknown(&e))
}

fn unsolved() -> Problem {
    let detail = "was not solved, or too long ago; solve the puzzle again and send the form anew";
    Problem::field("captcha", detail)
}

/// The sender is not at fault, and the operator has something to do.
fn unknown(cause: &dyn Display) -> Problem {
    tracing::warn!(
        %cause,
        "a CAPTCHA could not be checked; see DOCKET_CAPTCHA_VERIFY_URL, DOCKET_CAPTCHA_SECRET and \
         DOCKET_OUTGOING_ALLOW"
    );
    let detail = "The puzzle could not be checked just now. Send the form again in a moment; if \
        this lasts, tell whoever runs this service.";
    Problem::unavailable(detail, cause)
}

impl std::fmt::Debug for CaptchaOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("CaptchaOptions");
        shown
            .field("verify_url", &self.verify_url)
            .finish_non_exhaustive()
    }
}
