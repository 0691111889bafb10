//! A policy document with other names in it, and every span carried over.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{Kind, Redactor};
use crate::json;
use crate::policy::{
    ConditionTest, Listed, Policy, PrincipalElement, PrincipalKind, PrincipalValue, Statement, Text,
};
use crate::span::Span;
use crate::world::{Document, Form, Origin, Source};

/// Where a document was changed: spans of the old text become spans of the new one
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// What was replaced, and how long its replacement is, in the order of the text
    replaced: Vec<(Span, usize)>,
}

impl Edits {
    /// The span of the same part in the new text.
    ///
    /// A span that starts or ends inside of a replaced part has all of the replacement.
    #[must_use]
    pub fn carried(&self, at: Span) -> Span {
        Span::new(
            self.offset(at.start, Edge::Start),
            self.offset(at.end, Edge::End),
        )
    }

    fn offset(&self, old: usize, edge: Edge) -> usize {
        let mut shift = 0isize;
        for (span, length) in &self.replaced {
            if old <= span.start {
                break;
            }
            let start = span.start.saturating_add_signed(shift);
            if old < span.end {
                return match edge {
                    Edge::Start => start,
                    Edge::End => start + length,
                };
            }
            shift += length.cast_signed() - (span.end - span.start).cast_signed();
        }
        old.saturating_add_signed(shift)
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

impl Redactor {
    /// The document with every name mapped, and how spans of its text are carried over.
    ///
    /// - The text keeps its form and its lines, and its parts their places in the file, of which
    ///   nothing but the places is kept.
    /// - Sound documents have no words but those of the language outside of the texts that
    ///   [`Policy`] holds; these are mapped one by one.
    #[must_use]
    pub fn document(&mut self, found: &Document) -> (Document, Edits) {
        if let Some(arn) = &found.arn {
            self.learn(Kind::Policy, arn);
        }
        let mut pass = Pass {
            redactor: self,
            source: &found.text,
            changed: Vec::new(),
        };
        let mut policy = pass.policy(&found.policy);
        let mut changed = pass.changed;
        changed.sort_by_key(|(at, _)| *at);
        changed.dedup_by_key(|(at, _)| *at);
        let mut text = String::with_capacity(found.text.len());
        let mut edits = Edits::default();
        let mut end = 0;
        for (at, new) in changed {
            // Invariant: texts of a document do not lie in one another.
            if at.start < end || found.text.get(at.range()).is_none() {
                continue;
            }
            text.push_str(found.text.get(end..at.start).unwrap_or(""));
            text.push_str(&new);
            edits.replaced.push((at, new.len()));
            end = at.end;
        }
        text.push_str(found.text.get(end..).unwrap_or(""));
        carry(&mut policy, &edits);
        let document = Document {
            label: self.label(&found.label),
            arn: found
                .arn
                .as_deref()
                .map(|it| self.written(Kind::Policy, it)),
            file: found.file.as_deref().map(|it| self.path(it)),
            line: found.line,
            text,
            policy,
            origin: found.origin.as_ref().map(|it| {
                let parts = parts(&found.policy).into_iter();
                let pieces = parts.map(|at| (edits.carried(at), it.place(at)));
                let pieces = pieces.collect();
                Origin::new(self.blank(it.source()), it.whole(), Form::Bytes(0), pieces)
            }),
        };
        (document, edits)
    }

    /// A source in which all but the line breaks is blank, and every place is the same
    fn blank(&mut self, source: &Arc<Source>) -> Arc<Source> {
        let known = self.blanks.iter().find(|(old, _)| Arc::ptr_eq(old, source));
        if let Some((_, blank)) = known {
            return blank.clone();
        }
        // As many bytes and as many UTF-16 code units as the character has.
        let text = source.text().chars().map(|it| match it.len_utf8() {
            1 if it == '\n' => it,
            1 => ' ',
            2 => '\u{a0}',
            3 => '\u{2003}',
            _ => '\u{1f980}',
        });
        let blank = Arc::new(Source::new(self.path(source.file()), text.collect()));
        self.blanks.push((source.clone(), blank.clone()));
        blank
    }

    /// `inline policy NAME of role NAME`
    fn label(&mut self, label: &str) -> String {
        self.scan(label, Kind::Policy, super::Manner::Prose)
    }

    /// A path of files
    #[must_use]
    pub fn path(&mut self, path: &str) -> String {
        self.scan(path, Kind::File, super::Manner::Written)
    }
}

struct Pass<'r> {
    redactor: &'r mut Redactor,
    source: &'r str,
    /// Texts that change: where they are written, and what is written there then
    changed: Vec<(Span, String)>,
}

impl Pass<'_> {
    fn policy(&mut self, found: &Policy) -> Policy {
        Policy {
            version: found.version,
            version_at: found.version_at,
            id: found.id.as_ref().map(|it| self.text(Kind::Sid, it)),
            statements: found
                .statements
                .iter()
                .map(|it| self.statement(it))
                .collect(),
            at: found.at,
        }
    }

    fn statement(&mut self, found: &Statement) -> Statement {
        Statement {
            sid: found.sid.as_ref().map(|it| self.text(Kind::Sid, it)),
            effect: found.effect,
            effect_at: found.effect_at,
            principal: found.principal.as_ref().map(|it| self.principal(it)),
            action: self.listed(Kind::Name, &found.action),
            resource: found
                .resource
                .as_ref()
                .map(|it| self.listed(Kind::Name, it)),
            conditions: found.conditions.iter().map(|it| self.test(it)).collect(),
            condition_at: found.condition_at,
            at: found.at,
        }
    }

