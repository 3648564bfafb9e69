//! ARCHITECTURE.md is true: every file it names exists, every invariant it
//! names has a test of that name.

use tests::repository;

/// What stands between back-ticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_file_it_names_exists() {
    let text =
        std::fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let is_path = |word: &&str| {
        word.contains('/')
            && !word.starts_with('/')
            && !word.contains([' ', '{', '*', '<', ':', '@', '…'])
    };
    let paths: Vec<_> = quoted(&text).into_iter().filter(is_path).collect();
    assert!(paths.len() > 20, "the map names files");
    for path in paths {
        assert!(
            repository().join(path).exists(),
            "ARCHITECTURE.md names {path}, which is not there"
        );
    }
}

#[test]
fn every_invariant_has_a_test_of_its_name() {
    let text =
        std::fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let section = text
        .split("## Invariants")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("a section of invariants");
    let names: Vec<_> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert!(names.len() >= 16, "{names:?}");
    let mut sources = String::new();
    read_all(&repository(), &mut sources);
    for name in names {
        let function = format!("fn {}", name.replace('-', "_"));
        assert!(
            sources.contains(&function),
            "invariant {name} has no test named {function}"
        );
    }
}

fn read_all(folder: &std::path::Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir()
            && !["target", "node_modules", ".git", "data"]
                .contains(&name.to_string_lossy().as_ref())
        {
            read_all(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push_str(&std::fs::read_to_string(&path).unwrap_or_default());
        }
    }
}
