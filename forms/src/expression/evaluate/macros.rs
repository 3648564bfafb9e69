//! The macros over lists, and over the keys of maps.

use super::out::{Local, Out};
use super::{At, Locals, worse};
use crate::expression::{Bug, Expr, Macro, Result, bug};
use crate::limits;
use crate::value::Value;

impl<'v> At<'v, '_> {
    /// The elements of a list; the keys of a map.
    pub(super) fn elements(&self, list: Out<'v>) -> Result<Vec<Out<'v>>> {
        match self.force(list)?.opened() {
            Out::List(list, _) => Ok(list),
            Out::Value(map) => {
                let Value::Table(entries) = &*map else {
                    return bug(Bug::Type);
                };
                let keys = entries.iter().map(|(key, _)| Out::from(key.clone()));
                Ok(keys.collect())
            }
            _ => bug(Bug::Type),
        }
    }

    pub(super) fn each(
        &self,
        kind: Macro,
        list: &'v Expr,
        variable: &'v str,
        body: &'v Expr,
        locals: Locals<'_, 'v>,
    ) -> Result<Out<'v>> {
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
                    Macro::All if !yes => return Ok(Value::Bool(false).into()),
                    Macro::Exists if yes => return Ok(Value::Bool(true).into()),
                    Macro::Filter if yes => made.push(element),
                    Macro::ExistsOne if yes => count += 1,
                    _ => {}
                },
                Err(stop) => stopped = worse(stopped, stop),
            }
        }
        stopped.map(|()| match kind {
            Macro::All => Value::Bool(true).into(),
            Macro::Exists => Value::Bool(false).into(),
            Macro::ExistsOne => Value::Bool(count == 1).into(),
            Macro::Map => Out::List(made, false),
            Macro::Filter => Out::List(made, answers),
        })
    }
}
