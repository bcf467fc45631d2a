//! `cargo xtask python FILE`: runs a program or a notebook on the interpreter and the tensors of the page, in Node.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::interpreter::interpreter;
use crate::layout::Layout;
use crate::{modules, place, setup, shell, site};

/// Runs a file, with what is missing fetched and built before.
pub fn run(words: &[&str]) -> Result<(), Failure> {
    setup::set_up(setup::Tier::Build)?;
    let (interpreter, core) = (interpreter()?, core()?);
    let packages = place::root().join("src/python");
    let mut node = shell::command("node");
    node.arg(packages.join("run.mjs")).args([&interpreter, &core, &packages]).args(words);
    let folder = std::env::current_dir().map_err(Failure::file(&place::root()))?;
    shell::run(node.current_dir(folder))
}

/// The folder with the tensors as a module for Node.
fn core() -> Result<PathBuf, Failure> {
    let layout = Layout::read()?;
    let module = layout.modules.iter().find(|module| module.features == "python");
    let lacks = || Failure::Page { path: layout.path.clone(), lacks: "tensor_core".to_owned() };
    let module = module.ok_or_else(lacks)?;
    modules::build(std::slice::from_ref(module), site::Profile::Release)?;
    let folder = place::root().join("target/python");
    module.bind(&folder, site::Profile::Release)?;
    let (script, module) = (folder.join("tensor_core.js"), folder.join("tensor_core.mjs"));
    fs::rename(&script, &module).map_err(Failure::file(&script))?;
    Ok(folder)
}

/// Runs each program of `tests/python` and compares what it prints with what PyTorch and numpy print.
pub fn check() -> Result<(), Failure> {
    let (interpreter, core) = (interpreter()?, core()?);
    let packages = place::root().join("src/python");
    for program in ["tensors", "gradients", "training", "images", "arrays"] {
        let folder = place::root().join("tests/python");
        let mut node = shell::command("node");
        node.arg(packages.join("run.mjs")).args([&interpreter, &core, &packages]);
        let output = shell::run_quietly(node.arg(folder.join(format!("{program}.py"))))?;
        let expected = folder.join(format!("{program}.txt"));
        let expected = fs::read_to_string(&expected).map_err(Failure::file(&expected))?;
        match difference(&expected, &String::from_utf8_lossy(&output.stdout)) {
            None => println!("{program}.py prints what PyTorch prints"),
            Some(difference) => return Err(Failure::Prints { program, difference }),
        }
    }
    Ok(())
}

/// The first line that is not the same, numbers in it taken as equal to three digits.
fn difference(expected: &str, found: &str) -> Option<String> {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let is_same = |a: &str, b: &str| {
        let ((words_a, numbers_a), (words_b, numbers_b)) = (parts(a), parts(b));
        let is_close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1.5e-3 * a.abs().max(b.abs()) + 2e-4;
        words_a == words_b && numbers_a.iter().zip(&numbers_b).all(is_close)
    };
    let lines = expected.len().max(found.len());
    (0..lines).find_map(|line| match (expected.get(line), found.get(line)) {
        (Some(a), Some(b)) if is_same(a, b) => None,
        (a, b) => Some(format!("line {}:\n{}\nnot\n{}", line + 1, b.unwrap_or(&"nothing"), a.unwrap_or(&"nothing"))),
    })
}

/// A line's words with a mark for each number, and the numbers.
fn parts(line: &str) -> (String, Vec<f64>) {
    let (mut words, mut numbers) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let is_part = |sign: char| sign.is_ascii_digit() || ".e+-".contains(sign);
        let end = rest[start..].find(|sign| !is_part(sign)).map_or(rest.len(), |end| start + end);
        let text = rest[start..end].trim_end_matches(['.', 'e', '+', '-']);
        words += &rest[..start];
        match text.parse() {
            Ok(number) => {
                numbers.push(number);
                words.push('#');
            }
            Err(_) => words += text,
        }
        rest = &rest[start + text.len()..];
    }
    (words + rest, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_differ_in_their_fourth_digit_and_words_not_at_all() {
        assert_eq!(difference("tensor(198.3334) a\n2", "tensor(198.3335) a\n2"), None);
        assert!(difference("tensor(198.3)", "tensor(199.3)").is_some());
        assert!(difference("tensor(1.)", "tensors(1.)").is_some());
        assert!(difference("a\nb", "a").is_some());
        assert_eq!(difference("1.50e-05, x2", "1.5001e-05, x2"), None);
    }
}
