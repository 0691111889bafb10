use why403_model::json::{self, Node, Value};
use why403_model::world::{Leaf, LeafProblem};

use super::leaf;

fn read(text: &str) -> Leaf {
    leaf("w.yaml".into(), text.into())
}

fn node(text: &str) -> Node {
    let leaf = read(text);
    assert_eq!(leaf.problems(), [], "{text}");
    leaf.node().cloned().unwrap()
}

#[track_caller]
fn codes(text: &str, wanted: &[&str]) {
    let found: Vec<_> = read(text)
        .problems()
        .iter()
        .map(LeafProblem::code)
        .collect();
    assert_eq!(found, wanted, "{}", text.get(..200).unwrap_or(text));
}

/// The same value without places, as JSON would have it
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".into(),
        Value::Bool(it) => format!("{:?}", it.to_string()),
        Value::Number(it) | Value::String(it) => format!("{it:?}"),
        Value::Array(all) => format!("{:?}", all.iter().map(plain).collect::<Vec<_>>()),
        Value::Object(all) => {
            let member = |it: &json::Member| format!("{}={}", it.name, plain(&it.value));
            format!("{:?}", all.iter().map(member).collect::<Vec<_>>())
        }
    }
}

#[test]
fn every_node_knows_its_bytes() {
    let text = "# é\r\na:\r\n  - é: [1, 'x']   # tail\r\n    b: \"q\"\r\n  - |\r\n    block é\r\nc: {d: e}\r\n";
    let root = node(text);
    let list = root.get("a").unwrap();
    let first = &list.elements()[0];
    let span = |node: &Node| node.span.of(text).to_string();
    assert_eq!(first.members()[0].name_span.of(text), "é");
    assert_eq!(span(first.get("é").unwrap()), "[1, 'x']");
    assert_eq!(span(&first.get("é").unwrap().elements()[1]), "'x'");
    assert_eq!(span(first.get("b").unwrap()), "\"q\"");
    assert_eq!(span(first), "é: [1, 'x']   # tail\r\n    b: \"q\"");
    assert_eq!(list.elements()[1].as_str(), Some("block é\n"));
    assert_eq!(span(root.get("c").unwrap()), "{d: e}");
    assert!(span(list).starts_with("- é"));
}

#[test]
fn scalars_stay_text() {
    let root = node("a: 012345678901\nb: 1e400\nc: true\nd: 0x10\ne: 2012-10-17\nf: no\ng: .nan\n");
    let texts: Vec<_> = root
        .members()
        .iter()
        .map(|it| it.value.as_str().unwrap())
        .collect();
    assert_eq!(
        texts,
        [
            "012345678901",
            "1e400",
            "true",
            "0x10",
            "2012-10-17",
            "no",
            ".nan"
        ]
    );
    assert_eq!(root.get("c").unwrap().as_bool(), Some(true));
    let root = node("012345678901: x\n");
    assert_eq!(root.members()[0].name, "012345678901");
}

#[test]
fn only_plain_nothing_is_null() {
    let root = node("a: null\nb: ~\nc:\nd: 'null'\ne: \"\"\nf: !!str null\ng: !!null x\nh: Null\n");
    let nulls: Vec<_> = root
        .members()
        .iter()
        .map(|it| it.value.value == Value::Null)
        .collect();
    assert_eq!(nulls, [true, true, true, false, false, false, true, true]);
}

#[test]
fn json_is_yaml() {
    for text in [
        r#"{"a": [1, "x\u0041\n", true, null, {"b": {}}], "c": []}"#,
        r#"[{"Statement": [{"Effect": "Allow", "Condition": {"Bool": {"k": "false"}}}]}]"#,
    ] {
        assert_eq!(plain(&node(text)), plain(&json::read(text).node.unwrap()));
    }
}

