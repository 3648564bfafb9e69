//! Definitions by a seed.

use super::{Kind, Random};
use std::fmt::Write;

/// A field that later expressions may name, and of what kind it is.
#[derive(Clone)]
struct Known {
    name: String,
    kind: &'static str,
    /// The repeat it stands in, 0 for none.
    level: usize,
}

struct Writer<'r> {
    random: &'r mut Random,
    kind: Kind,
    out: String,
    fields: usize,
    rules: usize,
    /// The repeat that is written, by the number of its field; 0 for none.
    level: usize,
}

/// Options of every generated choice.
pub const OPTIONS: [&str; 4] = ["a", "b", "c c", "Đ"];

/// The text of a definition: one to three pages, conditions, groups, repeats.
pub fn definition(random: &mut Random, kind: Kind) -> String {
    let mut writer = Writer {
        random,
        kind,
        out: String::from(
            "formDefinition: \"1.0\"\nid: vn.generated\nversion: 1.0.0\nlanguages: [vi, en]\n\
             title: {vi: Tờ khai thử, en: Generated}\n\
             lists:\n  abc: [{value: a, label: {vi: A, en: A}}, {value: b, label: {vi: B, en: B}}, \
             {value: c c, label: {vi: C, en: C}}, {value: Đ, label: {vi: Đ, en: D}}]\npages:\n",
        ),
        fields: 0,
        rules: 0,
        level: 0,
    };
    let mut known = Vec::new();
    for page in 0..1 + writer.random.below(3) {
        let _ = write!(
            writer.out,
            "- id: p{page}\n  title: {{vi: Trang, en: Page}}\n"
        );
        if page > 0 && writer.random.percent(30) {
            let when = writer.condition(&known, 2);
            let _ = writeln!(writer.out, "  visibleWhen: \"{when}\"");
        }
        writer.out.push_str("  fields:\n");
        for _ in 0..2 + writer.random.below(5) {
            writer.field(2, &mut known, 0);
        }
    }
    if kind == Kind::Any {
        writer.whole(&known);
    }
    writer.out
}

const LEAVES: [&str; 20] = [
    "money",
    "decimal",
    "choices",
    "choices",
    "time",
    "dateTime",
    "location",
    "url",
    "taxCode",
    "text",
    "textarea",
    "integer",
    "boolean",
    "declaration",
    "choice",
    "choice",
    "date",
    "partialDate",
    "nationalId",
    "phone",
];

