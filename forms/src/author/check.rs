//! What can only be said once the whole file is read: names, types, costs,
//! circles, totals.

use super::order;
use super::read::Draft;
use super::source::Place;
use super::{DatasetList, Fault};
use crate::expression::cost;
use crate::expression::types::{self, Wanted, World};
use crate::expression::{Binary, Expr};
use crate::form::{Base, Field, Form, Rule, Scope, Site, Spot, rule_owner, rule_scope, sites};
use crate::limits;
use crate::question::date::Bound;
use crate::question::national_id::{self, SEXES};
use crate::question::{Question, choice, join, repeat};
use std::collections::BTreeSet;

/// Runs every check; faults are added to the draft.
pub(super) fn all(draft: &mut Draft, datasets: &dyn DatasetList) {
    let form = std::mem::take(&mut draft.form);
    let mut checker = Checker {
        form: &form,
        draft,
        datasets,
        faults: Vec::new(),
    };
    checker.expressions();
    checker.circles();
    checker.pages();
    checker.form_rules();
    let root = Scope::root(&form);
    for page in &form.pages {
        for field in &page.fields {
            checker.field(
                Spot {
                    path: field.id.clone(),
                    field,
                    item: false,
                },
                &root,
            );
        }
    }
    checker.totals();
    let mut faults = checker.faults;
    draft.faults.append(&mut faults);
    draft.form = form;
}

struct Checker<'c> {
    form: &'c Form,
    draft: &'c Draft,
    datasets: &'c dyn DatasetList,
    faults: Vec<Fault>,
}

const TOP: Place = Place { line: 1, column: 1 };

impl<'c> Checker<'c> {
    fn fault(&mut self, place: Place, en: String, vi: String) {
        self.faults.push(Fault {
            file: self.draft.file.clone(),
            line: place.line,
            column: place.column,
            vi,
            en,
        });
    }

    fn mark(&self, kind: &str, owner: &str) -> Place {
        self.draft
            .marks
            .get(&[kind, " ", owner].concat())
            .copied()
            .unwrap_or(TOP)
    }

    fn expressions(&mut self) {
        let datasets = self.datasets;
        let has_attribute =
            |dataset: &str, level: &str, name: &str| datasets.has_attribute(dataset, level, name);
        let draft = self.draft;
        let world = World {
            has_attribute: &has_attribute,
            broken: &draft.broken,
        };
        let mut all = 0_u64;
        for site in sites(self.form) {
            let Some(written) = draft.written.get(&site.key()) else {
                continue;
            };
            let errors = types::check(&written.parsed, &site.scope, wanted(&site), &world);
            let alike_too = errors.is_empty();
            for error in errors {
                self.fault(written.at(error.at), error.en, error.vi);
            }
            let themselves = with_themselves(site.expr, &site.scope);
            for path in themselves.into_iter().filter(|_| alike_too) {
                let (en, vi) = alike(&site, &path);
                self.fault(written.place, en, vi);
            }
            let steps = cost::bound(site.expr, &site.scope);
            if steps > u64::from(limits::STEPS_PER_EXPRESSION) {
                self.fault(
                    written.place,
                    format!(
                        "may take {steps} steps; 10,000 are allowed (lower maxItems or maxLength)"
                    ),
                    format!(
                        "có thể cần {steps} bước; tối đa 10.000 (hãy giảm maxItems hoặc maxLength)"
                    ),
                );
            }
            all = all.saturating_add(steps.saturating_mul(times(&site)));
        }
        if all > u64::from(limits::STEPS_PER_EVALUATION) {
            self.fault(
                TOP,
                format!("all expressions together may take {all} steps; 1,000,000 are allowed"),
                format!("tất cả biểu thức có thể cần {all} bước; tối đa 1.000.000"),
            );
        }
    }

    fn circles(&mut self) {
        for wait in order::waits(self.form) {
            let place = self
                .draft
                .written
                .get(&wait.key)
                .map_or(TOP, |written| written.place);
            let through = wait.through.join(" → ");
            if wait.circle {
                self.fault(
                    place,
                    format!("waits for itself: {through}"),
                    format!("tự phụ thuộc chính nó: {through}"),
                );
            } else {
                self.fault(
                    place,
                    "more than 50 values wait in a row".into(),
                    "chuỗi phụ thuộc dài hơn 50".into(),
                );
            }
        }
    }

