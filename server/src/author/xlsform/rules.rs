//! What an answer must be: constraints, filters of lists, ranges, defaults.

use super::fields::{Keys, Writer, put};
use super::kinds::Kind;
use super::languages::Words;
use super::ledger::{Place, Why, why};
use super::survey::{is_no, is_yes};
use super::translate::cel::Cel;
use super::translate::{anchored, constraint};
use super::tree::{Found, Site};
use super::xpath::{Op, Xpath, parse};
use super::yaml::Yaml;
use forms::date::Date;
use forms::decimal::Decimal;

impl Writer<'_, '_> {
    /// `constraint` and `choice_filter`.
    pub(super) fn rules(&mut self, node: usize, kind: &Kind, keys: &mut Keys, messages: &mut Keys) {
        let mut rules = Vec::new();
        if *kind != Kind::Note {
            self.constraint(node, kind, keys, messages, &mut rules);
        }
        if matches!(kind, Kind::Choice { .. } | Kind::Choices { .. })
            && let Some((place, text)) = self.cell(node, "choice_filter")
        {
            match self.filter(node, kind, text) {
                Ok((assert, columns)) => {
                    self.ledger.used(place);
                    columns.iter().for_each(|place| self.ledger.used(*place));
                    self.ledger.note(place, why(
                        "a rule refuses what does not fit; the list shows every option (a dataset with `parent` would narrow it)",
                        "một quy tắc từ chối lựa chọn không khớp; danh sách vẫn hiện đủ (dùng bộ dữ liệu với `parent` để thu hẹp)",
                    ));
                    let words = self.languages.own(
                        "This option does not go with the answer before",
                        "Lựa chọn này không khớp với câu trả lời trước",
                    );
                    rules.push(self.rule(node, "Filter", &assert, &words));
                }
                Err(why) => self.ledger.left(place, why),
            }
        }
        if !rules.is_empty() {
            put(keys, "rules", Yaml::List(rules));
        }
    }

    fn constraint(
        &mut self,
        node: usize,
        kind: &Kind,
        keys: &mut Keys,
        messages: &mut Keys,
        rules: &mut Vec<Yaml>,
    ) {
        let row = self.tree.nodes[node].row;
        let Some((place, text)) = self.cell(node, "constraint") else {
            return;
        };
        let found = match anchored(text) {
            Some(pattern) if matches!(kind, Kind::Text { .. }) => {
                pattern.map(|pattern| (None, Some(pattern)))
            }
            _ => constraint(self.tree, text, Site { node, this: true })
                .map(|assert| (Some(assert), None)),
        };
        match found {
            Ok((assert, pattern)) => {
                self.ledger.used(place);
                let words =
                    self.languages
                        .words(self.table, row, "constraint_message", self.ledger);
                if let Some(pattern) = pattern {
                    put(keys, "pattern", Yaml::text(pattern));
                    if let Some(words) = words {
                        put(messages, "pattern", words.yaml());
                    }
                } else if let Some(assert) = assert {
                    let words = words.unwrap_or_else(|| {
                        self.languages
                            .own("This answer is not allowed", "Câu trả lời này không hợp lệ")
                    });
                    rules.push(self.rule(node, "Constraint", &assert, &words));
                }
            }
            Err(reason) => {
                self.ledger.left(place, reason);
                for (place, _) in self.table.all(row, "constraint_message") {
                    self.ledger.left(
                        place,
                        why(
                            "the constraint it belongs to was not carried over",
                            "thuộc về constraint chưa chuyển được",
                        ),
                    );
                }
            }
        }
    }

    fn rule(&mut self, node: usize, what: &str, assert: &Cel, words: &Words) -> Yaml {
        let base = format!("{}{what}", self.tree.nodes[node].id);
        let mut id = base.clone();
        let mut number = 2;
        while !self.rules.insert(id.clone()) {
            id = format!("{base}{number}");
            number += 1;
        }
        Yaml::Map(vec![
            ("id".to_owned(), Yaml::text(id)),
            ("assert".to_owned(), Yaml::text(assert.text())),
            ("message".to_owned(), words.yaml()),
        ])
    }