impl Writer<'_> {
    fn id(&mut self) -> String {
        self.fields += 1;
        format!("f{}", self.fields)
    }

    /// A field at an indent; `depth` counts groups and repeats around it.
    fn field(&mut self, indent: usize, known: &mut Vec<Known>, depth: usize) {
        let id = self.id();
        let pad = " ".repeat(indent);
        let kind = match self.random.below(14) {
            0 if depth < 2 => "group",
            1 if depth < 2 => "repeat",
            // So few that the limit of a form's files is never met.
            2 if self.kind == Kind::Any || depth == 0 => "file",
            3 => "email",
            4 if self.kind == Kind::Any => "calculated",
            5 if self.kind == Kind::Any => return self.places(indent, known),
            _ => *self.random.of(&LEAVES),
        };
        // What a schema can only name.
        let kind = match kind {
            "url" | "taxCode" | "nationalId" if self.kind == Kind::Exact => "integer",
            kind => kind,
        };
        let _ = writeln!(
            self.out,
            "{pad}- id: {id}\n{pad}  type: {kind}\n{pad}  label: {{vi: Câu {id}, en: Question {id}}}"
        );
        self.conditions(&pad, kind, known);
        match kind {
            "group" => {
                let _ = writeln!(self.out, "{pad}  fields:");
                let mut inside = known.clone();
                for _ in 0..1 + self.random.below(3) {
                    self.field(indent + 2, &mut inside, depth + 1);
                }
                // From outside, a group's fields are its members.
                for inner in inside.split_off(known.len()) {
                    known.push(Known {
                        name: format!("{id}.{}", inner.name),
                        ..inner
                    });
                }
                return;
            }
            "repeat" => {
                let least = self.random.below(3);
                let most = least + 1 + self.random.below(3);
                let _ = writeln!(
                    self.out,
                    "{pad}  minItems: {least}\n{pad}  maxItems: {most}\n{pad}  fields:"
                );
                let mut inside = known.clone();
                let around = std::mem::replace(&mut self.level, self.fields);
                for _ in 0..1 + self.random.below(3) {
                    self.field(indent + 2, &mut inside, depth + 1);
                }
                self.level = around;
            }
            "calculated" => {
                let (data, calculate) = self.calculated(known);
                let _ = writeln!(
                    self.out,
                    "{pad}  dataType: {data}\n{pad}  calculate: \"{calculate}\""
                );
            }
            _ => {
                for option in self.options(kind).lines() {
                    let _ = writeln!(self.out, "{pad}  {option}");
                }
                if self.kind == Kind::Any && self.random.percent(25) {
                    self.rule(&pad, known);
                }
            }
        }
        known.push(Known {
            name: id,
            kind,
            level: self.level,
        });
    }

    /// A province, a district and a commune: of today, or of the day before them.
    fn places(&mut self, indent: usize, known: &mut Vec<Known>) {
        let pad = " ".repeat(indent);
        let dated = self.random.percent(60);
        let names: Vec<String> = (0..4).map(|_| self.id()).collect();
        let [lived, province, district, commune] = [0, 1, 2, 3].map(|place| names[place].clone());
        let elsewhere = self.random.of(&["true", "true", "false"]);
        let (lists, narrows) = if dated {
            let _ = writeln!(
                self.out,
                "{pad}- {{id: {lived}, type: date, label: {{vi: Ngày, en: Day}}}}"
            );
            let lists = format!("dataset: [u@2025-06-30, u@2025-07-01], at: {lived}");
            (lists, format!("[{district}, {province}]"))
        } else {
            ("dataset: u@2025-06-30".to_owned(), district.clone())
        };
        for (id, of_list) in [
            (
                &province,
                format!("level: province, elsewhere: {elsewhere}"),
            ),
            (&district, format!("level: district, parent: {province}")),
            (&commune, format!("level: commune, parent: {narrows}")),
        ] {
            let _ = writeln!(
                self.out,
                "{pad}- id: {id}\n{pad}  type: choice\n{pad}  label: {{vi: Câu {id}, en: Question {id}}}\n{pad}  source: {{{lists}, {of_list}}}"
            );
            self.conditions(&pad, "place", known);
            known.push(Known {
                name: id.clone(),
                kind: "place",
                level: self.level,
            });
        }
    }

    /// A schema says a condition exactly where all that it names stands on one level.
    fn one_level(&mut self, known: &[Known]) -> Vec<Known> {
        let level = match known.len() {
            0 => 0,
            many => known[self.random.below(many)].level,
        };
        let mut known = known.to_vec();
        known.retain(|known| self.kind == Kind::Any || known.level == level);
        known
    }

    fn conditions(&mut self, pad: &str, kind: &str, known: &[Known]) {
        let known = &self.one_level(known);
        if self.random.percent(25) {
            let when = self.condition(known, 2);
            let _ = writeln!(self.out, "{pad}  visibleWhen: \"{when}\"");
        }
        if matches!(kind, "group" | "calculated") {
            return;
        }
        match self.random.below(6) {
            0 | 1 => {
                let _ = writeln!(self.out, "{pad}  required: true");
            }
            2 if !known.is_empty() => {
                let when = self.condition(known, 1);
                let _ = writeln!(self.out, "{pad}  required: \"{when}\"");
            }
            _ => {}
        }
    }

    /// Lines of keywords for a type, perhaps none.
    fn options(&mut self, kind: &str) -> String {
        let any = self.kind == Kind::Any;
        match kind {
            "text" => match self.random.below(4) {
                0 => "maxLength: 5".to_owned(),
                1 => "minLength: 2\nmaxLength: 40".to_owned(),
                2 => "maxLength: 40\npattern: \"\\\\p{L}[\\\\p{L} '.-]*\"".to_owned(),
                _ => "maxLength: 60".to_owned(),
            },
            "textarea" => "maxLength: 80".to_owned(),
            "integer" => match self.random.below(3) {
                0 => "minimum: 1".to_owned(),
                1 => "maximum: 10".to_owned(),
                _ => String::new(),
            },
            "choice" => "list: abc".to_owned(),
            "choices" => match self.random.below(4) {
                0 => "list: abc\nminItems: 2".to_owned(),
                1 => "list: abc\nmaxItems: 2".to_owned(),
                2 => "options: [{value: a, label: {vi: A, en: A}}, \
                      {value: b, label: {vi: B, en: B}}, \
                      {value: none, exclusive: true, label: {vi: Không, en: None}}]"
                    .to_owned(),
                _ => "list: abc".to_owned(),
            },
            "money" => match self.random.below(3) {
                0 => "multipleOf: 500".to_owned(),
                1 => "exclusiveMinimum: 0".to_owned(),
                _ => String::new(),
            },
            "decimal" => match self.random.below(3) {
                0 => "scale: 1".to_owned(),
                1 if any => "minimum: \"0.5\"".to_owned(),
                _ => "scale: 3".to_owned(),
            },
            "taxCode" => "personal: true".to_owned(),
            "dateTime" if any => "maxDate: today".to_owned(),
            "date" if any => match self.random.below(4) {
                0 => "maxDate: today".to_owned(),
                1 => "minDate: today-18y".to_owned(),
                2 => "minDate: \"1990-01-01\"".to_owned(),
                _ => String::new(),
            },
            "partialDate" => format!("precision: {}", self.random.of(&["day", "month", "year"])),
            "file" => format!(
                "accept: [image/png, application/pdf]\nmaxSize: 500KiB\n{}maxItems: 3",
                if self.random.percent(40) {
                    "minItems: 2\n"
                } else {
                    ""
                }
            ),
            _ => String::new(),
        }
    }

    /// Something true or false of what is known so far.
    fn condition(&mut self, known: &[Known], depth: usize) -> String {
        if depth > 0 && self.random.percent(35) {
            let (a, b) = (
                self.condition(known, depth - 1),
                self.condition(known, depth - 1),
            );
            return match self.random.below(4) {
                0 => format!("({a}) && ({b})"),
                1 => format!("({a}) || ({b})"),
                2 => format!("!({a})"),
                _ => format!("({a}) ? ({b}) : true"),
            };
        }
        let asked: Vec<&Known> = known.iter().filter(|known| self.can_ask(known)).collect();
        if asked.is_empty() {
            return (*self.random.of(&["true", "true", "false"])).to_owned();
        }
        let Known { name, kind, .. } = asked[self.random.below(asked.len())].clone();
        let option = OPTIONS[self.random.below(3)];
        match kind {
            "choice" => match self.random.below(3) {
                0 => format!("{name} == '{option}'"),
                1 => format!("{name} != '{option}'"),
                _ => format!("{name} in ['a', '{option}']"),
            },
            "place" => match self.random.below(3) {
                0 => format!("{name} == 'elsewhere'"),
                1 => format!("answered({name})"),
                _ => format!("{name} != '14'"),
            },
            "choices" => match self.random.below(3) {
                0 => format!("!('{}' in {name})", self.random.of(&["a", "b"])),
                1 => format!("answered({name})"),
                _ => format!("'{}' in {name}", self.random.of(&["a", "b"])),
            },
            "decimal" if self.kind == Kind::Any => format!("{name} * 2 > 1.5"),
            "dateTime" if self.kind == Kind::Any => {
                format!("{name} < timestamp('2026-01-01T00:00:00Z')")
            }
            "location" if self.kind == Kind::Any => format!("{name}.lat > 21.0"),
            "integer" | "money" => {
                let sign = self.random.of(&["==", "!=", "<", "<=", ">", ">="]);
                format!("{name} {sign} {}", self.random.below(12))
            }
            "boolean" | "declaration" => name,
            "text" => match self.random.below(2) {
                0 => format!("{name} == 'Ánh'"),
                _ => format!("answered({name})"),
            },
            "date" if self.kind == Kind::Any => format!("age({name}, today()) < 18"),
            "repeat" => format!("size({name}) > 1"),
            _ => format!("answered({name})"),
        }
    }

    fn can_ask(&self, known: &Known) -> bool {
        match known.kind {
            "group" | "note" | "calculated" => false,
            "repeat" => self.kind == Kind::Any,
            _ => true,
        }
    }

    fn calculated(&mut self, known: &[Known]) -> (&'static str, String) {
        let number = known.iter().rfind(|known| known.kind == "integer");
        let date = known.iter().rfind(|known| known.kind == "date");
        let text = known.iter().rfind(|known| known.kind == "text");
        match (self.random.below(4), number, date, text) {
            (0, Some(number), ..) => ("integer", format!("{} * 3 - 1", number.name)),
            (1, _, Some(date), _) => ("date", format!("addYears({}, 18)", date.name)),
            (2, .., Some(text)) => ("text", format!("{} + '!'", text.name)),
            _ => ("boolean", self.condition(known, 2)),
        }
    }

    fn rule(&mut self, pad: &str, known: &[Known]) {
        self.rules += 1;
        let assert = self.condition(known, 2);
        let level = self.random.of(&["error", "error", "warning"]);
        let _ = writeln!(
            self.out,
            "{pad}  rules:\n{pad}  - {{id: r{}, assert: \"{assert}\", level: {level}, message: {{vi: Sai, en: Wrong}}}}",
            self.rules
        );
    }

    /// Rules of the whole form and a fee.
    fn whole(&mut self, known: &[Known]) {
        if self.random.percent(40) {
            let assert = self.condition(known, 2);
            let _ = writeln!(
                self.out,
                "rules:\n- {{id: whole, assert: \"{assert}\", at: {}, message: {{vi: Sai, en: Wrong}}}}",
                known[0].name
            );
        }
        if self.random.percent(60) {
            let when = self.condition(known, 1);
            let amount = match known.iter().find(|known| known.kind == "integer") {
                Some(known) => format!("({when}) ? {} * 1000 : 5000", known.name),
                None => "8000".to_owned(),
            };
            let _ = writeln!(
                self.out,
                "fee:\n  lines:\n  - {{id: base, when: \"{when}\", amount: \"{amount}\", label: {{vi: Phí, en: Fee}}}}"
            );
        }
    }
}
