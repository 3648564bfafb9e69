//! What cannot be carried over is named, with its cell and the reason.

use super::{listed, loaded, of};

#[test]
fn what_has_no_equivalent_is_named() {
    let made = of(&[
        (
            "survey",
            "type|name|label|relevant|constraint|calculation|appearance|default|repeat_count|parameters|audio|my_own
            start|start
            geotrace|path|Path
            text|x|X|position(..) > 1|pulldata('a', 'b', 'c', .)||w2|uuid()
            integer|n|Hello ${x}|${gone} = 1|. != now()|||today()
            calculate|c|||||
            calculate|d||||${n} div 3
            note|e|E|${d} > 1
            select_one none|f|F
            audio|g|G
            begin_repeat|r|R||||||${n}
            text|h|H||||||||h.mp3|mine
            end_repeat
            range|k|K|||||||start=a
            |comment
            hidden",
        ),
        ("choices", "list_name|name|label|image\nyes_no|yes|Yes|y.png\nyes_no||No"),
        ("settings", "version|instance_name\n20200101|${x}"),
        ("entities", "dataset\ntrees"),
    ]);
    let left = listed(&made);
    let named = |cell: &str, reason: &str| {
        let found = left
            .iter()
            .find(|line| line.starts_with(&format!("{cell}: ")));
        let found = found.unwrap_or_else(|| panic!("{cell} is not there: {left:#?}"));
        assert!(found.contains(reason), "{found}");
    };
    named("survey!K1", "words alone");
    named("survey!L1", "nothing of a definition corresponds");
    named("survey!A2", "metadata of a device");
    named("survey!B2", "metadata of a device");
    named("survey!A3", "not lines or areas");
    named("survey!D4", "`position`");
    named("survey!E4", "`pulldata`");
    named("survey!G4", "`w2`");
    named("survey!H4", "a default is written out");
    named("survey!C5", "words do not repeat answers");
    named("survey!D5", "it needs `gone`");
    named("survey!E5", "`now`");
    named("survey!H5", "a default is written out");
    named("survey!A6", "there is no calculation");
    named("survey!F7", "the quotient is not always exact");
    named("survey!A7", "belongs to a calculation");
    named("survey!D8", "it needs `d`");
    named("survey!A9", "no list `none`");
    named("survey!A10", "sound and film");
    named("survey!I11", "write a rule `size(r) ==");
    named("survey!K12", "words alone");
    named("survey!L12", "nothing of a definition corresponds");
    named("survey!J14", "are numbers");
    named("survey!B15", "a row without a type");
    named("survey!A16", "something else fills in");
    named("choices!D2", "words alone");
    named("choices!A3", "is no option");
    named("settings!A2", "three numbers");
    named("settings!B2", "a dossier's name");
    named("entities!A2", "nothing of a definition corresponds");
    assert!(loaded(&made).is_ok(), "{}", made.yaml);
}

/// Every reason speaks both languages.
#[test]
fn reasons_in_both_languages() {
    let made = of(&[("survey", "type|name|label|odd\nrank x|a|A|1\ntext|b|B|2")]);
    for entry in &made.left {
        assert!(!entry.why.en.is_empty() && !entry.why.vi.is_empty());
        assert_ne!(entry.why.en, entry.why.vi);
    }
    assert_eq!(made.left.len(), 6);
}

/// A missing translation is a fault of the definition, which `load` names.
#[test]
fn a_missing_translation_is_a_fault() {
    let made = of(&[(
        "survey",
        "type|name|label::vi|label::en\ntext|a|Tên|Name\ntext|b|Tuổi",
    )]);
    let faults = loaded(&made).unwrap_err();
    let said: Vec<&str> = faults.iter().map(|fault| fault.en.as_str()).collect();
    assert_eq!(said, ["the words in `en` are missing"]);
}

/// Languages the site does not speak are listed cell by cell.
#[test]
fn a_third_language() {
    let made = of(&[(
        "survey",
        "type|name|label::vi|label::Français (fr)\ntext|a|Tên|Nom",
    )]);
    assert_eq!(
        listed(&made),
        [
            "survey!D1: the site speaks Vietnamese and English",
            "survey!D2: the site speaks Vietnamese and English"
        ]
    );
    assert!(loaded(&made).is_ok());
}

/// A calculation that falls takes with it what waits for it, each said once.
#[test]
fn a_chain_of_calculations() {
    let made = of(&[(
        "survey",
        "type|name|label|calculation
        integer|n|N
        calculate|a||${b} + 1
        calculate|b||${n} div 7
        calculate|c||${c} + 1
        calculate|d||${n} + 1",
    )]);
    let left = listed(&made);
    assert!(
        left.iter()
            .any(|line| line.starts_with("survey!D3: it needs `b`")),
        "{left:#?}"
    );
    assert!(
        left.iter()
            .any(|line| line.starts_with("survey!D4: the quotient")),
        "{left:#?}"
    );
    assert!(
        left.iter()
            .any(|line| line.starts_with("survey!D5: the calculation waits")),
        "{left:#?}"
    );
    assert!(!left.iter().any(|line| line.contains('6')), "{left:#?}");
    assert!(loaded(&made).is_ok(), "{}", made.yaml);
}
