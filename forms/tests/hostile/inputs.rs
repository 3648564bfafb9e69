//! Inputs: corpus files spoilt, words of the language thrown together, and
//! expressions that are nearly right.

use crate::dice::Dice;

pub(crate) fn one(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
    match dice.below(8) {
        0 => spoilt(dice, corpus),
        1 => words(dice),
        2 => {
            let mut text = any(dice, 3).into_bytes();
            spoil(dice, &mut text);
            text
        }
        _ => {
            let depth = dice.below(4);
            any(dice, depth).into_bytes()
        }
    }
}

/// One or two corpus files, cut and joined, with a few bytes changed.
fn spoilt(dice: &mut Dice, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut text = corpus[dice.below(corpus.len())].clone();
    if dice.once_in(2) {
        let other = &corpus[dice.below(corpus.len())];
        let (cut, from) = (dice.below(text.len() + 1), dice.below(other.len() + 1));
        text.truncate(cut);
        text.extend_from_slice(&other[from..]);
    }
    spoil(dice, &mut text);
    text
}

fn spoil(dice: &mut Dice, text: &mut Vec<u8>) {
    for _ in 0..dice.below(4) {
        let at = dice.below(text.len() + 1);
        match dice.below(4) {
            0 if at < text.len() => text[at] = dice.below(256) as u8,
            1 if at < text.len() => {
                text.remove(at);
            }
            2 => text.insert(at, b"()[]{}'\"\\.,?:!-+*/%<>=&|` \n09eExur"[dice.below(34)]),
            _ => {
                let word = dice.one(WORDS);
                text.splice(at..at, word.bytes());
            }
        }
    }
}

const WORDS: &[&str] = &[
    "true",
    "false",
    "null",
    "in",
    "t",
    "n",
    "b",
    "c",
    "d",
    "pd",
    "f",
    "g",
    "r",
    "x",
    "g.a",
    "missing",
    "self",
    "item",
    "0",
    "1",
    "-1",
    "0.5",
    "1e3",
    "9223372036854775807",
    "'a'",
    "''",
    "r'\\'",
    "'''",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    "?",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!=",
    "<",
    "<=",
    "&&",
    "||",
    "!",
    "has(",
    "size(",
    "today()",
    ".all(x,",
    ".exists(x,",
    ".map(x,",
    ".filter(x,",
    "exists_one(x,",
    ".matches('",
    "date(",
    "age(",
    "sum(",
    "round(",
    "math.greatest(",
    "timestamp('",
    "duration('",
    "int(",
    "string(",
    ".substring(",
    "//",
    "\n",
    "b'",
    "1u",
    "?.",
    "T{",
    "\u{0}",
    "ệ",
    "\u{1F431}",
];

fn words(dice: &mut Dice) -> Vec<u8> {
    let mut text = String::new();
    for _ in 0..dice.below(24) {
        text.push_str(dice.one(WORDS));
        if dice.once_in(2) {
            text.push(' ');
        }
    }
    text.into_bytes()
}

