//! Fields: what every type has, and what each has of its own.

use super::*;
use crate::decimal::SCALE;

/// Keys every field may have.
pub const COMMON: &[Key] = &[
    key(
        "id",
        Holds::Name(FIELD_ID, &TAKEN),
        "its name in answers and expressions",
    )
    .needed(),
    key(
        "type",
        Holds::OneOf(&TYPE_NAMES),
        "one of the types above; left out with `use`",
    ),
    key(
        "use",
        TEXT,
        "the name of a component, which then stands here as a group; with `id`, `label`, `hint`, `help`, `visibleWhen`, `rules`",
    ),
    key(
        "label",
        LABEL,
        "the question; may be left out with `hidden: true`",
    )
    .needed(),
    key("hint", WORDS, "a line under the label"),
    key(
        "help",
        WORDS,
        "a longer explanation, folded; paragraphs, `- ` lists, `**bold**`, `[words](https://…)`",
    ),
    key(
        "required",
        EXPRESSION,
        "`true`, or an expression: needed while it is true; not needed unless said",
    ),
    key(
        "visibleWhen",
        EXPRESSION,
        "an expression; while it is not true the field has no value",
    ),
    key("hidden", BOOLEAN, "`true`: never shown, yet has a value"),
    key(
        "default",
        Holds::Answer,
        "shown before the first answer; written as in JSON, and no more than a proposal",
    ),
    key(
        "autocomplete",
        TEXT,
        "HTML's token, so that a browser can fill it in: `name`, `tel`, `email`, `bday`",
    ),
    key(
        "rules",
        RULES,
        "rules about this answer, which they call `self` or by its name",
    ),
    key(
        "messages",
        Holds::Messages,
        "words of your own by code, see below",
    ),
];

/// The keyboards HTML knows.
pub const INPUT_MODES: [&str; 8] = [
    "none", "text", "decimal", "numeric", "tel", "search", "email", "url",
];

