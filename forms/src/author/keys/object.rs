//! The objects beside fields.

use super::*;

/// Versions of the format.
pub const FORMATS: [&str; 1] = ["1.0"];
/// Levels of a rule.
pub const LEVELS: [&str; 2] = ["error", "warning"];
/// Ways to get a result.
pub const DELIVERY: [&str; 3] = ["online", "counter", "post"];
/// How sure one must be who asks.
pub const ASSURANCE: [&str; 4] = ["none", "contact", "vneid", "counter"];
/// The events of life by which a citizen finds a procedure.
pub const LIFE_EVENTS: [&str; 13] = [
    "birth",
    "marriage",
    "death",
    "family",
    "residence",
    "work",
    "study",
    "papers",
    "travel",
    "business",
    "land",
    "health",
    "retirement",
];
/// Whose a procedure is.
pub const AGENCY_LEVELS: [&str; 2] = ["province", "commune"];
/// What a paper must be.
pub const PAPER_KINDS: [&str; 3] = ["original", "copy", "electronic"];
/// Units of a time limit.
pub const UNITS: [&str; 4] = ["hour", "day", "workingDay", "month"];
/// Kinds of money.
pub const FEE_KINDS: [&str; 2] = ["phi", "lePhi"];
/// When a fee is paid.
pub const COLLECT: [&str; 3] = ["submission", "supplement", "result"];
/// Money.
pub const CURRENCIES: [&str; 1] = ["VND"];

/// The keys of `definition.yaml`.
pub const DEFINITION: &[Key] = &{
    let migrations = Holds::List(&Holds::Object(Kind::Migration), 0, limits::MIGRATIONS);
    with(key(
        "migrations",
        migrations,
        "how drafts of earlier major versions move to this one; without it they are finished on theirs",
    ))
};

/// The keys of `decision.yaml`: the same, and what the findings become.
pub const DECISION: &[Key] = &with(key(
    "result",
    Holds::Object(Kind::Result),
    "what the findings become",
));

/// The keys of both, and one more.
const fn with(last: Key) -> [Key; HEAD.len() + 1] {
    let mut keys = [last; HEAD.len() + 1];
    let mut at = 0;
    while at < HEAD.len() {
        keys[at] = HEAD[at];
        at += 1;
    }
    keys
}

const HEAD: [Key; 11] = [
    key(
        "formDefinition",
        Holds::OneOf(&FORMATS),
        "the version of this format, `\"1.0\"`",
    )
    .in_definition(),
    key(
        "id",
        Holds::Shape("^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$"),
        "the form's name for ever: `a-z`, digits and `-`, in parts with dots",
    )
    .in_definition(),
    key(
        "version",
        Holds::Shape("^[0-9]{1,7}\\.[0-9]{1,7}\\.[0-9]{1,7}$"),
        "three numbers, `1.0.0` at first; raised with every change",
    )
    .in_definition(),
    key(
        "languages",
        Holds::List(&TEXT, 1, usize::MAX),
        "`[vi, en]`; the first is the one that counts",
    )
    .in_definition(),
    key("title", LABEL, "what the form is called").needed(),
    key(
        "procedure",
        Holds::Object(Kind::Procedure),
        "what the start page says and the processing needs",
    ),
    key(
        "lists",
        Holds::Map(&OPTIONS),
        "lists of options by a name of your own, for `list` of a question",
    ),
    key(
        "components",
        Holds::Map(&Holds::Object(Kind::Component)),
        "groups of fields by a name of your own, for `use` of a field",
    ),
    key(
        "pages",
        Holds::List(&Holds::Object(Kind::Page), 1, limits::PAGES),
        "the pages in order",
    )
    .needed(),
    key(
        "fee",
        Holds::Object(Kind::Fee),
        "what it costs; free where it is left out",
    ),
    key(
        "rules",
        RULES,
        "rules about several answers; each needs `at`, the field it is shown at",
    ),
];

