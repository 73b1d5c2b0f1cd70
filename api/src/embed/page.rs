//! The page in the frame, in the language that the site asks for.

use super::{RESOURCE_POLICY, put};
use crate::app::App;
use crate::forms::is_on;
use domain::setting::CustomerPortal;
use poem::endpoint::make;
use poem::error::NotFoundError;
use poem::http::header;
use poem::{Endpoint, Request, Response};

const PAGE: &str = include_str!("form.html");

/// What the page says in one language.
struct Words {
    tag: &'static str,
    direction: &'static str,
    title: &'static str,
    name: &'static str,
    email: &'static str,
    subject: &'static str,
    message: &'static str,
    trap: &'static str,
    send: &'static str,
    close: &'static str,
    sent: &'static str,
    failed: &'static str,
    often: &'static str,
}

/// Answers as long as the form is on.
pub(super) fn page(app: &App) -> impl Endpoint<Output = Response> + use<> {
    let catalog = app.catalog.clone();
    let captcha = app.captcha.as_ref().map(|c| c.options().origins.clone());
    let others = captcha.unwrap_or_default();
    make(move |request: Request| {
        let catalog = catalog.now();
        let on = is_on(&catalog);
        let answer = on.then(|| written(&request, &catalog.workspace().portal, &others));
        std::future::ready(answer.ok_or_else(|| poem::Error::from(NotFoundError)))
    })
}

fn written(request: &Request, portal: &CustomerPortal, others: &[String]) -> Response {
    let words = words(&asked(request));
    let body = words
        .placed()
        .iter()
        .fold(PAGE.to_owned(), |page, (place, text)| {
            page.replace(place, text)
        });
    let mut response = Response::builder()
        .content_type("text/html; charset=utf-8")
        .body(body);
    let policy = policy(portal, others);
    put(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    put(&mut response, header::CACHE_CONTROL, "no-cache");
    put(&mut response, RESOURCE_POLICY, "cross-origin");
    response
}

/// Our own scripts and a CAPTCHA's, our own form, and frames only where the workspace lets it be
/// shown.
fn policy(portal: &CustomerPortal, others: &[String]) -> String {
    let sites = match portal.form_sites.as_slice() {
        [] => "*".to_owned(),
        sites => format!("'self' {}", sites.join(" ")),
    };
    let own = ["'self'"]
        .into_iter()
        .chain(others.iter().map(String::as_str));
    let own: Vec<_> = own.collect();
    let (own, others) = (own.join(" "), others.join(" "));
    let frames = match others.as_str() {
        "" => String::new(),
        others => format!("frame-src {others}; "),
    };
    format!(
        "default-src 'none'; script-src {own}; style-src {own}; connect-src {own}; {frames}\
         form-action 'none'; base-uri 'none'; frame-ancestors {sites}"
    )
}

fn asked(request: &Request) -> String {
    let query = request.uri().query().unwrap_or_default();
    let mut pairs = query.split('&');
    let tag = pairs.find_map(|pair| pair.strip_prefix("language="));
    let primary = tag.unwrap_or_default().split('-').next();
    primary.unwrap_or_default().to_ascii_lowercase()
}

fn words(language: &str) -> &'static Words {
    match language {
        "ar" => &ARABIC,
        "he" | "iw" => &HEBREW,
        _ => &ENGLISH,
    }
}

impl Words {
    fn placed(&self) -> [(&'static str, &'static str); 13] {
        [
            ("{language}", self.tag),
            ("{direction}", self.direction),
            ("{title}", self.title),
            ("{name}", self.name),
            ("{email}", self.email),
            ("{subject}", self.subject),
            ("{message}", self.message),
            ("{trap}", self.trap),
            ("{send}", self.send),
            ("{close}", self.close),
            ("{sent}", self.sent),
            ("{failed}", self.failed),
            ("{often}", self.often),
        ]
    }
}

const ENGLISH: Words = Words {
    tag: "en",
    direction: "ltr",
    title: "Write to us",
    name: "Your name",
    email: "Your e-mail address",
    subject: "What is it about?",
    message: "Your message",
    trap: "Leave this empty",
    send: "Send",
    close: "Close",
    sent: "Thank you. Your request has the number",
    failed: "That did not work. Check what you typed and try again.",
    often: "Too many messages came from here. Try again later.",
};

const ARABIC: Words = Words {
    tag: "ar",
    direction: "rtl",
    title: "راسلنا",
    name: "اسمك",
    email: "بريدك الإلكتروني",
    subject: "ما الموضوع؟",
    message: "رسالتك",
    trap: "اترك هذا فارغًا",
    send: "إرسال",
    close: "إغلاق",
    sent: "شكرًا لك. رقم طلبك هو",
    failed: "لم ينجح ذلك. تحقق مما كتبته وحاول مرة أخرى.",
    often: "وصلت رسائل كثيرة من هنا. حاول لاحقًا.",
};

const HEBREW: Words = Words {
    tag: "he",
    direction: "rtl",
    title: "כתבו לנו",
    name: "שמך",
    email: "כתובת הדוא״ל שלך",
    subject: "מה הנושא?",
    message: "ההודעה שלך",
    trap: "יש להשאיר ריק",
    send: "שליחה",
    close: "סגירה",
    sent: "תודה. מספר הפנייה שלך הוא",
    failed: "זה לא הצליח. כדאי לבדוק את מה שנכתב ולנסות שוב.",
    often: "הגיעו מכאן הודעות רבות מדי. אפשר לנסות מאוחר יותר.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_missing_in_any_language() {
        for language in ["en", "ar", "he", "xx"] {
            let words = words(language);
            let places = words.placed();
            assert!(
                places.iter().all(|(_, text)| !text.is_empty()),
                "{language}"
            );
            let page = (places.iter()).fold(PAGE.to_owned(), |page, (place, text)| {
                assert!(page.contains(place), "{place} has no place");
                page.replace(place, text)
            });
            assert!(!page.contains('{'), "{page}");
        }
    }

    #[test]
    fn frames_are_where_the_workspace_lets_them_be() {
        let open = CustomerPortal::default();
        assert!(policy(&open, &[]).ends_with("frame-ancestors *"));
        let some = CustomerPortal {
            form_sites: vec![
                "https://a.example".to_owned(),
                "https://b.example".to_owned(),
            ],
            ..open
        };
        let expected = "frame-ancestors 'self' https://a.example https://b.example";
        assert!(policy(&some, &[]).ends_with(expected));
        assert!(!policy(&some, &[]).contains("unsafe"));
        assert!(!policy(&some, &[]).contains("frame-src"));
        let puzzle = policy(&some, &["https://puzzle.example".to_owned()]);
        assert!(puzzle.contains("script-src 'self' https://puzzle.example;"));
        assert!(puzzle.contains("frame-src https://puzzle.example;"));
    }
}
