//! The part of a form that a question is about, small enough to be run once
//! for every combination of answers. The engine itself runs it, so that what
//! is said here is what happens there.

use super::domain::{self, Domain};
use super::model::{CHANNEL, CHANNELS, Model, free_name, free_question};
use crate::Answers;
use crate::date::Date;
use crate::evaluate::run::{ROOT, Run};
use crate::evaluate::{Context, NoDatasets};
use crate::form::{Field, Form, Page, Required, Spot};
use crate::limits;
use crate::question::{Question, join};
use std::ops::ControlFlow;

/// The id of the one item of every repeat.
const ITEM: &str = "i";

/// A small form and the answers to try.
pub(super) struct Slice {
    form: Form,
    dimensions: Vec<Dimension>,
    fixed: Answers,
    /// Some combinations may be impossible.
    pub(super) loose: bool,
}

/// A field and the answers to try there.
struct Dimension {
    path: String,
    raws: Vec<Option<String>>,
    /// For people: its path without item ids; nothing where it is no field.
    name: Option<String>,
}

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// More combinations than are tried.
    Combinations,
    /// All questions together took too long.
    Steps,
}

/// The answers that one run was given, in words.
pub(super) struct Example<'s>(&'s [Dimension], &'s [usize]);

impl Example<'_> {
    /// `field = answer`, those not answered left out.
    pub(super) fn to_text(&self, nothing: &str) -> String {
        let parts = self.0.iter().zip(self.1).filter_map(|(dimension, place)| {
            let (name, raw) = (dimension.name.as_ref()?, dimension.raws[*place].as_ref()?);
            Some(format!("{name} = {}", raw.replace('\n', ", ")))
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() {
            nothing.to_owned()
        } else {
            parts.join("; ")
        }
    }
}

impl Slice {
    pub(super) fn of(model: &Model<'_>) -> Slice {
        let mut slice = Slice {
            form: Form::default(),
            dimensions: Vec::new(),
            fixed: Answers::new(),
            loose: !model.free.is_empty(),
        };
        let mut extra: Vec<Field> = Vec::new();
        for place in 0..model.free.len() {
            extra.push(named_field(free_name(place), Question::Boolean));
            slice.dimension(
                free_name(place),
                ["yes", "no"].map(str::to_owned).into(),
                true,
            );
        }
        if model.channel {
            extra.push(named_field(
                CHANNEL.to_owned(),
                domain::choice_of(CHANNELS.into_iter()),
            ));
            slice.dimension(
                CHANNEL.to_owned(),
                CHANNELS.map(str::to_owned).into(),
                false,
            );
        }
        slice.form.pages.push(Page {
            id: "#".to_owned(),
            title: crate::form::Text::default(),
            visible_when: None,
            section: None,
            fields: extra,
        });
        for page in &model.form.pages {
            let key = ["page ", &page.id].concat();
            let fields = slice.fields(model, &page.fields, "", "");
            slice.form.pages.push(Page {
                id: page.id.clone(),
                title: crate::form::Text::default(),
                visible_when: model.conditions.get(&key).cloned(),
                section: None,
                fields,
            });
        }
        slice
    }

    fn dimension(&mut self, path: String, raws: Vec<String>, unanswered: bool) {
        let none = unanswered.then_some(None);
        let name = (path == CHANNEL).then(|| path.clone());
        let raws = none.into_iter().chain(raws.into_iter().map(Some)).collect();
        self.dimensions.push(Dimension { path, raws, name });
    }

    /// The fields that are read, or stand around one that is.
    fn fields(
        &mut self,
        model: &Model<'_>,
        fields: &[Field],
        prefix: &str,
        at: &str,
    ) -> Vec<Field> {
        let mut kept = Vec::new();
        for field in fields {
            let path = join(prefix, &field.id);
            let needed = |known: &String| crate::evaluate::is_within(known, &path);
            if !model.uses.keys().any(needed) && !model.there.iter().any(needed) {
                continue;
            }
            let mut small = named_field(
                field.id.clone(),
                self.question(model, field, &path, &join(at, &field.id)),
            );
            small.visible_when = model.conditions.get(&path).cloned();
            kept.push(small);
        }
        kept
    }

    fn question(&mut self, model: &Model<'_>, field: &Field, path: &str, at: &str) -> Question {
        match &field.question {
            Question::Group(inside) => {
                return Question::Group(self.fields(model, inside, path, at));
            }
            Question::Repeat(options) => {
                self.fixed.add_item(at, ITEM);
                let inside = self.fields(model, &options.fields, path, &join(at, ITEM));
                return Question::Repeat(crate::question::repeat::Options {
                    fields: inside,
                    max_items: 1,
                    ..options.clone()
                });
            }
            Question::Calculated(options) => {
                if let Some(calculate) = model.calculations.get(path) {
                    return Question::Calculated(crate::question::calculated::Options {
                        calculate: calculate.clone(),
                        ..options.clone()
                    });
                }
                self.loose |= model.uses.contains_key(path);
            }
            _ => {}
        }
        let Some(uses) = model.uses.get(path) else {
            return Question::Note;
        };
        let spot = Spot {
            path: path.to_owned(),
            field,
            item: false,
        };
        let free = Field {
            question: free_question(&spot),
            ..field.clone()
        };
        let Domain {
            question,
            raws,
            loose,
        } = domain::of(&free, uses);
        self.loose |= loose;
        self.dimensions.push(Dimension {
            path: at.to_owned(),
            raws,
            name: Some(path.to_owned()),
        });
        question
    }

    /// Runs the form for every combination of answers until `visit` has seen
    /// enough. `left` is what is left of the steps of the whole analysis.
    pub(super) fn run(
        &self,
        left: &mut u64,
        mut visit: impl FnMut(&Run<'_, '_>, &Example<'_>) -> ControlFlow<()>,
    ) -> Result<(), Beyond> {
        let counts = self.dimensions.iter().map(|dimension| dimension.raws.len());
        let all = counts.fold(1_usize, usize::saturating_mul);
        if all > limits::COMBINATIONS {
            return Err(Beyond::Combinations);
        }
        let Some(today) = Date::new(2000, 1, 1) else {
            return Ok(());
        };
        let context = Context {
            today,
            channel: "",
            agency: "",
            province: "",
            datasets: &NoDatasets,
        };
        let mut places = vec![0; self.dimensions.len()];
        let mut answers = self.fixed.clone();
        for (dimension, place) in self.dimensions.iter().zip(&places) {
            set(&mut answers, dimension, *place);
        }
        for _ in 0..all {
            let run = Run::new(&self.form, &answers, &context, None);
            let done = visit(&run, &Example(&self.dimensions, &places));
            let steps = run.nodes.len() as u64 + u64::from(run.all_steps.get());
            *left = left.checked_sub(steps).ok_or(Beyond::Steps)?;
            if done.is_break() {
                break;
            }
            // Counts on, the first dimension fastest.
            for (dimension, place) in self.dimensions.iter().zip(&mut places) {
                *place = (*place + 1) % dimension.raws.len();
                set(&mut answers, dimension, *place);
                if *place != 0 {
                    break;
                }
            }
        }
        Ok(())
    }
}

fn set(answers: &mut Answers, dimension: &Dimension, place: usize) {
    match &dimension.raws[place] {
        Some(raw) => answers.set(dimension.path.as_str(), raw.as_str()),
        None => answers.remove(&dimension.path),
    }
}

fn named_field(id: String, question: Question) -> Field {
    Field {
        id,
        required: Required::Never,
        ..Field::of(question)
    }
}

/// The node of a field, by its path without item ids; the root for none.
pub(super) fn node(run: &Run<'_, '_>, path: &str) -> Option<u32> {
    if path.is_empty() {
        return Some(ROOT);
    }
    let mut found = ROOT;
    for name in path.split('.') {
        // A repeat's one item stands between it and what is inside.
        if !run.is_scope(found) {
            found = *run.node(found).children.first()?;
        }
        found = run.child(found, name)?;
    }
    Some(found)
}