/// Media types a form may take; no SVG, no HTML: both can carry scripts.
pub const MEDIA: [&str; 9] = [
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/tiff",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// What a `partialDate` must have at least.
pub const PRECISIONS: [&str; 3] = ["day", "month", "year"];
/// Countries whose numbers are known.
pub const REGIONS: [&str; 1] = ["VN"];
/// What can be calculated.
pub const DATA_TYPES: [&str; 6] = ["boolean", "integer", "decimal", "money", "text", "date"];

/// Every type of question, what it is, and its keys beside the common ones.
pub const TYPES: [(&str, &str, &[&[Key]]); 24] = [
    ("text", "one line", &[WRITTEN, TYPED]),
    ("textarea", "several lines", &[WRITTEN, TYPED]),
    ("integer", "a whole number", &[WHOLE, TYPED]),
    (
        "decimal",
        "an exact number with a fraction",
        &[FRACTION, TYPED],
    ),
    ("money", "whole đồng", &[WHOLE, TYPED]),
    ("boolean", "yes or no", &[CONST]),
    ("declaration", "a tick; the label is what is declared", &[]),
    ("choice", "one option", &[FROM, CONST]),
    ("choices", "several options", &[FROM_WHOLE]),
    ("date", "day, month and year", &[DATES, CONST]),
    (
        "partialDate",
        "a date of which day, or day and month, may be left out",
        &[PARTIAL, DATES, CONST],
    ),
    ("dateTime", "a date and a time here", &[DATES, CONST]),
    ("time", "a time of the day", &[TYPED]),
    ("email", "an e-mail address", &[TYPED]),
    ("phone", "a telephone number", &[PHONE, TYPED]),
    ("url", "a web address", &[TYPED]),
    (
        "nationalId",
        "a personal identification number, 12 digits",
        &[PERSON, TYPED],
    ),
    ("taxCode", "a tax code", &[TAX, TYPED]),
    ("location", "latitude and longitude", &[]),
    ("file", "files", &[FILE]),
    ("group", "questions asked together", &[GROUP]),
    (
        "repeat",
        "“add another”: items, each with a page of its own",
        &[GROUP, REPEAT],
    ),
    (
        "calculated",
        "nothing is asked; its value follows from other answers",
        &[CALCULATED],
    ),
    (
        "note",
        "nothing is asked: `label` is a heading, `hint` its text",
        &[],
    ),
];

/// The types that somebody may have meant by a name that is none's.
pub(crate) fn meant(name: &str) -> Option<String> {
    let said = match name.to_lowercase().as_str() {
        "number" | "int" | "float" | "numeric" => "`integer`, `decimal` or `money`",
        "string" => "`text` or `textarea`",
        "select" | "radio" | "dropdown" | "enum" => "`choice`",
        "checkbox" => "`boolean`, `choices` or `declaration`",
        "checkboxes" | "multiselect" => "`choices`",
        "bool" => "`boolean`",
        "datetime" => "`dateTime`",
        "address" => "`group` with a component",
        "list" | "array" | "table" => "`repeat`",
        "upload" | "attachment" => "`file`",
        written => {
            let near = crate::nearest::nearest(written, TYPES.iter().map(|(name, ..)| *name));
            return near.map(|near| format!("`{near}`"));
        }
    };
    Some(said.to_owned())
}

const TYPE_NAMES: [&str; TYPES.len()] = {
    let mut names = [""; TYPES.len()];
    let mut at = 0;
    while at < TYPES.len() {
        names[at] = TYPES[at].0;
        at += 1;
    }
    names
};

/// The keys of a type beside the common ones; `None`: there is no such type.
pub fn keys_of(kind: &str) -> Option<Vec<Key>> {
    let (_, _, parts) = TYPES.iter().find(|(name, ..)| *name == kind)?;
    Some(parts.concat())
}

const CONST: &[Key] = &[key("const", Holds::Answer, "the only answer that is taken")];

const TYPED: &[Key] = &[
    CONST[0],
    key(
        "readonly",
        BOOLEAN,
        "`true`: shown, not typed; the answer is `default`",
    ),
    key(
        "inputmode",
        Holds::OneOf(&INPUT_MODES),
        "the keyboard of a telephone",
    ),
];

const MOST: i64 = limits::TEXT_RESULT as i64;
const WRITTEN: &[Key] = &[
    key("minLength", Holds::Whole(0, MOST), "characters at least"),
    key(
        "maxLength",
        Holds::Whole(0, MOST),
        "characters at the most, 4,000 unless said",
    ),
    key(
        "pattern",
        TEXT,
        "the whole text fits this I-Regexp (RFC 9485)",
    ),
    key(
        "count",
        BOOLEAN,
        "`true` shows how many characters are left of `maxLength`",
    ),
];

const ANY: Holds = Holds::Whole(-limits::WHOLE_NUMBER, limits::WHOLE_NUMBER);
const WHOLE: &[Key] = &[
    key("minimum", ANY, "not less"),
    key("maximum", ANY, "not more"),
    key("exclusiveMinimum", ANY, "more than this"),
    key("exclusiveMaximum", ANY, "less than this"),
    key(
        "multipleOf",
        Holds::Whole(1, limits::WHOLE_NUMBER),
        "a multiple of this",
    ),
];

const FRACTION: &[Key] = &[
    key(
        "scale",
        Holds::Whole(1, SCALE as i64),
        "digits behind the comma, 2 unless said",
    ),
    key("minimum", Holds::Decimal, "not less, `\"0.5\"`"),
    key("maximum", Holds::Decimal, "not more"),
    key("exclusiveMinimum", Holds::Decimal, "more than this"),
    key("exclusiveMaximum", Holds::Decimal, "less than this"),
    key("multipleOf", Holds::Decimal, "a multiple of this"),
];

const INLINE: Key = key("options", OPTIONS, "the options, written here");
const LIST: Key = key("list", TEXT, "the name of one of `lists`");
const FROM: &[Key] = &[
    INLINE,
    LIST,
    key("source", Holds::Object(Kind::Source), "a dataset's list"),
];
const FROM_WHOLE: &[Key] = &[
    INLINE,
    LIST,
    key(
        "source",
        Holds::Object(Kind::WholeSource),
        "a dataset's list",
    ),
    key(
        "minItems",
        Holds::Whole(0, limits::OPTIONS as i64),
        "ticks at least",
    ),
    key(
        "maxItems",
        Holds::Whole(1, limits::OPTIONS as i64),
        "ticks at the most",
    ),
];

const DATES: &[Key] = &[
    key(
        "minDate",
        TEXT,
        "not before: `YYYY-MM-DD`, `today`, `today-18y`, `today+30d`, or a date field",
    ),
    key("maxDate", TEXT, "not after, written alike"),
];
const PARTIAL: &[Key] = &[key(
    "precision",
    Holds::OneOf(&PRECISIONS),
    "the finest part that is asked: `day` (unless said), `month` or `year`",
)];
const PHONE: &[Key] = &[key(
    "region",
    Holds::OneOf(&REGIONS),
    "`VN`: numbers without a country are Vietnamese",
)];
const PERSON: &[Key] = &[
    key(
        "birthDate",
        TEXT,
        "the date field of the same person that it is compared with",
    ),
    key(
        "sex",
        TEXT,
        "the choice of the same person, with the options `male` and `female`",
    ),
];
const TAX: &[Key] = &[key(
    "personal",
    BOOLEAN,
    "`true`: also the 12 digits of a person",
)];

const FILES: i64 = limits::FILES as i64;
const FILE: &[Key] = &[
    key(
        "accept",
        Holds::List(&Holds::OneOf(&MEDIA), 0, usize::MAX),
        "media types: `[application/pdf, image/jpeg, image/png]`",
    )
    .needed(),
    key(
        "maxSize",
        Holds::Size,
        "`5MiB` or `500KiB` a file; 10MiB unless said, at most 20MiB",
    ),
    key(
        "minItems",
        Holds::Whole(0, FILES),
        "files at least; 0 unless said",
    ),
    key(
        "maxItems",
        Holds::Whole(1, FILES),
        "files at the most; 1 unless said",
    ),
];

const GROUP: &[Key] = &[key("fields", FIELDS, "the questions").needed()];
const ITEMS: i64 = limits::ITEMS as i64;
const REPEAT: &[Key] = &[
    key(
        "itemLabel",
        LABEL,
        "what one of them is called; the label unless said",
    ),
    key(
        "minItems",
        Holds::Whole(0, ITEMS),
        "items at least; 0 unless said",
    ),
    key(
        "maxItems",
        Holds::Whole(1, ITEMS),
        "items at the most; 20 unless said",
    ),
    key("uniqueItems", BOOLEAN, "`true`: no two items are alike"),
    key(
        "uniqueBy",
        Holds::Some(&TEXT),
        "no two items have the same answer to this field, or to these together",
    ),
];
const CALCULATED: &[Key] = &[
    key(
        "dataType",
        Holds::OneOf(&DATA_TYPES),
        "what comes out: `boolean`, `integer`, `decimal`, `money`, `text` or `date`",
    )
    .needed(),
    key("calculate", EXPRESSION, "the expression").needed(),
];

/// The codes of problems a type can give, which an author may word.
pub fn codes_of(kind: &str) -> Option<Vec<&'static str>> {
    let own: &[&str] = match kind {
        "text" | "textarea" => &["minLength", "maxLength", "pattern"],
        "decimal" => &["scale"],
        "boolean" | "declaration" | "choice" => &["option"],
        "choices" => &["option", "minItems", "maxItems", "exclusive", "uniqueItems"],
        "date" | "partialDate" | "dateTime" => &["minDate", "maxDate"],
        "url" => &["maxLength"],
        "nationalId" => &["structure", "birthYear", "birthDate", "sex"],
        "taxCode" => &["checkDigit", "structure"],
        "location" => &["bounds"],
        "file" => &["minItems", "maxItems", "maxSize", "accept"],
        "repeat" => &["minItems", "maxItems", "uniqueItems"],
        "group" | "calculated" | "note" => return Some(vec!["bug"]),
        _ => &[],
    };
    let keys = names(&keys_of(kind)?);
    let of_keys = names(WHOLE).into_iter().chain(names(CONST));
    let of_keys = of_keys.filter(|code| keys.contains(code));
    // What must differ is reported at the item's answer, which is neither of these.
    let alone = matches!(kind, "repeat" | "file");
    let always = ["required", "type", "uniqueBy", "bug"];
    let always = always
        .into_iter()
        .filter(|code| !alone || *code != "uniqueBy");
    Some(own.iter().copied().chain(of_keys).chain(always).collect())
}
