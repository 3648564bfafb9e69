//! Templates as agencies write them: good, faulty and sly.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::with_preamble;
use print::{PREAMBLE, check};

const DECISION: [&str; 4] = ["number", "signer.name", "judgments", "judgments[].date"];
const ANSWERS: [&str; 3] = ["childName", "mother.fullName", "residence"];

/// `line:column english` of every fault; lines counted after the preamble.
fn faults(template: &str) -> Vec<String> {
    let lines = PREAMBLE.lines().count() as u32;
    let list = |paths: &[&str]| {
        paths
            .iter()
            .map(|path| (*path).to_owned())
            .collect::<Vec<_>>()
    };
    let found = check(template, &list(&DECISION), &list(&ANSWERS));
    for fault in &found {
        assert_ne!(fault.vi, fault.en);
        assert!(fault.line > 0 && fault.column > 0);
    }
    let rows = found.iter().map(|fault| {
        let line = i64::from(fault.line) - i64::from(lines);
        format!("{line}:{} {}", fault.column, fault.en)
    });
    rows.collect()
}

fn refused(body: &str) -> String {
    let found = faults(&with_preamble(body));
    assert_eq!(found.len(), 1, "{body}: {found:#?}");
    found[0].clone()
}

#[test]
fn a_good_template_has_no_fault() {
    let body = r#"
#set page(paper: "a5")
#let row(name, value) = [#name: *#value*]
// result and sys may stand in comments, in words (result, read, sys) and texts.
#row("result", answer("childName")) #row([read], answer("mother.fullName", otherwise: answer("residence")))
#answer(otherwise: "-", "residence")
#upper(decision("signer.name")) of #agency, see #link(verify) #verify-code
#let parts = (result: 1, read: 2)
#parts.result #parts.at("read")
#for item in decision("judgments", otherwise: ()) [#item.at("date", default: blank) ]
#if decision("number", otherwise: none) == none [none] else [#decision("number")]
$ 1 + x $
"#;
    assert_eq!(faults(&with_preamble(body)), [""; 0]);
    assert_eq!(
        faults(&format!("// A comment.\n\n/* Another. */\n{PREAMBLE}")),
        [""; 0]
    );
    let crlf = with_preamble("#answer(\"childName\")\n").replace('\n', "\r\n");
    assert_eq!(faults(&crlf), [""; 0]);
}

#[test]
fn what_is_named_must_be_known() {
    let found = faults(&with_preamble(
        "#answer(\"childNam\")\n#decision(\"childName\")\nx #decision(\"judgments.date\") #answer(\"mother\\u{2e}name\")",
    ));
    assert_eq!(
        found,
        [
            "1:9 `childNam` is not in `result.answers` of decision.yaml: add it there, so that an officer checks it before it is printed",
            "2:11 the findings (decision.yaml) have no field `childName`",
            "3:13 the findings (decision.yaml) have no field `judgments.date`",
            "3:39 `mother.name` is not in `result.answers` of decision.yaml: add it there, so that an officer checks it before it is printed",
        ]
    );
    let nested = refused("#answer(\"childName\", otherwise: [#text(upper(answer(\"x\")))])");
    assert!(nested.starts_with("1:53 `x` is not in"), "{nested}");
}

#[test]
fn a_path_is_written_out() {
    for body in [
        "#answer(\"child\" + \"Name\")",
        "#let name = \"childName\"\n#answer(name)",
        "#answer(..(\"childName\",))",
        "#answer(otherwise: \"childName\")",
        "#answer()",
        "#answer[childName]",
        "#decision(if true { \"number\" } else { \"number\" })",
    ] {
        assert!(refused(body).contains("written out as a text"), "{body}");
    }
}

#[test]
fn the_doors_are_called_and_nothing_else() {
    for body in [
        "#let f = answer",
        "#let doors = (answer,)",
        "#let doors = (a: decision)",
        "#(\"childName\",).map(answer)",
        "#answer.with(\"childName\")",
        "#let answer = 1",
        "#let (answer, b) = (1, 2)",
        "#let f(answer) = 1",
        "#let f(answer: none) = 1",
        "#show heading: answer",
        "#{ answer }",
        "$answer$",
        "$answer(\"childName\")$",
        "#(answer)(\"childName\")",
    ] {
        assert!(refused(body).contains("is only ever called"), "{body}");
    }
}

