//! The macros over lists, and over the keys of maps.

use super::out::{Local, Out};
use super::{At, Locals, worse};
use crate::expression::{Bug, Expr, Macro, Result, bug};
use crate::limits;
use crate::value::Value;

impl At<'_, '_> {
    /// The elements of a list; the keys of a map.
    pub(super) fn elements(&self, list: Out) -> Result<Vec<Out>> {
        match self.force(list)?.opened() {
            Out::List(list, _) => Ok(list),
            Out::Value(Value::Table(entries)) => {
                let keys = entries.into_iter().map(|(key, _)| Out::Value(key));
                Ok(keys.collect())
            }
            _ => bug(Bug::Type),
        }
    }

    pub(super) fn each(
        &self,
        kind: Macro,
        list: &Expr,
        variable: &str,
        body: &Expr,
        locals: Locals<'_>,
    ) -> Result<Out> {
        let list = self.forced(list, locals)?;
        let answers = matches!(list, Out::List(_, true));
        let list = self.elements(list)?;
        if list.len() > limits::LIST_RESULT {
            return bug(Bug::Cost);
        }
        let mut made = Vec::new();
        let mut count = 0;
        let mut stopped = Ok(());
        for element in list {
            self.run.charge(element.weight())?;
            let local = Local {
                name: variable,
                value: element.clone(),
                outer: locals,
            };
            if kind == Macro::Map {
                match self.forced(body, Some(&local)) {
                    Ok(out) => made.push(out),
                    Err(stop) => stopped = worse(stopped, stop),
                }
                continue;
            }
            match self.truth(body, Some(&local)) {
                Ok(yes) => match kind {
                    Macro::All if !yes => return Ok(Out::Value(Value::Bool(false))),
                    Macro::Exists if yes => return Ok(Out::Value(Value::Bool(true))),
                    Macro::Filter if yes => made.push(element),
                    Macro::ExistsOne if yes => count += 1,
                    _ => {}
                },
                Err(stop) => stopped = worse(stopped, stop),
            }
        }
        stopped.map(|()| match kind {
            Macro::All => Out::Value(Value::Bool(true)),
            Macro::Exists => Out::Value(Value::Bool(false)),
            Macro::ExistsOne => Out::Value(Value::Bool(count == 1)),
            Macro::Map => Out::List(made, false),
            Macro::Filter => Out::List(made, answers),
        })
    }
}