    fn principal(&mut self, found: &PrincipalElement) -> PrincipalElement {
        let values = found.values.iter().map(|it| PrincipalValue {
            kind: it.kind,
            value: match it.kind {
                PrincipalKind::Everyone => it.value.clone(),
                PrincipalKind::Aws
                | PrincipalKind::Service
                | PrincipalKind::Federated
                | PrincipalKind::CanonicalUser => self.text(Kind::Name, &it.value),
            },
        });
        PrincipalElement {
            negated: found.negated,
            values: values.collect(),
            at: found.at,
        }
    }

    fn listed(&mut self, kind: Kind, found: &Listed) -> Listed {
        Listed {
            negated: found.negated,
            values: found.values.iter().map(|it| self.text(kind, it)).collect(),
            at: found.at,
        }
    }

    fn test(&mut self, found: &ConditionTest) -> ConditionTest {
        ConditionTest {
            operator: found.operator,
            operator_text: found.operator_text.clone(),
            key: self.text(Kind::Tag, &found.key),
            values: found
                .values
                .iter()
                .map(|it| self.text(Kind::Value, it))
                .collect(),
            at: found.at,
        }
    }

    fn text(&mut self, kind: Kind, found: &Text) -> Text {
        let text = self.redactor.written(kind, &found.text);
        if text != found.text {
            let is_quoted = found.at.of(self.source).starts_with('"');
            let new = if is_quoted {
                json::quoted(&text)
            } else {
                text.clone()
            };
            self.changed.push((found.at, new));
        }
        Text { text, at: found.at }
    }
}

/// Every part of a policy that something may point at
fn parts(policy: &Policy) -> Vec<Span> {
    let mut all = alloc::vec![policy.at];
    for it in &policy.statements {
        all.extend([it.at, it.effect_at]);
        all.extend(it.condition_at);
        for listed in core::iter::once(&it.action).chain(&it.resource) {
            all.push(listed.at);
            all.extend(listed.values.iter().map(|it| it.at));
        }
        if let Some(principal) = &it.principal {
            all.push(principal.at);
            all.extend(principal.values.iter().map(|it| it.value.at));
        }
        for test in &it.conditions {
            all.extend([test.at, test.key.at]);
            all.extend(test.values.iter().map(|it| it.at));
        }
    }
    all
}

fn carry(policy: &mut Policy, edits: &Edits) {
    let carry = |at: &mut Span| *at = edits.carried(*at);
    policy.version_at.iter_mut().for_each(carry);
    carry(&mut policy.at);
    policy.id.iter_mut().for_each(|it| carry(&mut it.at));
    for it in &mut policy.statements {
        carry(&mut it.at);
        carry(&mut it.effect_at);
        it.condition_at.iter_mut().for_each(carry);
        it.sid.iter_mut().for_each(|it| carry(&mut it.at));
        for listed in core::iter::once(&mut it.action).chain(it.resource.as_mut()) {
            carry(&mut listed.at);
            listed.values.iter_mut().for_each(|it| carry(&mut it.at));
        }
        if let Some(principal) = &mut it.principal {
            carry(&mut principal.at);
            let values = principal.values.iter_mut();
            values.for_each(|it| carry(&mut it.value.at));
        }
        for test in &mut it.conditions {
            carry(&mut test.at);
            carry(&mut test.operator_text.at);
            carry(&mut test.key.at);
            test.values.iter_mut().for_each(|it| carry(&mut it.at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::parse;

    const TEXT: &str = r#"{"Version": "2012-10-17", "Id": "Zebra", "Statement": [
  {"Sid": "ZebraReads", "Effect": "Deny", "Action": ["s3:GetObject", "s3:Put*"],
   "Principal": {"AWS": ["arn:aws:iam::999988887777:role/zebra/z\"ebra", "999988887777"]},
   "Resource": ["arn:aws:s3:::zebra-*/zé/${aws:username}/*"],
   "Condition": {"StringEquals": {"aws:PrincipalTag/Zebra": ["zebra", "eu-west-1"]},
                 "Bool": {"aws:SecureTransport": false},
                 "IpAddress": {"aws:SourceIp": "10.9.8.0/24"}}}
]}"#;

    fn redacted() -> (Document, Document, Edits) {
        let document = Document {
            label: "bucket policy of zebra-logs".into(),
            arn: None,
            file: Some("stripes/world.yaml".into()),
            line: Some(7),
            text: TEXT.into(),
            policy: parse(TEXT).sound().unwrap(),
            origin: None,
        };
        let (new, edits) = Redactor::new().document(&document);
        (document, new, edits)
    }

    #[test]
    fn the_new_text_reads_as_the_new_policy() {
        let (old, new, _) = redacted();
        // Every text, flag and span that was carried over is what the new text says.
        assert_eq!(parse(&new.text).sound().unwrap(), new.policy);
        assert_eq!(new.text.lines().count(), old.text.lines().count());
        assert!(!new.text.to_lowercase().contains("ebra"), "{}", new.text);
        assert!(!new.text.contains("9999"), "{}", new.text);
        for kept in ["s3:Put*", "${aws:username}", "eu-west-1", "false", "/24"] {
            assert!(new.text.contains(kept), "{kept}: {}", new.text);
        }
        assert_eq!(new.file.as_deref(), Some("file-1/world.yaml"));
    }

    #[test]
    fn spans_are_carried_to_the_same_part() {
        let (old, new, edits) = redacted();
        let (before, after) = (&old.policy.statements[0], &new.policy.statements[0]);
        let effect = edits.carried(before.effect_at).of(&new.text);
        assert_eq!(effect, r#""Effect": "Deny""#);
        assert_eq!(
            edits.carried(before.conditions[0].at),
            after.conditions[0].at
        );
        assert_eq!(
            edits.carried(Span::new(0, TEXT.len())),
            Span::new(0, new.text.len())
        );
    }
}