/// The keys of `procedure`.
pub const PROCEDURE: &[Key] = &[
    key(
        "code",
        Holds::Shape("^[0-9]\\.[0-9]{6}$"),
        "the national code, `\"2.000635\"`",
    )
    .to_publish(),
    key(
        "serviceLevel",
        Holds::Whole(3, 4),
        "`4`: all of it is done online; `3` unless said",
    ),
    key(
        "agencyLevel",
        Holds::OneOf(&AGENCY_LEVELS),
        "`province` (unless said) or `commune`",
    ),
    key("summary", WORDS, "what it is for, one or two sentences").to_publish(),
    key("result", WORDS, "what the citizen gets").to_publish(),
    key("who", WORDS, "who may apply").to_publish(),
    key("feeNote", WORDS, "what the start page says about the fee"),
    key(
        "lifeEvents",
        Holds::List(&Holds::OneOf(&LIFE_EVENTS), 0, usize::MAX),
        "`birth`, `papers`, `land` …: where the home page shows it",
    ),
    key(
        "papers",
        Holds::List(&Holds::Object(Kind::Paper), 0, usize::MAX),
        "what has to be handed in",
    ),
    key(
        "limit",
        Holds::List(&Holds::Object(Kind::Limit), 0, usize::MAX),
        "how long it takes: the first entry counts whose `when` is true",
    )
    .to_publish(),
    key(
        "processingDays",
        Holds::Whole(1, 1_000),
        "in place of `limit`: so many working days, always",
    ),
    key(
        "delivery",
        Holds::List(&Holds::OneOf(&DELIVERY), 0, usize::MAX),
        "how the result may come: `online`, `counter`, `post`; shown, not asked: a form asks by a field of its own",
    )
    .to_publish(),
    key(
        "assurance",
        Holds::OneOf(&ASSURANCE),
        "how sure one must be who asks before it is decided: `none`, `contact`, `vneid`, `counter`",
    )
    .to_publish(),
    key(
        "legalBasis",
        Holds::List(&Holds::TextOr(Kind::LegalBasis), 0, usize::MAX),
        "the law: entries as below, or plain texts",
    )
    .to_publish(),
    key(
        "privacy",
        Holds::Object(Kind::Privacy),
        "what becomes of personal data",
    )
    .to_publish(),
    key(
        "validFrom",
        DAY,
        "in force from this day; kept with the form, nothing is refused by it",
    ),
    key("validTo", DAY, "the last day of it, likewise"),
    key(
        "illustrative",
        BOOLEAN,
        "`true`: the site says that amounts and limits are examples",
    ),
];

/// The keys of one of `papers`.
pub const PAPER: &[Key] = &[
    key("name", LABEL, "what it is called").needed(),
    key(
        "kind",
        Holds::OneOf(&PAPER_KINDS),
        "`original`, `copy` (unless said), `electronic`",
    ),
    key("note", WORDS, "what else is to be known of it"),
    key(
        "when",
        EXPRESSION,
        "needed while this is true; always where it is left out",
    ),
];

/// The keys of one of `limit`.
pub const LIMIT: &[Key] = &[
    key(
        "when",
        EXPRESSION,
        "counts while this is true; always where it is left out",
    ),
    key("count", Holds::Whole(0, 1_000), "how many").needed(),
    key(
        "unit",
        Holds::OneOf(&UNITS),
        "`hour`, `day`, `workingDay`, `month`",
    )
    .needed(),
    key(
        "cutoff",
        Holds::Shape("^[0-9]{2}:[0-9]{2}$"),
        "`\"15:00\"`: what comes later counts from the next working day",
    ),
];

/// The keys of one of `legalBasis`.
pub const LEGAL_BASIS: &[Key] = &[
    key("ref", TEXT, "number and name of the document").needed(),
    key("from", DAY, "in force from"),
    key("to", DAY, "in force until"),
    key("checkedOn", DAY, "the day on which somebody read it"),
];

/// The keys of `privacy`.
pub const PRIVACY: &[Key] = &[
    key("purpose", WORDS, "what the data are for").to_publish(),
    key("holder", WORDS, "who holds them").to_publish(),
    key("retention", WORDS, "how long they are kept").to_publish(),
];

/// The keys of one of `pages`.
pub const PAGE: &[Key] = &[
    key(
        "id",
        Holds::Name(PAGE_ID, &PAGES_TAKEN),
        "part of its address: `a-z`, digits and `-`; no field of another page has the same",
    )
    .needed(),
    key("title", LABEL, "its heading").needed(),
    key(
        "visibleWhen",
        EXPRESSION,
        "asked while this is true; always where it is left out",
    ),
    key(
        "section",
        LABEL,
        "a heading over pages that follow one another, in the list of pages",
    ),
    key("fields", FIELDS, "what it asks").needed(),
];

/// The keys of one of `components`.
pub const COMPONENT: &[Key] = &[
    key("type", Holds::OneOf(&["group"]), "always `group`").needed(),
    key(
        "fields",
        FIELDS,
        "what it asks; none of them may `use` another component",
    )
    .needed(),
    key(
        "label",
        Holds::Anything,
        "a remark for whoever reads the file; people see the label of the field that uses it",
    ),
];

