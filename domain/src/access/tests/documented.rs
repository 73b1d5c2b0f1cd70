//! The table of roles and permissions in docs/security.md is that of the code.

use super::*;

const PAGE: &str = include_str!("../../../../docs/security.md");

#[test]
fn the_table_of_the_docs_is_that_of_the_roles() {
    let roles = Role::built_in();
    let titles: Vec<_> = roles.iter().map(|role| role.key.as_str()).collect();
    let title = format!("| Permission | {} |", titles.join(" | "));
    assert!(PAGE.contains(&title), "{title}");
    for permission in P::ALL {
        let cells = roles.iter().map(|role| {
            let yes = role.permissions.contains(*permission);
            if yes { " yes |" } else { " |" }
        });
        let row = format!("| `{}` |{}", permission.as_str(), cells.collect::<String>());
        assert!(
            PAGE.lines().any(|line| line == row),
            "docs/security.md lacks {row}"
        );
    }
}