#[test]
fn there_is_no_other_road_to_the_data() {
    for (body, name) in [
        ("#result.answers.at(\"other\")", "result"),
        ("#result.at(\"answers\")", "result"),
        ("#let r = result", "result"),
        ("#{ let (answers,) = result }", "result"),
        ("#sys.inputs.result", "sys"),
        ("#sys.at(\"inputs\")", "sys"),
        ("#std.sys.inputs", "std"),
        ("#dictionary(std)", "std"),
        ("#let s = sys", "sys"),
        ("#eval(\"sys\" + \".inputs\")", "eval"),
        ("#let run = eval", "eval"),
        ("#read(\"x\")", "read"),
        ("#json(bytes(\"{}\"))", "json"),
        ("#plugin(bytes(\"\"))", "plugin"),
        ("#csv(\"x\")", "csv"),
        ("#let json(x) = x", "json"),
        ("$sys$", "sys"),
        ("#let f(result) = 1", "result"),
        ("#(x => std)(1)", "std"),
        ("#context [#result]", "result"),
        ("#text(result.agency)", "result"),
    ] {
        let found = refused(body);
        assert!(
            found.contains(&format!("may not use `{name}`")),
            "{body}: {found}"
        );
    }
    for body in [
        "#import \"@preview/cetz:0.3.0\"",
        "#import \"common.typ\": *",
        "#include \"x.typ\"",
        "#{ import calc: pow }",
    ] {
        assert!(refused(body).contains("uses no other file"), "{body}");
    }
}

#[test]
fn a_template_begins_with_the_common_definitions() {
    let begins = |template: &str| {
        let found = faults(template);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].contains("begins with the common definitions"),
            "{found:?}"
        );
    };
    begins("");
    begins("Just words.");
    begins(&format!("#let bytes(x) = x\n{PREAMBLE}"));
    begins(&format!("words\n{PREAMBLE}"));
    begins(&PREAMBLE.replace("result.answers.at", "result.decision.at"));
    begins(&PREAMBLE.replace("default: otherwise", "default: result"));
    begins(&PREAMBLE.lines().rev().collect::<Vec<_>>().join("\n"));
    begins(&PREAMBLE.lines().take(3).collect::<Vec<_>>().join("\n"));
    let twice = faults(&[PREAMBLE, PREAMBLE].concat());
    assert!(
        twice
            .iter()
            .any(|fault| fault.contains("may not use `sys`")),
        "{twice:?}"
    );
}

#[test]
fn what_typst_cannot_read_or_run_is_told_with_its_place() {
    let found = faults(&with_preamble("a\n#let x = \n#f(1"));
    assert!(
        found
            .iter()
            .any(|fault| fault.starts_with("2:")
                && fault.contains("Typst says: expected expression")),
        "{found:?}"
    );
    for (body, place, says) in [
        (
            "#nobody",
            "1:2",
            "unknown variable: nobody (when nothing is answered)",
        ),
        (
            "\n#if answer(\"childName\", otherwise: none) != none { 1 + [] + \"x\" }",
            "2:",
            "(when every answer is “Nguyễn Thị Mẫu”)",
        ),
        (
            "#(answer(\"childName\", otherwise: \"1/2\").split(\"/\").map(int))",
            "1:",
            "(when every answer is “Nguyễn Thị Mẫu”)",
        ),
        (
            "#for item in decision(\"judgments\", otherwise: ()) [#item.date]",
            "1:",
            "(when the items of repeats are empty)",
        ),
        (
            "#for item in decision(\"judgments\") [#item.at(\"date\", default: blank)]",
            "1:",
            "(when nothing is answered)",
        ),
        ("#image(\"logo.png\")", "1:", "file not found"),
    ] {
        let found = refused(body);
        assert!(
            found.starts_with(place) && found.contains(says),
            "{body}: {found}"
        );
    }
    let found = refused("#for n in range(20) { pagebreak() }");
    assert!(found.contains("20 are allowed"), "{found}");
    let found = refused("#set page(width: auto)\na");
    assert!(found.contains("from A6 to A3"), "{found}");
    let long = check(&"x".repeat(256 * 1024 + 1), &[], &[]);
    assert!(long[0].en.contains("larger than 256 kB"));
}

#[test]
fn the_catalogue_explains_the_definitions_as_they_are() {
    let readme = include_str!("../../forms/catalogue/README.md");
    assert!(readme.contains(&format!("```typst\n{PREAMBLE}```\n")));
}

#[test]
fn no_template_panics() {
    // Every beginning of a real template, cut anywhere.
    let template = with_preamble(
        "#answer(\"childName\", otherwise: [#decision(\"number\")]) $a_1$ `r` <l> @l // c\n",
    );
    for (end, _) in template
        .char_indices()
        .filter(|(end, _)| *end + 90 > template.len() || end % 7 == 0)
    {
        let _ = faults(&template[..end]);
    }
}