    /// A page's id and a field's share one name space (`Evaluation::applies`).
    fn pages(&mut self) {
        for page in &self.form.pages {
            let mut others = self.form.pages.iter().filter(|other| other.id != page.id);
            if others.any(|other| other.fields.iter().any(|field| field.id == page.id)) {
                let id = &page.id;
                let (en, vi) = (
                    format!("`{id}` is also a field on another page"),
                    format!("`{id}` cũng là một trường ở trang khác"),
                );
                self.fault(self.mark("page", id), en, vi);
            }
        }
    }

    fn form_rules(&mut self) {
        let form = self.form;
        for rule in &form.rules {
            let owner = rule_owner("", &rule.id);
            match &rule.at {
                Some(at) => self.names_field(at, &Scope::root(form), self.mark("at", &owner)),
                None => self.fault(
                    self.mark("rule", &owner),
                    "`at` is missing".into(),
                    "thiếu `at`".into(),
                ),
            }
            if rule.each {
                self.each_misplaced(&owner);
            }
        }
    }

    fn each_misplaced(&mut self, owner: &str) {
        let place = self.mark("rule", owner);
        self.fault(
            place,
            "`each` is for rules of a repeat".into(),
            "`each` chỉ dùng cho quy tắc của nhóm lặp".into(),
        );
    }

    fn names_field(&mut self, path: &str, scope: &Scope<'_>, place: Place) {
        match scope.resolve_path(path) {
            Some(spot)
                if !matches!(spot.field.question, Question::Note) || self.is_broken(&spot) => {}
            _ => self.fault(
                place,
                format!("there is no field `{path}`"),
                format!("không có trường `{path}`"),
            ),
        }
    }

    fn is_broken(&self, spot: &Spot<'_>) -> bool {
        self.draft.broken.contains(&spot.path)
    }

    fn field(&mut self, spot: Spot<'c>, around: &Scope<'c>) {
        for rule in &spot.field.rules {
            self.rule(rule, &spot, around);
        }
        match &spot.field.question {
            Question::Date(options) | Question::DateTime(options) => {
                self.bounds(&spot, around, [&options.min_date, &options.max_date])
            }
            Question::PartialDate(options) => {
                self.bounds(&spot, around, [&options.min_date, &options.max_date])
            }
            Question::Choice(choice::Options::Source {
                dataset,
                parents,
                dated,
                ..
            }) => {
                for parent in parents {
                    self.parent(&spot, around, (dataset, dated.as_ref()), parent);
                }
                self.proposed(&spot);
                if let Some(choice::Dated {
                    at: Bound::Field(path),
                    ..
                }) = dated
                {
                    self.names_date(path, &spot, around, "at");
                }
            }
            Question::NationalId(options) => self.compared(&spot, around, options),
            Question::Repeat(options) => self.unique_by(&spot, options),
            _ => {}
        }
        let mut scope = around.clone();
        let item = matches!(spot.field.question, Question::Repeat(_));
        scope.containers.push(Spot {
            item,
            ..spot.clone()
        });
        for field in spot.field.question.inside() {
            self.field(
                Spot {
                    path: join(&spot.path, &field.id),
                    field,
                    item: false,
                },
                &scope,
            );
        }
    }

    fn rule(&mut self, rule: &Rule, spot: &Spot<'c>, around: &Scope<'c>) {
        let owner = rule_owner(&spot.path, &rule.id);
        if rule.each && !matches!(spot.field.question, Question::Repeat(_)) {
            self.each_misplaced(&owner);
        }
        if let Some(at) = &rule.at {
            self.names_field(at, &rule_scope(rule, spot, around), self.mark("at", &owner));
        }
    }

    fn bounds(&mut self, spot: &Spot<'_>, around: &Scope<'_>, bounds: [&Option<Bound>; 2]) {
        for (key, bound) in ["minDate", "maxDate"].into_iter().zip(bounds) {
            let Some(Bound::Field(path)) = bound else {
                continue;
            };
            self.names_date(path, spot, around, key);
        }
    }

