//! `cargo xtask python FILE`: runs a program or a notebook on the interpreter and the tensors of the page, in Node.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::interpreter::interpreter;
use crate::layout::Layout;
use crate::prints::difference;
use crate::{modules, place, setup, shell, site};

/// Those of `tests/python`.
const PROGRAMS: [&str; 24] = [
    "tensors",
    "words",
    "frames",
    "classes",
    "steps",
    "gradients",
    "training",
    "images",
    "arrays",
    "figures",
    "pointwise",
    "sums",
    "places",
    "linear",
    "layers",
    "losses",
    "optimizers",
    "distributions",
    "loading",
    "chance",
    "arrays_more",
    "learning",
    "pictures",
    "tables",
];

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
    for program in PROGRAMS {
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

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn numbers_may_differ_in_their_fourth_digit_and_words_not_at_all() {
        assert_eq!(difference("tensor(198.3334) a\n2", "tensor(198.3335) a\n2"), None);
        assert!(difference("tensor(198.3)", "tensor(199.3)").is_some());
        assert!(difference("tensor(1.)", "tensors(1.)").is_some());
        assert!(difference("a\nb", "a").is_some());
        assert_eq!(difference("1.50e-05, x2", "1.5001e-05, x2"), None);
    }
}
