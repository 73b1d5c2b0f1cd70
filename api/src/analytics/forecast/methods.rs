//! Ways to foretell days from days, judged on history.

use super::Method;

/// The shape that repeats itself.
const WEEK: usize = 7;
/// How many weeks of history are foretold to judge a method.
const JUDGED: usize = 4;
/// The same weekday is averaged over so many weeks.
const AVERAGED: usize = 6;

/// The method that was off least, and what it foretells.
#[derive(Debug)]
pub(super) struct Chosen {
    pub method: Method,
    pub points: Vec<f64>,
    /// By how much four in five days differ at most.
    pub spread: f64,
    /// Mean distance on history; `None` where that is too short.
    pub error: Option<f64>,
    pub baseline_error: Option<f64>,
}

const METHODS: [Method; 2] = [Method::SeasonalNaive, Method::SeasonalMean];

impl Chosen {
    /// Judges every method on the last weeks, each foretold from what was before it. The baseline
    /// is kept unless another is better.
    pub fn of(history: &[f64], days: usize) -> Self {
        let judged = METHODS.map(|method| (method, off(method, history)));
        let mean = |distances: &Vec<f64>| distances.iter().sum::<f64>() / distances.len() as f64;
        let baseline_error = judged[0].1.as_ref().map(mean);
        let mut best = (Method::SeasonalNaive, &judged[0].1);
        for (method, distances) in &judged[1..] {
            let is_better = match (distances, best.1) {
                (Some(new), Some(old)) => mean(new) < mean(old),
                _ => false,
            };
            if is_better {
                best = (*method, distances);
            }
        }
        let points = foretold(best.0, history, days);
        Self {
            method: best.0,
            points: points.unwrap_or_else(|| vec![level(history); days]),
            spread: best
                .1
                .as_deref()
                .map_or(0.0, |distances| most(distances, 0.8)),
            error: best.1.as_ref().map(mean),
            baseline_error,
        }
    }
}

/// What the days after `history` will be; `None` where the method needs more of it.
fn foretold(method: Method, history: &[f64], days: usize) -> Option<Vec<f64>> {
    if history.len() < WEEK {
        return None;
    }
    match method {
        Method::SeasonalNaive => {
            let last = &history[history.len() - WEEK..];
            Some((0..days).map(|day| last[day % WEEK]).collect())
        }
        Method::SeasonalMean => Some((0..days).map(|day| mean_of_weekday(history, day)).collect()),
    }
}

fn mean_of_weekday(history: &[f64], day: usize) -> f64 {
    let back = WEEK - day % WEEK;
    let weeks = (0..AVERAGED).filter_map(|week| history.len().checked_sub(back + week * WEEK));
    let values: Vec<f64> = weeks.map(|at| history[at]).collect();
    level(&values)
}

fn level(values: &[f64]) -> f64 {
    match values {
        [] => 0.0,
        _ => values.iter().sum::<f64>() / values.len() as f64,
    }
}

/// The distances between the last weeks and what the method would have foretold of each.
fn off(method: Method, history: &[f64]) -> Option<Vec<f64>> {
    let mut distances = Vec::new();
    for week in (1..=JUDGED).rev() {
        let known = history.len().checked_sub(week * WEEK)?;
        let (before, came) = history.split_at(known);
        let points = foretold(method, before, WEEK)?;
        let came = came.iter().zip(points);
        distances.extend(came.map(|(came, point)| (came - point).abs()));
    }
    Some(distances)
}

/// What this share of the distances is at most.
fn most(distances: &[f64], share: f64) -> f64 {
    let mut sorted = distances.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    let place = (last as f64 * share).ceil() as usize;
    sorted.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many weeks of the same shape, each day a little further off than the week before.
    fn weeks(count: usize, noise: impl Fn(usize) -> f64) -> Vec<f64> {
        let shape = [9.0, 8.0, 7.0, 8.0, 9.0, 2.0, 1.0];
        let day = |day: usize| shape[day % WEEK] + noise(day);
        (0..count * WEEK).map(day).collect()
    }

    #[test]
    fn what_repeats_itself_is_foretold_without_error() {
        let chosen = Chosen::of(&weeks(8, |_| 0.0), 9);
        assert_eq!(chosen.method, Method::SeasonalNaive); // no other is better
        assert_eq!(chosen.points, [9.0, 8.0, 7.0, 8.0, 9.0, 2.0, 1.0, 9.0, 8.0]);
        assert_eq!((chosen.error, chosen.spread), (Some(0.0), 0.0));
    }

    #[test]
    fn a_mean_beats_the_baseline_where_weeks_go_up_and_down() {
        let swings = |day: usize| {
            if (day / WEEK).is_multiple_of(2) {
                2.0
            } else {
                -2.0
            }
        };
        let chosen = Chosen::of(&weeks(16, swings), 1);
        assert_eq!(chosen.method, Method::SeasonalMean);
        assert_eq!(chosen.baseline_error, Some(4.0));
        assert!(chosen.error < chosen.baseline_error);
        assert_eq!(chosen.points, [9.0]);
    }

    #[test]
    fn a_short_history_is_foretold_and_not_judged() {
        let chosen = Chosen::of(&[3.0, 5.0], 2);
        assert_eq!(chosen.points, [4.0, 4.0]);
        assert_eq!((chosen.error, chosen.baseline_error), (None, None));
        assert_eq!(Chosen::of(&[], 2).points, [0.0, 0.0]);
    }
}