    fn names_date(&mut self, path: &str, spot: &Spot<'_>, around: &Scope<'_>, key: &str) {
        let is_date = |spot: &Spot<'_>| match &spot.field.question {
            Question::Date(_) | Question::PartialDate(_) => true,
            Question::Calculated(options) => {
                options.data_type == crate::question::calculated::DataType::Date
            }
            _ => self.is_broken(spot),
        };
        if !around
            .resolve_path(path)
            .is_some_and(|found| is_date(&found))
        {
            let place = self.mark(key, &spot.path);
            self.fault(
                place,
                format!("there is no date field `{path}`"),
                format!("không có trường ngày `{path}`"),
            );
        }
    }

    /// An identity number is compared with a date, and with a choice that has
    /// an option for men and one for women.
    fn compared(&mut self, spot: &Spot<'_>, around: &Scope<'_>, options: &national_id::Options) {
        if let Some(path) = &options.birth_date {
            self.names_date(path, spot, around, "birthDate");
        }
        let Some(path) = &options.sex else { return };
        let tells = |found: &Spot<'_>| match &found.field.question {
            Question::Choice(choice::Options::Inline(items)) => SEXES.iter().all(|names| {
                let mut values = items.iter().map(|item| item.value.as_str());
                values.any(|value| names.contains(&value))
            }),
            _ => self.is_broken(found),
        };
        if !around.resolve_path(path).is_some_and(|found| tells(&found)) {
            let place = self.mark("sex", &spot.path);
            self.fault(
                place,
                format!("there is no choice `{path}` with the options `male` and `female`"),
                format!("không có trường lựa chọn `{path}` với hai giá trị `male` và `female`"),
            );
        }
    }

    /// Every name is a field inside one item.
    fn unique_by(&mut self, spot: &Spot<'_>, options: &repeat::Options) {
        for path in &options.unique_by {
            let mut names = path.split('.');
            let inside = names.try_fold(spot.one(), |around, name| {
                around.map(|around| around.child(name))
            });
            let fits = inside.flatten().is_some_and(|found| {
                let compared = !matches!(
                    found.field.question,
                    Question::Note | Question::File(_) | Question::Repeat(_)
                );
                compared || self.is_broken(&found)
            });
            if !fits {
                let place = self.mark("uniqueBy", &spot.path);
                self.fault(
                    place,
                    format!("an item has no answer `{path}`"),
                    format!("mỗi mục không có câu trả lời `{path}`"),
                );
            }
        }
    }

    /// What narrows a list is a choice out of the same dataset, or of the same
    /// ones on the same day.
    fn parent(
        &mut self,
        spot: &Spot<'_>,
        around: &Scope<'_>,
        (dataset, dated): (&str, Option<&choice::Dated>),
        parent: &str,
    ) {
        let found = around.resolve_path(parent);
        let fits = found
            .as_ref()
            .is_some_and(|found| match &found.field.question {
                Question::Choice(choice::Options::Source {
                    dataset: other,
                    dated: others,
                    ..
                }) => match (dated, others) {
                    (None, None) => other == dataset,
                    (Some(dated), Some(others)) => {
                        let froms = |dated: &choice::Dated| -> Vec<String> {
                            dated.lists.iter().map(|list| list.from.clone()).collect()
                        };
                        dated.at == others.at && froms(dated) == froms(others)
                    }
                    _ => false,
                },
                _ => self.is_broken(found),
            });
        if !fits {
            let place = self.mark("parent", &spot.path);
            let from_others = found.is_some_and(|found| {
                let question = &found.field.question;
                matches!(question, Question::Choice(choice::Options::Source { .. }))
            });
            let (en, vi) = if from_others {
                (
                    format!(
                        "`{parent}` takes its list from other datasets; write the same `dataset` and `at` at both"
                    ),
                    format!(
                        "`{parent}` lấy danh sách từ bộ dữ liệu khác; hãy viết `dataset` và `at` giống nhau ở cả hai trường"
                    ),
                )
            } else {
                (
                    format!("there is no choice `{parent}` from the same dataset"),
                    format!("không có trường lựa chọn `{parent}` từ cùng bộ dữ liệu"),
                )
            };
            self.fault(place, en, vi);
        }
    }

    /// What is proposed of a dataset's list is in it, where the list is at hand.
    fn proposed(&mut self, spot: &Spot<'_>) {
        let Question::Choice(choice::Options::Source {
            dataset,
            level,
            dated,
            elsewhere,
            ..
        }) = &spot.field.question
        else {
            return;
        };
        for (key, raw) in [
            ("default", &spot.field.default),
            ("const", &spot.field.constant),
        ] {
            let Some(value) = raw.as_deref() else {
                continue;
            };
            if *elsewhere && value == choice::ELSEWHERE {
                continue;
            }
            let mut lists = match dated {
                Some(dated) => dated
                    .lists
                    .iter()
                    .map(|list| list.dataset.as_str())
                    .collect(),
                None => vec![dataset.as_str()],
            };
            lists.retain(|list| !list.is_empty());
            let nowhere = lists
                .iter()
                .all(|list| self.datasets.has_option(list, level, value) == Some(false));
            if nowhere {
                self.fault(
                    self.mark("field", &spot.path),
                    format!("`{key}` is not in this list: no {level} has the code `{value}`"),
                    format!(
                        "`{key}` không có trong danh sách: không có mã `{value}` ở cấp {level}"
                    ),
                );
            }
        }
    }

    fn totals(&mut self) {
        let mut datasets = BTreeSet::new();
        for page in &self.form.pages {
            collect_datasets(&page.fields, &mut datasets);
        }
        if datasets.len() > limits::DATASETS {
            self.fault(
                TOP,
                "more than 20 datasets".into(),
                "hơn 20 bộ dữ liệu".into(),
            );
        }
    }
}

