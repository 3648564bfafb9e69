//! What a template names, read from its syntax alone.
//!
//! The rule: a template begins with the definitions of [`PREAMBLE`], letter for
//! letter, and with nothing but comments before them. After them `decision` and
//! `answer` are only ever called, with the path written out; the names by which
//! the data could be reached otherwise are not written at all.

use super::Known;
use crate::{PREAMBLE, TemplateFault};
use typst::syntax::ast::{self, AstNode};
use typst::syntax::{LinkedNode, Source, SyntaxKind};

/// Names that a template never writes after the definitions: the data
/// themselves, the library by another name, text run as code, and everything
/// that reads a file.
const BARRED: [&str; 13] = [
    "result",
    "sys",
    "std",
    "eval",
    "plugin",
    "read",
    "json",
    "yaml",
    "toml",
    "xml",
    "csv",
    "cbor",
    "bibliography",
];

/// Every fault of the syntax and the names.
pub(super) fn check(source: &Source, known: &Known) -> Vec<TemplateFault> {
    let mut checker = Checker {
        source,
        known,
        faults: Vec::new(),
    };
    let root = LinkedNode::new(source.root());
    checker.syntax(&root);
    if checker.faults.is_empty() {
        checker.document(&root);
    }
    checker.faults
}

struct Checker<'a> {
    source: &'a Source,
    known: &'a Known,
    faults: Vec<TemplateFault>,
}

impl Checker<'_> {
    fn fault(&mut self, at: usize, vi: String, en: String) {
        let place = self.source.lines().byte_to_line_column(at);
        let (line, column) = place.unwrap_or((0, 0));
        self.faults.push(TemplateFault {
            line: line as u32 + 1,
            column: column as u32 + 1,
            vi,
            en,
        });
    }

    /// What is no Typst at all.
    fn syntax(&mut self, node: &LinkedNode<'_>) {
        if node.kind() == SyntaxKind::Error {
            let (errors, _) = node.errors_and_warnings();
            let said: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
            let said = said.join("; ");
            self.fault(
                node.offset(),
                format!("Typst báo: {said}"),
                format!("Typst says: {said}"),
            );
        }
        node.children().for_each(|child| self.syntax(&child));
    }

    /// The definitions, and everything after them.
    fn document(&mut self, root: &LinkedNode<'_>) {
        let lines: Vec<&str> = PREAMBLE.lines().collect();
        let mut defined = 0;
        for node in root.children() {
            match lines.get(defined).and_then(|line| line.strip_prefix('#')) {
                None => self.walk(&node),
                Some(_) if node.kind().is_trivia() || is_between(node.kind()) => {}
                Some(line) if is_definition(&node, line) => defined += 1,
                Some(line) => return self.not_defined(node.offset(), line),
            }
        }
        if let Some(line) = lines.get(defined) {
            self.not_defined(root.range().end, line.trim_start_matches('#'));
        }
    }

    fn not_defined(&mut self, at: usize, line: &str) {
        self.fault(
            at,
            format!("mẫu phải bắt đầu bằng các định nghĩa chung; ở đây phải là `#{line}`"),
            format!("a template begins with the common definitions; here it must be `#{line}`"),
        );
    }

    fn walk(&mut self, node: &LinkedNode<'_>) {
        match node.kind() {
            SyntaxKind::ModuleImport | SyntaxKind::ModuleInclude => self.fault(
                node.offset(),
                "mẫu không dùng tệp khác: hãy viết mọi thứ trong mẫu".to_owned(),
                "a template uses no other file: write everything in the template".to_owned(),
            ),
            SyntaxKind::FuncCall => return self.call(node),
            SyntaxKind::FieldAccess => return self.walk_first(node),
            SyntaxKind::Named => return self.named(node),
            SyntaxKind::Ident | SyntaxKind::MathIdent => self.name(node),
            _ => {}
        }
        node.children().for_each(|child| self.walk(&child));
    }

    /// `x.result`: what follows the dot belongs to `x`.
    fn walk_first(&mut self, node: &LinkedNode<'_>) {
        node.children().take(1).for_each(|child| self.walk(&child));
    }

    /// `result: 1`: the name belongs to what it is given to, but a parameter is
    /// a definition.
    fn named(&mut self, node: &LinkedNode<'_>) {
        let parameter = node.parent_kind() == Some(SyntaxKind::Params);
        let skipped = usize::from(!parameter);
        node.children()
            .skip(skipped)
            .for_each(|child| self.walk(&child));
    }

    fn name(&mut self, node: &LinkedNode<'_>) {
        let name = node.leaf_text().as_str();
        if BARRED.contains(&name) {
            self.fault(
                node.offset(),
                format!(
                    "mẫu không được dùng `{name}`: hãy gọi `decision(\"…\")` hoặc `answer(\"…\")`"
                ),
                format!(
                    "a template may not use `{name}`: call `decision(\"…\")` or `answer(\"…\")`"
                ),
            );
        } else if matches!(name, "decision" | "answer") {
            self.fault(
                node.offset(),
                format!("`{name}` chỉ được gọi trực tiếp, ví dụ `{name}(\"…\")`"),
                format!("`{name}` is only ever called, like `{name}(\"…\")`"),
            );
        }
    }

    fn call(&mut self, node: &LinkedNode<'_>) {
        let mut children = node.children();
        let callee = children.next();
        if let Some(callee) = callee {
            match (callee.kind(), callee.full_text().as_str()) {
                (SyntaxKind::Ident, function @ ("decision" | "answer")) => {
                    self.path(node, function);
                }
                _ => self.walk(&callee),
            }
        }
        children.for_each(|child| self.walk(&child));
    }

    /// The first argument: a path, written out and known.
    fn path(&mut self, node: &LinkedNode<'_>, function: &str) {
        let args = node.cast::<ast::FuncCall<'_>>().map(ast::FuncCall::args);
        let first = args.and_then(|args| {
            let unnamed = |arg: &ast::Arg<'_>| !matches!(arg, ast::Arg::Named(_));
            args.items().find(unnamed)
        });
        let Some(ast::Arg::Pos(ast::Expr::Str(path))) = first else {
            return self.fault(
                node.offset(),
                format!("đường dẫn phải viết rõ thành chuỗi, ví dụ `{function}(\"signer.name\")`"),
                format!("the path is written out as a text, like `{function}(\"signer.name\")`"),
            );
        };
        let at = node.find(path.to_untyped().span());
        let at = at.map_or(node.offset(), |found| found.offset());
        let path = path.get();
        let paths = match function {
            "decision" => &self.known.decision,
            _ => &self.known.answers,
        };
        if paths
            .iter()
            .any(|known| known.split("[]").next() == Some(path.as_str()))
        {
            return;
        }
        let (vi, en) = match function {
            "decision" => (
                format!("kết quả của cán bộ (decision.yaml) không có trường `{path}`"),
                format!("the findings (decision.yaml) have no field `{path}`"),
            ),
            _ => (
                format!(
                    "`{path}` không có trong `result.answers` của decision.yaml: hãy thêm vào đó, để cán bộ đối chiếu trước khi in"
                ),
                format!(
                    "`{path}` is not in `result.answers` of decision.yaml: add it there, so that an officer checks it before it is printed"
                ),
            ),
        };
        self.fault(at, vi, en);
    }
}

/// What may stand between definitions.
fn is_between(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::Hash | SyntaxKind::Space | SyntaxKind::Parbreak
    )
}

fn is_definition(node: &LinkedNode<'_>, line: &str) -> bool {
    node.kind() == SyntaxKind::LetBinding && node.full_text() == line
}