    /// `column = ${parent}`: which options go with which of another list.
    fn filter(&self, node: usize, kind: &Kind, text: &str) -> Result<(Cel, Vec<Place>), Why> {
        let other = || {
            why(
                "only `column = ${question}` of a question with a list has an equivalent; a dataset with `parent` narrows a list",
                "chỉ chuyển được dạng `cột = ${câu}` với câu có danh sách; dùng bộ dữ liệu với `parent` để thu hẹp danh sách",
            )
        };
        let (column, parent) = match parse(text)? {
            Xpath::Binary(Op::Equal, left, right) => match (*left, *right) {
                (Xpath::Path(column), Xpath::Answer(name))
                | (Xpath::Answer(name), Xpath::Path(column)) => (column, name),
                _ => return Err(other()),
            },
            _ => return Err(other()),
        };
        let site = Site { node, this: true };
        let Found::One(parent, path) = self.tree.find(&parent, site)? else {
            return Err(other());
        };
        let (
            Kind::Choice {
                list: above,
                other: false,
            },
            Kind::Choice { list, other: false } | Kind::Choices { list, other: false },
        ) = (&self.tree.nodes[parent].kind, kind)
        else {
            return Err(other());
        };
        let (Some(above), Some(list)) = (self.tree.lists.get(above), self.tree.lists.get(list))
        else {
            return Err(other());
        };
        let column = column.to_lowercase();
        let mut used = Vec::new();
        let mut rows = Vec::new();
        for option in &above.items {
            let mut fitting = Vec::new();
            for item in &list.items {
                if let Some((place, _)) = item
                    .columns
                    .get(&column)
                    .filter(|cell| cell.1 == option.value)
                {
                    used.push(*place);
                    fitting.push(Cel::quoted(&item.value).text().to_owned());
                }
            }
            rows.push(format!(
                "{}: [{}]",
                Cel::quoted(&option.value).text(),
                fitting.join(", ")
            ));
        }
        let table = Cel::name(format!("{{{}}}[{}]", rows.join(", "), path.text()));
        let fits = match kind {
            Kind::Choices { .. } => Cel::name("self").method(
                "all",
                &[&Cel::name("i"), &Cel::name("i").relation("in", &table)],
            ),
            _ => Cel::name("self").relation("in", &table),
        };
        // Without an answer above there is nothing to choose from.
        let assert = Cel::name("self").has().not().or(path.has().and(fits));
        forms::expression::parse::parse(assert.text()).map_err(|error| why(error.en, error.vi))?;
        let head = self.head_of(&column);
        Ok((assert, used.into_iter().chain(head).collect()))
    }

    /// The heading of a column of the lists.
    fn head_of(&self, column: &str) -> Option<Place> {
        let items = self.tree.lists.values().flat_map(|list| &list.items);
        let place = items
            .filter_map(|item| item.columns.get(column))
            .map(|cell| cell.0)
            .next()?;
        Some((place.0, self.tree.choices_head, place.2))
    }