#[test]
fn aliases_are_copies() {
    let root = node("a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n");
    assert_eq!(plain(root.get("c").unwrap()), plain(root.get("a").unwrap()));
    assert_eq!(root.get("d").unwrap().elements().len(), 2);
    codes("a: &x [*x]\n", &["yaml/bad-alias"]);
    codes(
        "a: &x {b: 1, b: 2}\nc: *x\n",
        &["json/duplicate-member", "yaml/bad-alias"],
    );
    codes("a: *nobody\n", &["yaml/syntax"]);
}

#[test]
fn aliases_are_bounded() {
    let line = |level: usize| {
        let before = format!("*a{}", level.saturating_sub(1));
        let list = if level == 0 {
            ["x"; 9].join(", ")
        } else {
            vec![before; 9].join(", ")
        };
        format!("a{level}: &a{level} [{list}]\n")
    };
    let text: Vec<_> = (0..20).map(line).collect();
    let text = text.concat();
    codes(&text, &["yaml/many-aliases"]);
    let long = format!(
        "a: &x {}\nb: [{}]\n",
        "y".repeat(1_000_000),
        "*x, ".repeat(100)
    );
    codes(&long, &["yaml/many-aliases"]);
}

#[test]
fn depth_is_bounded_as_in_json() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(read(&nested(json::MAX_DEPTH)).problems(), []);
    codes(&nested(json::MAX_DEPTH + 1), &["json/too-deep"]);
    // The parser itself gives up a little deeper, and far from where that costs anything.
    assert_eq!(read(&nested(100_000)).problems().len(), 1);
    let half = json::MAX_DEPTH / 2 + 1;
    let by_alias = format!(
        "- &x {}\n- {}*x{}\n",
        nested(half),
        "[".repeat(half),
        "]".repeat(half)
    );
    codes(&by_alias, &["json/too-deep"]);
    let lines: Vec<_> = (0..200).map(|it| " ".repeat(it)).collect();
    let block = lines.join("a:\n");
    codes(&block, &["json/too-deep"]);
}

#[test]
fn what_would_be_lost_is_reported() {
    codes("a: 1\nb: 2\na: 3\n", &["json/duplicate-member"]);
    codes("a: 1\n---\nb: 2\n", &["yaml/second-document"]);
    codes("? [a]\n: b\n", &["yaml/key-not-text"]);
    codes("a: !Sub x\n", &["yaml/tag"]);
    codes("a: !!binary aGk=\n", &["yaml/tag"]);
    codes("a: &x {b: 1}\nc: {<<: *x, d: 2}\n", &["yaml/merge-key"]);
    codes("a: 'x\n", &["yaml/syntax"]);
    codes("a: b: c\n", &["yaml/syntax"]);
    codes("a: 1\0\nb: 2\n", &["yaml/syntax"]);
}

#[test]
fn nothing_and_error_texts_are_no_values() {
    for text in [
        "",
        "# only a comment\n",
        "\nAn error occurred (NoSuchTagSet) when calling the GetBucketTagging operation: x\n",
    ] {
        let leaf = read(text);
        assert_eq!((leaf.node(), leaf.problems().len()), (None, 0), "{text}");
    }
}

#[test]
fn cut_and_changed_texts_never_panic() {
    let text = "---\na: &x [1, {b: 'é', ? c : d}]\ne: *x\nf: |2-\n   block\ng: >\n  fold\n\nh: \"\\u00e9\\x41\"\n!!map {i: !!str j}: k\n...\n";
    for cut in 0..text.len() {
        if let Some(part) = text.get(..cut) {
            let _ = read(part);
        }
        for byte in *b"\"\\{]},:-&*!|>%@`'#? \t\n\r~<\0" {
            let mut bytes = text.as_bytes().to_vec();
            bytes[cut] = byte;
            let _ = read(&String::from_utf8_lossy(&bytes));
            bytes.insert(cut, byte);
            let _ = read(&String::from_utf8_lossy(&bytes));
        }
    }
}
