//! Translated expressions, evaluated: what comes of them is what XPath gives
//! for the same answers, an unanswered question being the empty text. The
//! values were worked out by hand from XPath 1.0 and the ODK XForms
//! specification.

use super::{listed, loaded, of};
use forms::date::Date;
use forms::{Answers, Context, NoDatasets, evaluate};

/// Questions every case may name.
const ROWS: &str = "
type|name|label|relevant|constraint|calculation
integer|n|N
integer|m|M
decimal|w|W
text|t|T
text|u|U
date|d|D
select_one letters|c|C
select_multiple letters|s|S
select_one digits|g|G
acknowledge|ok|OK
begin_repeat|r|R
integer|k|K
end_repeat
";

const CHOICES: &str = "
list_name|name|label
letters|a|A
letters|b|B
digits|1|One
digits|2|Two
";

/// Answers: nothing; some; others.
const NOTHING: &[(&str, &str)] = &[];
const SOME: &[(&str, &str)] = &[
    ("n", "7"),
    ("m", "7"),
    ("w", "2,5"),
    ("t", "abc"),
    ("u", "abc"),
    ("d", "20/11/2026"),
    ("c", "a"),
    ("s", "a\nb"),
    ("g", "2"),
    ("ok", "yes"),
    ("r", "i1,i2"),
    ("r.i1.k", "3"),
    ("r.i2.k", "4"),
];
const OTHERS: &[(&str, &str)] = &[
    ("n", "-3"),
    ("t", "xyz"),
    ("c", "b"),
    ("s", "b"),
    ("r", "i1"),
    ("w", "-2,5"),
];

/// Condition, and what XPath says of nothing, some and others.
const CONDITIONS: [(&str, [bool; 3]); 37] = [
    ("${n} = 7", [false, true, false]),
    ("${n} != 7", [true, false, true]),
    ("not(${n} = 7)", [true, false, true]),
    ("not(${n} > 5)", [true, false, true]),
    ("not(not(${n} > 5))", [false, true, false]),
    ("${n} < 5 or ${t} = 'abc'", [false, true, true]),
    ("${n} = ''", [true, false, false]),
    ("${n} != ''", [false, true, true]),
    ("${n} = ${m}", [true, true, false]),
    ("${n} != ${m}", [false, false, true]),
    ("not(${t} = ${u})", [false, false, true]),
    ("${n} <= ${m}", [false, true, false]),
    ("${c} = 'a'", [false, true, false]),
    ("${c} != 'a'", [true, false, true]),
    ("selected(${c}, 'b')", [false, false, true]),
    ("selected(${s}, 'a')", [false, true, false]),
    ("not(selected(${s}, 'a'))", [true, false, true]),
    ("selected(${s}, ${c})", [false, true, true]),
    ("count-selected(${s}) >= 1", [false, true, true]),
    ("count-selected(${s}) = 0", [true, false, false]),
    ("${g} = 2", [false, true, false]),
    ("${g} > 1", [false, true, false]),
    ("${ok} = 'OK'", [false, true, false]),
    ("${ok} != 'OK'", [true, false, true]),
    ("string-length(${t}) < 3", [true, false, false]),
    ("regex(${t}, '[a-c]+')", [false, true, false]),
    ("not(regex(${t}, '^[a-c]*$'))", [false, false, true]),
    ("contains(${t}, 'b')", [false, true, false]),
    ("not(starts-with(${t}, 'x'))", [true, true, false]),
    ("${d} < today()", [false, true, false]),
    ("today() - ${d} = 3", [false, true, false]),
    ("${d} + 3 >= date('2026-11-23')", [false, true, false]),
    ("count(${r}) > 1", [false, true, false]),
    ("sum(${k}) = 7", [false, true, false]),
    (
        "if(${n} > 0, ${t} = 'abc', ${c} = 'b')",
        [false, true, true],
    ),
    ("${n} mod 2 = 1", [false, true, false]),
    ("coalesce(${t}, 'none') = 'none'", [true, false, false]),
];

/// Calculation, and its value as text; nothing for XPath's NaN and empty text.
const CALCULATIONS: [(&str, [&str; 3]); 21] = [
    ("${n} + 1", ["", "8", "-2"]),
    ("${n} * ${m}", ["", "49", ""]),
    ("-${n}", ["", "-7", "3"]),
    ("int(${n} div 2)", ["", "3", "-1"]),
    ("${n} mod 2", ["", "1", "-1"]),
    ("round(${w})", ["", "3", "-2"]),
    ("floor(${w})", ["", "2", "-3"]),
    ("int(${w})", ["", "2", "-2"]),
    ("round(${w} * 10)", ["", "25", "-25"]),
    ("round(${n} div 10)", ["", "1", "0"]),
    ("abs(${n})", ["", "7", "3"]),
    ("max(${n}, 2)", ["", "7", "2"]),
    ("concat(${t}, '-', ${n})", ["-", "abc-7", "xyz--3"]),
    ("string-length(${t})", ["0", "3", "3"]),
    ("substr(${t}, 1, 2)", ["", "b", "y"]),
    ("if(${n} > 5, 'more', 'less')", ["less", "more", "less"]),
    ("count-selected(${s})", ["0", "2", "1"]),
    ("count-non-empty(${k})", ["0", "2", "0"]),
    ("format-date(${d}, '%d/%m/%Y')", ["", "20/11/2026", ""]),
    ("date(${d} + 10)", ["", "2026-11-30", ""]),
    ("indexed-repeat(${k}, ${r}, 2)", ["", "4", ""]),
];

