//! Terraform's language, in the form that `terraform fmt` leaves alone.
//!
//! Source: Terraform, "Style Conventions" and "Strings and Templates".

/// A block: its head, its arguments, the blocks in it
pub(super) struct Block {
    head: String,
    arguments: Vec<(&'static str, String)>,
    blocks: Vec<Block>,
}

impl Block {
    /// A block of this head: `resource "aws_s3_bucket_policy" "change_1"`
    pub(super) fn new(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            arguments: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// With a text of anybody
    pub(super) fn text(self, name: &'static str, value: &str) -> Self {
        self.with(name, string(value))
    }

    /// With an expression on one line
    pub(super) fn with(mut self, name: &'static str, expression: impl Into<String>) -> Self {
        self.arguments.push((name, expression.into()));
        self
    }

    /// With a block inside
    pub(super) fn block(mut self, inside: Block) -> Self {
        self.blocks.push(inside);
        self
    }

    /// The block as lines
    pub(super) fn written(&self) -> String {
        self.lines().join("\n") + "\n"
    }

    /// What stands in the block, without the arguments of these names
    pub(super) fn inside(mut self, without: &[&str]) -> Vec<String> {
        self.arguments.retain(|(name, _)| !without.contains(name));
        let all = self.lines();
        let inner = all.get(1..all.len().saturating_sub(1));
        let inner = inner.unwrap_or_default().iter();
        inner
            .map(|it| it.strip_prefix("  ").unwrap_or(it).to_string())
            .collect()
    }

    fn lines(&self) -> Vec<String> {
        let mut all = vec![format!("{} {{", self.head)];
        let names = self.arguments.iter().map(|(name, _)| name.len());
        let width = names.max().unwrap_or_default();
        let arguments = self.arguments.iter();
        all.extend(arguments.map(|(name, it)| format!("  {name:width$} = {it}")));
        for (index, inside) in self.blocks.iter().enumerate() {
            if index > 0 || !self.arguments.is_empty() {
                all.push(String::new());
            }
            all.extend(inside.lines().iter().map(|it| indented(it)));
        }
        all.push("}".to_string());
        all
    }
}

fn indented(line: &str) -> String {
    if line.is_empty() {
        return String::new();
    }
    format!("  {line}")
}

/// A string that means just this text: no template in it comes to life
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        match it {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if rest.peek() == Some(&'{') => {
                out.push(it);
                out.push(it);
            }
            it if it.is_control() => {
                let escape = format!("\\u{:04x}", u32::from(it));
                out.push_str(&escape);
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_template_comes_to_life() {
        assert_eq!(string("${a} %{b} $c"), r#""$${a} %%{b} $c""#);
        assert_eq!(string("a\"b\\c\nd\u{1b}"), r#""a\"b\\c\nd\u001b""#);
        // `$${` is how Terraform writes `${`: a dollar in front of it stays one.
        assert_eq!(string("$${a}"), r#""$$${a}""#);
    }

    #[test]
    fn arguments_stand_in_columns() {
        let block = Block::new("import")
            .with("to", "a.b")
            .text("id", "x")
            .block(Block::new("more").text("longer", "y"));
        let wanted = "import {\n  to = a.b\n  id = \"x\"\n\n  more {\n    longer = \"y\"\n  }\n}\n";
        assert_eq!(block.written(), wanted);
    }
}