    /// `start=0 end=10 step=2`.
    pub(super) fn range(&mut self, node: usize, decimal: bool, keys: &mut Keys) {
        // XLSForm's own bounds where nothing is said.
        let (mut start, mut end, mut step) = ("0".to_owned(), "10".to_owned(), "1".to_owned());
        if decimal {
            put(keys, "scale", Yaml::Whole(super::SCALE));
        }
        if let Some((place, text)) = self.cell(node, "parameters") {
            let joined = text
                .replace([';', ','], " ")
                .replace(" =", "=")
                .replace("= ", "=");
            let mut unknown = Vec::new();
            for word in joined.split_whitespace() {
                match word.split_once('=') {
                    Some(("start", value)) => start = value.to_owned(),
                    Some(("end", value)) => end = value.to_owned(),
                    Some(("step", value)) => step = value.to_owned(),
                    _ => unknown.push(word.to_owned()),
                }
            }
            let numbers: Option<Vec<Decimal>> = [&start, &end, &step]
                .into_iter()
                .map(|text| Decimal::parse(text))
                .collect();
            let sound = numbers
                .as_ref()
                .is_some_and(|numbers| numbers[0] <= numbers[1]);
            if !sound || !unknown.is_empty() {
                let rest = unknown.join(" ");
                self.ledger.left(
                    place,
                    why(
                        format!(
                            "start, end and step of a range are numbers; not understood: `{rest}`"
                        ),
                        format!("start, end, step của range là số; không hiểu: `{rest}`"),
                    ),
                );
            }
            if !sound {
                return;
            }
            self.ledger.used(place);
            // A step counts from the start, `multipleOf` from zero.
            let whole = |text: &str| text.parse::<i64>().ok();
            match (whole(&start), whole(&step)) {
                (Some(first), Some(step)) if step > 1 && first % step == 0 => {
                    put(keys, "multipleOf", Yaml::Whole(step))
                }
                (Some(_), Some(1)) if !decimal => {}
                _ => self.ledger.left(
                    place,
                    why(
                        "the step does not lead from zero; write a rule where it matters",
                        "bước nhảy không tính từ 0; hãy viết quy tắc nếu cần",
                    ),
                ),
            }
        }
        for (key, text) in [("minimum", start), ("maximum", end)] {
            let number = text.parse::<i64>().ok().filter(|_| !decimal);
            put(
                keys,
                key,
                number.map_or_else(|| Yaml::text(text), Yaml::Whole),
            );
        }
    }

    /// `default`, and `read_only`, which needs one.
    pub(super) fn default(&mut self, node: usize, kind: &Kind, keys: &mut Keys) {
        let mut shown = false;
        if let Some((place, text)) = self.cell(node, "default") {
            match self.proposal(kind, text) {
                Ok(value) => {
                    self.ledger.used(place);
                    put(keys, "default", value);
                    shown = true;
                }
                Err(why) => self.ledger.left(place, why),
            }
        }
        let Some((place, text)) = self.cell(node, "read_only") else {
            return;
        };
        let typed = matches!(
            kind,
            Kind::Text { .. } | Kind::Integer | Kind::Decimal | Kind::Time | Kind::Range { .. }
        );
        if is_no(text) || *kind == Kind::Note {
            self.ledger.used(place);
        } else if is_yes(text) && shown && typed {
            self.ledger.used(place);
            put(keys, "readonly", Yaml::Bool(true));
        } else {
            self.ledger.left(place, why(
                "only a question of one input that has a default is shown without being typed; a note or a calculated field says the rest",
                "chỉ câu hỏi một ô có giá trị mặc định mới hiển thị mà không nhập; phần còn lại dùng ghi chú hoặc trường tính toán",
            ));
        }
    }

    /// A default as the question's type writes it.
    fn proposal(&self, kind: &Kind, text: &str) -> Result<Yaml, Why> {
        let computed = text.contains("${") || matches!(parse(text), Ok(Xpath::Call(..)));
        if computed {
            return Err(why(
                "a default is written out; what is computed is a `calculated` field",
                "giá trị mặc định phải viết sẵn; giá trị tính được là trường `calculated`",
            ));
        }
        let value = match kind {
            Kind::Text { .. } => Some(Yaml::text(text)),
            Kind::Integer | Kind::Range { decimal: false } => text.parse().ok().map(Yaml::Whole),
            Kind::Decimal | Kind::Range { decimal: true } => {
                Decimal::parse(text).map(|_| Yaml::text(text))
            }
            Kind::Date => Date::parse_iso(text).map(|_| Yaml::text(text)),
            Kind::Choice { list, .. } => self.tree.offers(list, text).then(|| Yaml::text(text)),
            Kind::Choices { list, .. } => {
                let values: Vec<&str> = text.split_whitespace().collect();
                let known = values.iter().all(|value| self.tree.offers(list, value));
                known.then(|| Yaml::List(values.into_iter().map(Yaml::text).collect()))
            }
            _ => None,
        };
        value.ok_or_else(|| {
            why(
                "this is no default of such a question",
                "đây không phải giá trị mặc định của loại câu hỏi này",
            )
        })
    }
}
