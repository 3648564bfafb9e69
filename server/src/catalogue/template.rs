//! Whether a procedure's result template prints what its decision allows.

use forms::author::{Fault, Published};

const TEMPLATE: &str = "result.typ";

/// Every fault of the result template in a folder that is otherwise sound;
/// none where there is no template.
pub(super) fn faults(folder: &str, found: &Published) -> Vec<Fault> {
    let Some(template) = found.source.get(TEMPLATE) else {
        return Vec::new();
    };
    let decision = found.decision.as_ref();
    let findings = decision.map(forms::Form::paths).unwrap_or_default();
    let faults = print::check(template, &findings, &answers(found));
    let rows = faults.into_iter().map(|fault| Fault {
        file: match folder {
            "" => TEMPLATE.to_owned(),
            folder => [folder, TEMPLATE].join("/"),
        },
        line: fault.line,
        column: fault.column,
        vi: fault.vi,
        en: fault.en,
    });
    rows.collect()
}

/// The answers that may be ticked as checked; of a repeat, its items' fields too.
fn answers(found: &Published) -> Vec<String> {
    let rules = found
        .decision
        .as_ref()
        .and_then(|form| form.result.as_ref());
    let mut named = rules.map(|rules| rules.answers.clone()).unwrap_or_default();
    let items: Vec<String> = named.iter().map(|answer| [answer, "[]"].concat()).collect();
    let inside = found.form.paths().into_iter();
    named.extend(inside.filter(|path| items.iter().any(|item| path.starts_with(item))));
    named
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::catalogue::{load, read_folder};
    use crate::datasets::Units;
    use std::path::{Path, PathBuf};

    fn catalogue() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue")
    }

    fn units() -> Units {
        Units::load(&catalogue().join("datasets")).unwrap()
    }

    const FOLDERS: [&str; 4] = [
        "birth-registration",
        "civil-status-extract",
        "criminal-record-certificate",
        "permanent-residence",
    ];

    /// Faults of a copy of birth registration in which `from` is `to`.
    fn faults_with(file: &str, from: &str, to: &str) -> Vec<String> {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("birth-registration");
        std::fs::create_dir(&folder).unwrap();
        for (name, text) in read_folder(&catalogue().join("birth-registration")).unwrap() {
            let changed = if name == file {
                assert!(text.contains(from), "{from}");
                text.replacen(from, to, 1)
            } else {
                text
            };
            std::fs::write(folder.join(name), changed).unwrap();
        }
        let faults = load(&folder, &units()).unwrap().err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_catalogue_has_no_fault() {
        for folder in FOLDERS {
            assert!(load(&catalogue().join(folder), &units()).unwrap().is_ok());
        }
    }

    /// The whole procedure that the guide begins with, template and all.
    #[test]
    fn the_guides_procedure_has_no_fault() {
        let guide = std::fs::read_to_string(catalogue().join("README.md")).unwrap();
        let examples = guide.split("<!-- example ").skip(1).map(|example| {
            let (name, rest) = example.split_once(" -->\n```").unwrap();
            let (_, text) = rest.split_once('\n').unwrap();
            let (text, _) = text.split_once("\n```").unwrap();
            (name.to_owned(), text.to_owned())
        });
        let files: crate::store::Files = examples.collect();
        assert!(files.contains_key("result.typ"));
        let found = crate::catalogue::checked("guide", &files, &units());
        let faults = found.err().unwrap_or_default();
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn every_answer_that_may_be_ticked_is_printed() {
        for folder in FOLDERS {
            let files = read_folder(&catalogue().join(folder)).unwrap();
            let found = forms::author::load(folder, &files, &units()).unwrap();
            let rules = found.decision.unwrap().result.unwrap();
            for answer in rules.answers {
                let call = format!("answer(\"{answer}\"");
                assert!(files["result.typ"].contains(&call), "{folder}: {call}");
            }
        }
    }

    #[test]
    fn a_template_prints_no_answer_that_is_not_ticked() {
        let found = faults_with("decision.yaml", "    - mother.birthDate\n", "");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("birth-registration/result.typ:"),
            "{found:?}"
        );
        assert!(
            found[0].contains("`mother.birthDate` is not in `result.answers`"),
            "{found:?}"
        );
        let found = faults_with(
            "result.typ",
            "decision(\"signer.name\")",
            "decision(\"signerName\")",
        );
        assert!(
            found[0].contains("the findings (decision.yaml) have no field `signerName`"),
            "{found:?}"
        );
        let found = faults_with(
            "result.typ",
            "#heading-block(",
            "#read(\"x\") #heading-block(",
        );
        assert!(found[0].contains("may not use `read`"), "{found:?}");
    }

    #[test]
    fn a_template_is_looked_at_once_the_rest_is_sound() {
        let found = faults_with("decision.yaml", "result:\n", "x-result:\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].contains("decision.yaml:1:1: `result` is missing"),
            "{found:?}"
        );
    }
}
