//! Running other programs, in the clone's top folder and with our tools first on the path.

use std::path::Path;
use std::process::{Command, Output};

use crate::failure::Failure;
use crate::place;

/// A command that can still be given arguments, variables or another folder.
pub fn command(program: &str) -> Command {
    // By full path: not every platform looks the program up in the path that its child is given.
    let file = place::find_program(&[program]).unwrap_or_else(|| program.into());
    let mut command = Command::new(file);
    command.current_dir(place::root()).env("PATH", place::search_path());
    command
}

/// The same, in another folder.
pub fn command_in(program: &str, folder: &Path) -> Command {
    let mut command = command(program);
    command.current_dir(folder);
    command
}

/// Runs it with its output on our own.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|source| Failure::Start { command: words(command), source })?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::Command { command: words(command), status, output: String::new() }),
    }
}

/// Runs it silently; its output is part of the failure, if there is one.
pub fn run_quietly(command: &mut Command) -> Result<Output, Failure> {
    let output = command.output().map_err(|source| Failure::Start { command: words(command), source })?;
    if output.status.success() {
        return Ok(output);
    }
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let text = format!(":\n{}", String::from_utf8_lossy(&text).trim());
    Err(Failure::Command { command: words(command), status: output.status, output: text })
}

fn words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let arguments = command.get_args().map(|argument| format!(" {}", argument.to_string_lossy()));
    std::iter::once(program.into_owned()).chain(arguments).collect()
}