fn collect_datasets<'f>(fields: &'f [Field], found: &mut BTreeSet<&'f str>) {
    for field in fields {
        let from = match &field.question {
            Question::Choice(options) => Some(options),
            Question::Choices(options) => Some(&options.from),
            _ => None,
        };
        if let Some(choice::Options::Source { dataset, dated, .. }) = from {
            found.insert(dataset);
            let lists = dated.iter().flat_map(|dated| &dated.lists);
            found.extend(lists.map(|list| list.dataset.as_str()));
        }
        collect_datasets(field.question.inside(), found);
    }
}

/// An answer that is compared with itself.
fn alike(site: &Site<'_>, path: &str) -> (String, String) {
    let (mut en, mut vi) = (
        format!("this compares `{path}` with itself"),
        format!("biểu thức này so sánh `{path}` với chính nó"),
    );
    if site.scope.item().is_some() {
        en.push_str(
            "; inside an item a name is the item's own field first: give the field outside another name",
        );
        vi.push_str(
            "; trong một mục, tên trường trước hết là trường của chính mục đó: hãy đặt tên khác cho trường bên ngoài",
        );
    }
    (en, vi)
}

fn compares(operator: Binary) -> bool {
    use Binary::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let all = [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual];
    all.contains(&operator)
}

/// The fields that an expression compares with themselves.
fn with_themselves(expr: &Expr, scope: &Scope<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut left = vec![expr];
    while let Some(expr) = left.pop() {
        if let Expr::Binary(operator, a, b) = expr
            && compares(*operator)
            && let (Some(a), Some(b)) = (scope.named(a), scope.named(b))
            && a == b
        {
            found.insert(a);
        }
        left.extend(expr.parts());
    }
    found
}

/// How often an expression is evaluated at most: once per item around it.
fn times(site: &Site<'_>) -> u64 {
    let items = site
        .scope
        .containers
        .iter()
        .filter(|spot| spot.item)
        .map(|spot| match &spot.field.question {
            Question::Repeat(options) => u64::from(options.max_items),
            _ => 1,
        });
    items.product()
}

/// What an expression must give.
fn wanted(site: &Site<'_>) -> Wanted {
    match site.base {
        Base::Page | Base::Visible | Base::Required | Base::Assert | Base::When => {
            Wanted::Condition
        }
        Base::Amount => Wanted::Amount,
        // The field stands innermost in its own scope, inside a repeat too.
        Base::Calculate => match site
            .owner
            .rsplit('.')
            .next()
            .and_then(|id| site.scope.resolve(id))
            .map(|spot| &spot.field.question)
        {
            Some(Question::Calculated(options)) => Wanted::Data(options.data_type),
            _ => Wanted::Condition,
        },
    }
}
