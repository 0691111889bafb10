//! YAML into the nodes that JSON gives, with the same spans and the same problems.
//!
//! Scalars stay text, so that account `012345678901` survives; only a plain `null`, `~` or
//! nothing is null. Aliases are copies, bounded in bytes; depth is bounded as in JSON.
//! Source: YAML 1.2.2, chapters 3, 6.9 and 10.3; merge keys are of YAML 1.1.

mod offsets;

use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use why403_model::json::{MAX_DEPTH, Member, Node, Problem, Value};
use why403_model::span::Span;
use why403_model::world::{Leaf, LeafProblem, Source, Syntax, is_error_text};

use self::offsets::Offsets;

/// A file with YAML, with the text of an error, or with nothing
pub(crate) fn leaf(file: String, text: String) -> Leaf {
    let source = Arc::new(Source::new(file, text));
    if is_error_text(source.text()) {
        return Leaf::new(source, Syntax::Yaml, None, Vec::new());
    }
    let mut builder = Builder::new(source.text());
    builder.read();
    let Builder { root, problems, .. } = builder;
    Leaf::new(source, Syntax::Yaml, root, problems)
}

struct Builder<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    /// Lists and mappings that are not closed yet
    open: Vec<Frame>,
    anchors: BTreeMap<usize, Anchored>,
    /// Bytes that anchors and aliases have copied
    copied: usize,
    root: Option<Node>,
    problems: Vec<LeafProblem>,
}

/// A list or mapping that is being read
struct Frame {
    start: usize,
    /// The end of its last part; block collections have no end of their own
    end: usize,
    anchor: usize,
    /// Levels inside it so far
    depth: usize,
    parts: Parts,
}

enum Parts {
    List(Vec<Node>),
    Mapping {
        members: Vec<Member>,
        names: BTreeMap<String, Span>,
        next: Next,
    },
}

/// What comes next in a mapping
enum Next {
    Key,
    Value(String, Span),
    /// The value of a key that cannot be one
    Nothing,
}

/// A value that aliases may stand for; `None` where it has a problem
struct Anchored {
    node: Option<Node>,
    depth: usize,
    bytes: usize,
}