/// Question, constraint, its answer, and whether XLSForm takes it with
/// nothing, some and others around it. An empty answer is never asked.
const CONSTRAINTS: [(&str, &str, &str, [bool; 3]); 8] = [
    ("integer", ". > 5", "7", [true, true, true]),
    ("integer", ". > 5", "3", [false, false, false]),
    ("integer", ". >= ${n}", "3", [false, false, true]),
    (
        "integer",
        ". >= ${n} or ${n} = ''",
        "3",
        [true, false, true],
    ),
    ("integer", "${c} = 'a'", "1", [false, true, false]),
    ("integer", "${c} = 'a'", "", [true, true, true]),
    (
        "text",
        "regex(., '\\d{2,3}') and string-length(.) > 2",
        "123",
        [true, true, true],
    ),
    ("text", "not(. = ${t})", "abc", [true, false, true]),
];

fn context() -> Context<'static> {
    Context {
        today: Date::new(2026, 11, 23).unwrap(),
        channel: "online",
        agency: "A",
        province: "14",
        datasets: &NoDatasets,
    }
}

/// The form with one more row, evaluated for nothing, some and others.
fn with<T>(
    row: &str,
    more: &[(&str, &str)],
    ask: impl Fn(&forms::evaluate::Evaluation) -> T,
) -> [T; 3] {
    let survey = [ROWS, row].concat();
    let made = of(&[("survey", &survey), ("choices", CHOICES)]);
    assert_eq!(listed(&made), Vec::<String>::new(), "{row}");
    let form = loaded(&made)
        .unwrap_or_else(|faults| panic!("{row}: {faults:?}"))
        .form;
    [NOTHING, SOME, OTHERS].map(|given| {
        let pairs = given.iter().chain(more);
        let answers: Answers = pairs
            .map(|(path, raw)| ((*path).to_owned(), (*raw).to_owned()))
            .collect();
        let evaluation = evaluate(&form, &answers, &context());
        assert!(evaluation.bugs.is_empty(), "{row}: {:?}", evaluation.bugs);
        ask(&evaluation)
    })
}

#[test]
fn conditions() {
    for (text, expected) in CONDITIONS {
        let row = format!("note|probe|Probe|{text}");
        let found = with(&row, &[], |evaluation| evaluation.applies("probe"));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn calculations() {
    for (text, expected) in CALCULATIONS {
        let row = format!("calculate|probe||||{text}");
        let found = with(&row, &[], |evaluation| {
            match evaluation.value("probe").map(forms::Value::to_json) {
                Some(serde_json::Value::String(text)) => text,
                Some(other) => other.to_string(),
                None => String::new(),
            }
        });
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn constraints() {
    for (kind, text, answer, expected) in CONSTRAINTS {
        let row = format!("{kind}|probe|Probe||{text}");
        let found = with(&row, &[("probe", answer)], |evaluation| {
            !evaluation
                .problems
                .iter()
                .any(|problem| problem.path == "probe")
        });
        assert_eq!(found, expected, "{text} of {answer}");
    }
}

/// What has no exact equivalent says so instead of coming near it.
#[test]
fn what_is_not_exact_is_refused() {
    for (text, reason) in [
        ("${t} > 5", "do not go together"),
        ("${n} div 3 > 1", "quotient is not always exact"),
        ("${n} div ${m} > 1", "no exact division"),
        ("${c} = 'z'", "has no option `z`"),
        ("position(..) = 1", "`position`"),
        ("/data/n = 1", "location path `/data/n`"),
        ("${n}", "true or false is needed"),
        (
            "instance('x')/root/item[name = 'a']/label = 'b'",
            "location path",
        ),
        ("min(${k}) > 1", "`min`"),
        ("${k} > 1", "one answer for each item"),
        ("${r} = 1", "do not go together"),
        ("${n} = 1 and", "ends too early"),
        ("${n} = 'one'", "do not go together"),
        ("jr:choice-name(${c}, '${c}') = 'A'", "labels are no values"),
        ("regex(${t}, '(?=a)b')", "look ahead"),
    ] {
        let survey = format!("{ROWS}note|probe|Probe|{text}");
        let made = of(&[("survey", &survey), ("choices", CHOICES)]);
        let left = listed(&made);
        assert_eq!(left.len(), 1, "{text}: {left:?}");
        assert!(left[0].contains(reason), "{text}: {left:?}");
    }
}
