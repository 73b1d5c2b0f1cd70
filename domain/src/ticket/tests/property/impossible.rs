//! States that no sequence of commands may lead to.

use super::*;
use crate::limits::TICKET_FILE_BYTES;
use crate::ticket::LinkKind;

fn assert_free_of_repeats<T: PartialEq + std::fmt::Debug>(items: impl IntoIterator<Item = T>) {
    let items: Vec<_> = items.into_iter().collect();
    let repeats = (1..items.len()).any(|i| items[..i].contains(&items[i]));
    assert!(!repeats, "{items:?}");
}

fn assert_lists_are_sets(t: &Details) {
    assert_free_of_repeats(&t.assignees);
    assert_free_of_repeats(&t.tags);
    assert_free_of_repeats(&t.cc);
    assert_free_of_repeats(&t.watchers);
    assert_free_of_repeats(&t.links);
    assert_free_of_repeats(t.copies());
    assert_free_of_repeats(t.files.iter().map(|file| file.id));
    assert_free_of_repeats(t.conversation.said.iter().map(|said| said.message));
    assert_free_of_repeats(t.absorbed.iter().map(|absorbed| absorbed.ticket));
    assert_free_of_repeats(t.checklist.iter().map(|item| item.id));
    assert_free_of_repeats(t.time.iter().map(|entry| entry.entry));
}

fn assert_bytes_are_counted(t: &Details) {
    let own: u64 = t.files.iter().map(|file| file.bytes).sum();
    let said: u64 = t.conversation.said.iter().map(|s| s.file_bytes).sum();
    assert_eq!(t.file_bytes(), own + said);
    assert!(t.file_bytes() <= TICKET_FILE_BYTES);
    for said in &t.conversation.said {
        assert_free_of_repeats(&said.files);
        assert_eq!(said.files.is_empty(), said.file_bytes == 0);
        assert!(!said.redacted || said.files.is_empty());
    }
}

fn assert_moments_are_in_order(t: &Details) {
    let talk = &t.conversation;
    assert_eq!(
        talk.first_response_at.is_some(),
        talk.last_staff_message_at.is_some()
    );
    let window = t.window_from.zip(t.window_to);
    assert!(window.is_none_or(|(from, to)| from <= to));
}

proptest! {
    #[test]
    fn nobody_and_nothing_is_there_twice(requests in commands::any()) {
        walk(&requests, |_, _, _, after| {
            after.details.as_deref().into_iter().for_each(assert_lists_are_sets);
        });
    }

    #[test]
    fn a_ticket_has_one_parent_at_most(requests in commands::any()) {
        walk(&requests, |_, _, _, after| {
            let links = after.details.iter().flat_map(|t| &t.links);
            assert!(links.filter(|link| link.kind == LinkKind::ChildOf).count() <= 1);
        });
    }

    #[test]
    fn the_bytes_of_all_files_are_counted_and_within_the_limit(requests in commands::any()) {
        walk(&requests, |_, _, _, after| {
            after.details.as_deref().into_iter().for_each(assert_bytes_are_counted);
        });
    }

    #[test]
    fn moments_are_in_order(requests in commands::any()) {
        walk(&requests, |_, _, _, after| {
            after.details.as_deref().into_iter().for_each(assert_moments_are_in_order);
        });
    }

    #[test]
    fn a_part_of_another_ticket_has_no_parts_and_is_not_deleted(requests in commands::any()) {
        walk(&requests, |_, _, _, after| {
            if let Some(t) = after.details.as_deref().filter(|t| t.merged_into.is_some()) {
                assert!(t.absorbed.is_empty() && !after.deleted);
            }
        });
    }

    #[test]
    fn a_merged_or_deleted_ticket_only_comes_back_or_is_redacted(requests in commands::any()) {
        walk(&requests, |before, (_, command), _, after| {
            let closed_off = before.details.is_some() && before.open().is_err();
            let may_change = matches!(
                command,
                TicketCommand::Restore
                    | TicketCommand::Unmerge
                    | TicketCommand::RedactMessage { .. }
            );
            if closed_off && !may_change {
                assert_eq!(before, after, "{command:?}");
            }
        });
    }

    #[test]
    fn a_ticket_is_set_aside_until_a_future_moment(requests in commands::any()) {
        walk(&requests, |_, (_, command), events, after| {
            for event in events.unwrap_or_default() {
                if let Snoozed { until } = event {
                    assert!(*until > NOW, "{command:?}");
                    assert!(after.open().unwrap().is_snoozed(NOW));
                }
            }
        });
    }
}
