//! The languages that a browser asks for.

use poem::Request;
use poem::http::header;

/// The tags of `Accept-Language` as they stand there, which is in the order of preference wherever
/// a browser wrote them. Those that it refuses are left out.
pub(crate) fn languages(request: &Request) -> impl Iterator<Item = &str> {
    let asked = request.header(header::ACCEPT_LANGUAGE).unwrap_or_default();
    asked.split(',').filter_map(|range| {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight = weight.trim().trim_start_matches("q=").parse::<f32>();
        (weight != Ok(0.0)).then(|| tag.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_come_in_the_order_in_which_they_are_asked_for() {
        let request =
            Request::builder().header("Accept-Language", "he-IL, ar;q=0.8,en;q=0, *;q=0.1");
        let request = request.finish();
        assert_eq!(
            languages(&request).collect::<Vec<_>>(),
            ["he-IL", "ar", "*"]
        );
        assert_eq!(languages(&Request::default()).collect::<String>(), "");
    }
}