/// The keys of an option.
pub const OPTION: &[Key] = &[
    key(
        "value",
        Holds::Value,
        "what is stored: a plain text, once in a list; codes in quotes, `\"014\"`",
    )
    .needed(),
    key("label", LABEL, "what people read").needed(),
    key("hint", WORDS, "a line under the label"),
    key(
        "exclusive",
        BOOLEAN,
        "`true`, in `choices`: “none of these”, which goes with no other",
    ),
];

/// The keys of `source`.
pub const SOURCE: &[Key] = &[
    DATASET,
    LEVEL,
    key(
        "parent",
        Holds::Some(&TEXT),
        "the field that narrows the list, or several of which the first that is asked counts",
    ),
    key(
        "at",
        TEXT,
        "with several datasets: a day, or the `date` or `partialDate` that says which list is offered",
    ),
    key(
        "elsewhere",
        BOOLEAN,
        "`true`, only where there is no `parent`: adds “abroad, or not in this list”, with the value `elsewhere`",
    ),
];

/// The keys of `source` where several may be ticked.
pub const WHOLE_SOURCE: &[Key] = &[DATASET, LEVEL];

const DATASET: Key = key(
    "dataset",
    Holds::Some(&TEXT),
    "`vn-admin-units@2025-07-01`; or a list of datasets, the oldest first",
)
.needed();
const LEVEL: Key = key("level", TEXT, "`province`, `district` or `commune`").needed();

/// The keys of one of `rules`.
pub const RULE: &[Key] = &[
    key("id", TEXT, "a name of its own in the whole file").needed(),
    key(
        "assert",
        EXPRESSION,
        "what must be true; while it is unknown nobody is told anything",
    )
    .needed(),
    key("message", LABEL, "what is said when it is not true").needed(),
    key(
        "at",
        TEXT,
        "the field it is shown at; its own field unless said",
    ),
    key(
        "each",
        BOOLEAN,
        "`true`, of a repeat: asked of every item, which is called `item`",
    ),
    key(
        "level",
        Holds::OneOf(&LEVELS),
        "`error` (unless said), or `warning`, which may be confirmed with a tick",
    ),
];

/// The keys of `fee`.
pub const FEE: &[Key] = &[
    key("currency", Holds::OneOf(&CURRENCIES), "`VND`"),
    key(
        "lines",
        Holds::List(&Holds::Object(Kind::FeeLine), 0, limits::FEE_LINES),
        "what is added up",
    )
    .needed(),
];

/// The keys of one of `fee.lines`.
pub const FEE_LINE: &[Key] = &[
    key("id", TEXT, "a name of its own among the lines").needed(),
    key(
        "when",
        EXPRESSION,
        "counts while this is true; always where it is left out",
    ),
    key("amount", EXPRESSION, "whole đồng, not below 0").needed(),
    key("label", LABEL, "what the bill calls it").needed(),
    key(
        "kind",
        Holds::OneOf(&FEE_KINDS),
        "`phi` (unless said) or `lePhi`",
    ),
    key("code", TEXT, "the treasury's code, kept with the form"),
    key(
        "beneficiary",
        TEXT,
        "who gets the money, kept with the form",
    ),
    key(
        "collect",
        Holds::OneOf(&COLLECT),
        "paid with the `submission` (unless said), with a `supplement`, or with the `result`",
    ),
];

/// The keys of one of `migrations`. Paths are field ids joined by dots, without items.
pub const MIGRATION: &[Key] = &[
    key(
        "from",
        Holds::Whole(0, 9_999_999),
        "the first number of the versions it is for: `1` of every 1.x.y",
    )
    .needed(),
    key(
        "rename",
        Holds::Map(&TEXT),
        "`{old: new}`: a field, group or repeat that has another name or place now; `residences.to` in a repeat",
    ),
    key(
        "drop",
        Holds::List(&TEXT, 0, usize::MAX),
        "fields whose answers are let go",
    ),
];

/// The keys of `result`.
pub const RESULT: &[Key] = &[
    key("kind", LABEL, "what the look-up page calls it").needed(),
    key("number", Holds::List(&TEXT, 1, usize::MAX), "findings that make up its number (`text` or `integer`); those answered are joined with ` · `").needed(),
    key("issuedOn", TEXT, "the finding that says when it was issued, a `date`").needed(),
    key("name", TEXT, "whose it is: a finding, a `text`"),
    key("nameAnswer", TEXT, "in place of `name`: an answer of the citizen's form, named in `answers` too"),
    key("answers", Holds::List(&TEXT, 0, usize::MAX), "answers of the citizen's form that the officer may tick as checked; only these can be printed"),
];