/// A value with the number of levels inside it
struct Part {
    node: Option<Node>,
    span: Span,
    depth: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            offsets: Offsets::new(text),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            copied: 0,
            root: None,
            problems: Vec::new(),
        }
    }

    /// Reads the document; after a problem of grammar nothing of it is kept
    fn read(&mut self) {
        // The parser takes a NUL for the end, and would pass over what is after it.
        if let Some(at) = self.text.find('\0') {
            let message = "a NUL character".to_string();
            let at = Span::new(at, at + 1);
            self.problems.push(LeafProblem::Yaml { message, at });
            return;
        }
        let mut parser = Parser::new_from_str(self.text);
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            let step = match next {
                Ok((Event::DocumentStart(_), span)) if documents > 0 => {
                    Err(LeafProblem::SecondDocument {
                        at: self.span(span),
                    })
                }
                Ok((Event::DocumentStart(_), _)) => {
                    documents += 1;
                    Ok(())
                }
                Ok((event, span)) => self.event(event, self.span(span)),
                Err(error) => {
                    let at = self.offsets.byte(error.marker().index());
                    let message = error.info().to_string();
                    Err(LeafProblem::Yaml {
                        message,
                        at: Span::new(at, at),
                    })
                }
            };
            if let Err(problem) = step {
                self.problems.push(problem);
                self.root = None;
                return;
            }
        }
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        let start = self.offsets.byte(span.start.index());
        Span::new(start, self.offsets.byte(span.end.index()).max(start))
    }

    /// Takes one event; an error ends the reading
    fn event(&mut self, event: Event<'_>, at: Span) -> Result<(), LeafProblem> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                let is_merge = is_plain && text == "<<" && self.is_at_key();
                let value = self.scalar(text.into_owned(), is_plain, tag.as_deref(), at);
                if is_merge {
                    self.problems.push(LeafProblem::MergeKey { at });
                }
                let node = Some(Node { value, span: at }).filter(|_| !is_merge);
                self.close(
                    Part {
                        node,
                        span: at,
                        depth: 0,
                    },
                    anchor,
                )
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), at);
                self.open(anchor, at, Parts::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), at);
                let (members, names) = (Vec::new(), BTreeMap::new());
                self.open(
                    anchor,
                    at,
                    Parts::Mapping {
                        members,
                        names,
                        next: Next::Key,
                    },
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            Event::Alias(anchor) => self.alias(anchor, at),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn is_at_key(&self) -> bool {
        let parts = self.open.last().map(|frame| &frame.parts);
        matches!(
            parts,
            Some(Parts::Mapping {
                next: Next::Key,
                ..
            })
        )
    }

    fn scalar(&mut self, text: String, is_plain: bool, tag: Option<&Tag>, at: Span) -> Value {
        self.check_tag(tag, at);
        let core = tag
            .filter(|tag| tag.is_yaml_core_schema())
            .map(|tag| tag.suffix.as_str());
        let is_null = matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
        match core {
            Some("null") => Value::Null,
            None if is_plain && is_null && tag.is_none() => Value::Null,
            Some(_) | None => Value::String(text),
        }
    }

    /// Tags of the core schema change nothing here; any other would change what a value means
    fn check_tag(&mut self, tag: Option<&Tag>, at: Span) {
        let Some(tag) = tag else { return };
        let is_core = tag.is_yaml_core_schema() && CORE.contains(&tag.suffix.as_str());
        let is_non_specific = tag.handle.is_empty() && tag.suffix == "!";
        if !is_core && !is_non_specific {
            self.problems.push(LeafProblem::Tag {
                tag: tag.to_string(),
                at,
            });
        }
    }

    fn open(&mut self, anchor: usize, at: Span, parts: Parts) -> Result<(), LeafProblem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(LeafProblem::Json(Problem::TooDeep { at }));
        }
        self.open.push(Frame {
            start: at.start,
            end: at.end,
            anchor,
            depth: 0,
            parts,
        });
        Ok(())
    }

    fn end(&mut self, at: Span) -> Result<(), LeafProblem> {
        let Some(frame) = self.open.pop() else {
            return Ok(());
        };
        let is_flow = self
            .text
            .get(at.start..)
            .is_some_and(|rest| rest.starts_with([']', '}']));
        let end = if is_flow { at.start + 1 } else { frame.end };
        let span = Span::new(frame.start, end.max(frame.start));
        let value = match frame.parts {
            Parts::List(elements) => Value::Array(elements),
            Parts::Mapping { members, .. } => Value::Object(members),
        };
        let node = Some(Node { value, span });
        self.close(
            Part {
                node,
                span,
                depth: frame.depth + 1,
            },
            frame.anchor,
        )
    }

    fn alias(&mut self, anchor: usize, at: Span) -> Result<(), LeafProblem> {
        let limit = MAX_COPIED;
        let Some(Anchored {
            node: Some(node),
            depth,
            bytes,
        }) = self.anchors.get(&anchor)
        else {
            self.problems.push(LeafProblem::BadAlias { at });
            return self.close(
                Part {
                    node: None,
                    span: at,
                    depth: 0,
                },
                0,
            );
        };
        self.copied += bytes;
        if self.copied > limit {
            return Err(LeafProblem::ManyAliases { limit, at });
        }
        if self.open.len() + depth > MAX_DEPTH {
            return Err(LeafProblem::Json(Problem::TooDeep { at }));
        }
        let part = Part {
            node: Some(node.clone()),
            span: at,
            depth: *depth,
        };
        self.close(part, 0)
    }

    /// Puts a whole value where it belongs
    fn close(&mut self, part: Part, anchor: usize) -> Result<(), LeafProblem> {
        if anchor != 0 {
            self.keep(&part, anchor)?;
        }
        let Part { node, span, depth } = part;
        let Some(frame) = self.open.last_mut() else {
            self.root = node;
            return Ok(());
        };
        frame.end = frame.end.max(span.end);
        frame.depth = frame.depth.max(depth);
        match &mut frame.parts {
            Parts::List(elements) => elements.extend(node),
            Parts::Mapping {
                members,
                names,
                next,
            } => match std::mem::replace(next, Next::Key) {
                Next::Key => *next = key(node, span, &mut self.problems),
                Next::Nothing => {}
                Next::Value(name, name_span) => {
                    match names.get(&name) {
                        Some(first) => {
                            let (name, first) = (name.clone(), *first);
                            let twice = Problem::DuplicateMember {
                                name,
                                at: name_span,
                                first,
                            };
                            self.problems.push(LeafProblem::Json(twice));
                        }
                        None => {
                            names.insert(name.clone(), name_span);
                        }
                    }
                    members.extend(node.map(|value| Member {
                        name,
                        name_span,
                        value,
                    }));
                }
            },
        }
        Ok(())
    }

    /// Keeps a value for its aliases, unless there is a problem inside it
    fn keep(&mut self, part: &Part, anchor: usize) -> Result<(), LeafProblem> {
        let is_sound = self
            .problems
            .last()
            .is_none_or(|it| it.span().start < part.span.start);
        let node = part.node.as_ref().filter(|_| is_sound);
        let bytes = node.map_or(0, weight);
        self.copied += bytes;
        if self.copied > MAX_COPIED {
            return Err(LeafProblem::ManyAliases {
                limit: MAX_COPIED,
                at: part.span,
            });
        }
        self.anchors.insert(
            anchor,
            Anchored {
                node: node.cloned(),
                depth: part.depth,
                bytes,
            },
        );
        Ok(())
    }
}

fn key(node: Option<Node>, span: Span, problems: &mut Vec<LeafProblem>) -> Next {
    match node.map(|node| (node.kind(), node.value)) {
        // A merge key, or an alias of nothing: told already.
        None => Next::Nothing,
        Some((_, Value::String(name))) => Next::Value(name, span),
        Some((found, _)) => {
            problems.push(LeafProblem::KeyNotText { found, at: span });
            Next::Nothing
        }
    }
}

/// The memory of a value, roughly
fn weight(node: &Node) -> usize {
    let own = size_of::<Node>();
    own + match &node.value {
        Value::Null | Value::Bool(_) => 0,
        Value::Number(text) | Value::String(text) => text.len(),
        Value::Array(elements) => elements.iter().map(weight).sum(),
        Value::Object(members) => {
            let member = |it: &Member| size_of::<Member>() + it.name.len() + weight(&it.value);
            members.iter().map(member).sum()
        }
    }
}

/// The tags of YAML's core schema
const CORE: &[&str] = &["str", "int", "float", "bool", "null", "map", "seq"];

/// Bytes that the anchors and aliases of one file may copy: 16 MiB
const MAX_COPIED: usize = 16 * 1024 * 1024;

#[cfg(test)]
mod tests;
