//! A command in one text, taken apart into words as a shell does it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::CommandError;

/// The words of a command: quotes, backslashes and lines that go on are understood; what only a
/// shell can do is an error, as leaving it out would make another command.
pub fn words(text: &str) -> Result<Vec<String>, CommandError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => word
                .get_or_insert_default()
                .push_str(&single(&mut letters)?),
            '"' => word
                .get_or_insert_default()
                .push_str(&double(&mut letters)?),
            '\\' => match letters.next() {
                // A line that goes on
                Some('\n') | None => {}
                Some(it) => word.get_or_insert_default().push(it),
            },
            it if it.is_whitespace() => words.extend(word.take()),
            '|' | ';' | '&' | '<' | '>' | '$' | '`' | '(' | ')' => {
                return Err(shell(letter));
            }
            it => word.get_or_insert_default().push(it),
        }
    }
    words.extend(word);
    Ok(words)
}

fn shell(sign: char) -> CommandError {
    CommandError::Shell {
        found: sign.to_string(),
    }
}

fn single(letters: &mut core::str::Chars<'_>) -> Result<String, CommandError> {
    let mut inside = String::new();
    for letter in letters.by_ref() {
        if letter == '\'' {
            return Ok(inside);
        }
        inside.push(letter);
    }
    Err(CommandError::OpenQuote { quote: '\'' })
}

fn double(letters: &mut core::str::Chars<'_>) -> Result<String, CommandError> {
    let mut inside = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return Ok(inside),
            '$' | '`' => return Err(shell(letter)),
            '\\' => match letters.next() {
                Some(it @ ('"' | '\\' | '$' | '`')) => inside.push(it),
                Some('\n') | None => {}
                Some(it) => inside.extend(['\\', it]),
            },
            it => inside.push(it),
        }
    }
    Err(CommandError::OpenQuote { quote: '"' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_taken_apart_as_a_shell_does() {
        let text = "aws s3 cp 'a b' \"c \\\"d\\\"\" e\\ f \\\n  --acl '' s3://b/'k'";
        let found = words(text).unwrap();
        let wanted = [
            "aws", "s3", "cp", "a b", "c \"d\"", "e f", "--acl", "", "s3://b/k",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_only_a_shell_can_do_is_refused() {
        for (text, sign) in [
            ("aws s3 ls | cat", "|"),
            ("aws s3 ls s3://$B", "$"),
            ("aws s3 ls \"s3://${B}\"", "$"),
            ("aws s3 cp `x` y", "`"),
            ("aws s3 ls > out", ">"),
        ] {
            let found = words(text).unwrap_err();
            assert_eq!(
                found,
                CommandError::Shell {
                    found: sign.to_string()
                },
                "{text}"
            );
        }
        assert!(words("aws s3 ls 's3://a|b$c'").is_ok());
        assert_eq!(
            words("aws 'x").unwrap_err(),
            CommandError::OpenQuote { quote: '\'' }
        );
    }
}