/// What expressions are made of: a kind and ways to make it, in which `$N`
/// stands for a part of kind N.
const RULES: &[(char, &[&str])] = &[
    (
        'B',
        &[
            "b",
            "missing",
            "true",
            "!$B",
            "($B && $B)",
            "($B || $B)",
            "($N == $N)",
            "($N < $N)",
            "($T == $T)",
            "(c == 'a')",
            "($T in $S)",
            "($N in $L)",
            "has(g.a)",
            "has(at)",
            "has(place)",
            "(hour < $T)",
            "($T in several)",
            "several.exists(v, v == c)",
            "has(t)",
            "answered(r)",
            "($D < $D)",
            "(d == pd)",
            "($M >= $M)",
            "r.all(x, $X)",
            "r.exists(x, $X)",
            "$L.exists_one(y, (y > $N))",
            "$S.all(y, $T.contains(y))",
            "$T.startsWith($T)",
            "$T.endsWith($T)",
            "$T.matches('^[a-zệ]+(b|c)x?')",
            "($B ? $B : $B)",
            "($E < $E)",
            "($U > $U)",
            "f.all(z, z.size > $N)",
            "($L == $L)",
            "($Q == $Q)",
        ],
    ),
    (
        'X',
        &[
            "(x.v == $N)",
            "(x.s == $T)",
            "has(x.s)",
            "(x.v > 0 && $B)",
            "$T.contains(x.s)",
            "r.exists(w, w.s == x.s)",
        ],
    ),
    (
        'N',
        &[
            "n",
            "0",
            "1",
            "-1",
            "9223372036854775807",
            "money",
            "several.size()",
            "g.a",
            "($N + $N)",
            "($N - $N)",
            "($N * $N)",
            "($N / $N)",
            "($N % $N)",
            "-($N)",
            "size($T)",
            "$L.size()",
            "r.size()",
            "size($Q)",
            "int($T)",
            "sum($L)",
            "$L[$N]",
            "r[$N].v",
            "$Q[$T]",
            "math.greatest($N, $N)",
            "math.least($L)",
            "round($E, 'halfUp')",
            "round($E, 'floor')",
            "($B ? $N : $N)",
            "age($D, today())",
            "daysBetween($D, $D)",
            "$D.getFullYear()",
            "$D.getMonth()",
            "$D.getDayOfWeek()",
            "$M.getHours('+07:00')",
            "$M.getDayOfYear('UTC')",
            "$U.getMinutes()",
            "sum(r.map(x, x.v))",
        ],
    ),
    (
        'E',
        &[
            "0.5",
            "-1.25",
            "0.000000001",
            "e",
            "place.lat",
            "place.lon",
            "($E + $E)",
            "($E - $N)",
            "($N * $E)",
            "-($E)",
            "($B ? $E : $N)",
            "sum([$E, $E])",
            "math.greatest($E, $N)",
        ],
    ),
    (
        'T',
        &[
            "t",
            "'a'",
            "'ệ'",
            "''",
            "c",
            "g.s",
            "hour",
            "several[$N]",
            "($T + $T)",
            "$T.substring($N)",
            "$T.substring($N, $N)",
            "$T.trim()",
            "$T.lowerAscii()",
            "string($N)",
            "string($E)",
            "string($D)",
            "$S[$N]",
            "r[$N].s",
            "($B ? $T : $T)",
            "channel",
            "{'a': $T, 'b': $T, 'c': $T}[c]",
        ],
    ),
    (
        'L',
        &[
            "[]",
            "[$N]",
            "[$N, $N]",
            "($L + $L)",
            "r.map(x, x.v)",
            "$L.map(y, y + $N)",
            "$L.filter(y, y > $N)",
            "$L.map(y, $B, y)",
            "$S.map(y, y.size())",
        ],
    ),
    (
        'S',
        &[
            "[$T]",
            "[$T, $T]",
            "($S + $S)",
            "r.map(x, x.s)",
            "$S.filter(y, $B)",
            "r.filter(x, $X).map(w, w.s)",
            "$Q.map(k, k)",
        ],
    ),
    ('Q', &["{'a': $N}", "{$T: $N}", "{'a': $N, 'b': $N}", "{}"]),
    (
        'D',
        &[
            "d",
            "pd",
            "today",
            "today()",
            "date('2026-01-31')",
            "date($T)",
            "addDays($D, $N)",
            "addMonths($D, $N)",
            "addYears($D, $N)",
            "date($M)",
        ],
    ),
    (
        'M',
        &[
            "timestamp('2026-11-23T09:30:00+07:00')",
            "timestamp('0001-01-01T00:00:00Z')",
            "at",
            "($M + $U)",
            "($M - $U)",
        ],
    ),
    (
        'U',
        &[
            "duration('1h30m')",
            "duration('-0.5s')",
            "($U + $U)",
            "($M - $M)",
        ],
    ),
];

/// An expression that is right but for its names' answers.
fn any(dice: &mut Dice, depth: usize) -> String {
    // The second kind has a variable of its own, `x`.
    let kind = RULES[dice.below(RULES.len())].0;
    let kind = if kind == 'X' { 'B' } else { kind };
    let mut out = String::new();
    write(dice, kind, depth, &mut out);
    out
}

fn write(dice: &mut Dice, kind: char, depth: usize, out: &mut String) {
    let ways = RULES.iter().find(|rule| rule.0 == kind).unwrap().1;
    let way = loop {
        let way = ways[dice.below(ways.len())];
        if depth > 0 || !way.contains('$') || !ways.iter().any(|way| !way.contains('$')) {
            break way;
        }
    };
    let mut parts = way.split('$');
    out.push_str(parts.next().unwrap());
    for part in parts {
        let (kind, rest) = part.split_at(1);
        write(
            dice,
            kind.chars().next().unwrap(),
            depth.saturating_sub(1),
            out,
        );
        out.push_str(rest);
    }
}
