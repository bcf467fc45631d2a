//! `cargo xtask`: every chore of the project, one sub-command each. This file only reads the command line.

mod batches;
mod build_times;
mod cache;
mod cards;
mod compress;
mod data;
mod early;
mod failure;
mod interpreter;
mod layout;
mod markdown;
mod modules;
mod notebooks;
mod offline;
mod packages;
mod parts;
mod peers;
mod place;
#[path = "../../tests/prints/mod.rs"]
mod prints;
mod python;
mod reading;
mod serve;
mod setup;
mod shards;
mod shell;
mod site;
mod sizes;
mod split;
mod sprites;
mod test;
mod upstream;
mod workers;

use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
cargo xtask setup               install what builds and tests need
cargo xtask data                fetch the full data sets into static/data/full
cargo xtask serve [--port N] [--fresh]
                                build the site if needed and serve it on this machine
cargo xtask build [--release]   build the site into dist/
cargo xtask fmt                 format every file
cargo xtask test [--quick | --no-browser]
                                run every check; or stop before the WebAssembly builds, or before the browsers
cargo xtask bench [NAME]        measure the page in headless Chromium: first, step, smooth, points, digit, memory, gpu
cargo xtask bench peers         the same net in other libraries, in turns in one browser
cargo xtask bench build [NAME]  measure how long builds take: line, shared, serve, nothing
cargo xtask python FILE [ARGUMENT]...
                                run a program or a notebook on the page's Python and tensors, in Node
cargo xtask fuzz [TARGET]... [--minutes N | FILE]
                                damage what readers read, ten minutes a target; or try one file again";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Failure> {
    match words {
        ["setup"] => setup::set_up(setup::Tier::Test),
        ["data"] => data::fetch(),
        // Once, to make the committed files.
        ["starter"] => data::make_starter(),
        ["build"] => site::build(site::Profile::Debug, site::Extent::Whole),
        ["build", "--release"] => site::build(site::Profile::Release, site::Extent::Whole),
        // Called by trunk after each build, see Trunk.toml.
        ["finish"] => site::finish_trunk(),
        ["python", words @ ..] if !words.is_empty() => python::run(words),
        ["serve", options @ ..] => serve::serve(serve::Options::parse(options)?),
        ["fmt"] => test::format(&[]),
        ["test"] => test::test(test::Extent::Whole),
        ["test", "--no-browser"] => test::test(test::Extent::Built),
        ["test", "--quick"] => test::test(test::Extent::Quick),
        ["fuzz", words @ ..] => test::fuzz(words),
        ["bench", "build", names @ ..] => build_times::bench(names),
        ["bench", names @ ..] => test::bench(names),
        _ => Err(Failure::Usage { usage: USAGE }),
    }
}
