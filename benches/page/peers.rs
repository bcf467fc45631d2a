//! Steps and forward passes of the lessons' nets beside the same in other libraries, in turns. `benches/peers` holds their programs;
//! `cargo xtask bench peers` fetches what those need, but for PyTorch: the Python that the variable `PYTHON` names has it or not.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use emberlab::course::Manifest;
use emberlab::lessons::{cnn_mnist, lstm_mnist, vgg_cifar10};
use emberlab::protocol::Exercise;
use serde_json::json;

use crate::browser::{Browser, Kind};
use crate::engine::Engine;
use crate::host::Host;
use crate::page::Page;
use crate::report::Trouble;

/// So often each has its turn.
const ROUNDS: usize = 5;

/// A row of the table.
pub struct Match {
    pub name: &'static str,
    lesson: &'static Manifest,
    peer: Peer,
    kind: Kind,
    exercise: Exercise,
    batch: u32,
    /// Steps of a turn.
    steps: u32,
    /// Steps that are one figure.
    steps_a_figure: f64,
    goal: &'static str,
}

#[derive(Clone, Copy)]
enum Peer {
    /// A program in the page: `benches/peers/<name>.js`.
    InPage(&'static str),
    /// `benches/peers/pytorch.py`.
    PyTorch,
}

const STEP: Match = Match {
    name: "",
    lesson: &cnn_mnist::MANIFEST,
    peer: Peer::PyTorch,
    kind: Kind::Chromium,
    exercise: Exercise::Training,
    batch: 50,
    steps: 20,
    steps_a_figure: 1.0,
    goal: "",
};
const THOUSAND: Match = Match { exercise: Exercise::Inference, batch: 100, steps_a_figure: 10.0, ..STEP };

pub const MATCHES: [Match; 9] = [
    Match {
        name: "CNN, a step beside TensorFlow.js on WebAssembly",
        peer: Peer::InPage("tfjs"),
        goal: "0.18 times",
        ..STEP
    },
    Match { name: "CNN, a step beside PyTorch", goal: "none", ..STEP },
    Match { name: "LSTM, a step beside PyTorch", lesson: &lstm_mnist::MANIFEST, batch: 64, goal: "4 times", ..STEP },
    Match {
        name: "thin VGG, a step beside PyTorch",
        lesson: &vgg_cifar10::MANIFEST,
        batch: 64,
        goal: "4 times",
        ..STEP
    },
    Match {
        name: "CNN, 1,000 images forward beside onnxruntime-web",
        peer: Peer::InPage("onnx"),
        goal: "1.0 times",
        ..THOUSAND
    },
    Match {
        name: "CNN, 1,000 images forward beside TensorFlow.js on WebAssembly",
        peer: Peer::InPage("tfjs"),
        goal: "none",
        ..THOUSAND
    },
    Match { name: "CNN, 1,000 images forward beside PyTorch", goal: "none", ..THOUSAND },
    Match {
        name: "CNN, one image forward beside onnxruntime-web",
        peer: Peer::InPage("onnx"),
        batch: 1,
        steps: 100,
        steps_a_figure: 1.0,
        goal: "2 ms",
        ..THOUSAND
    },
    Match {
        name: "CNN, a step beside jax-js, WebGPU on a software adapter",
        peer: Peer::InPage("jax"),
        kind: Kind::ChromiumWithSoftwareGpu,
        steps: 3,
        goal: "0.8 times",
        ..STEP
    },
];

impl Match {
    /// Both on one thread each, in a browser without anything else.
    pub async fn play(&self) -> Result<String, Trouble> {
        let host = Host::start()?;
        let browser = Browser::start(self.kind).await?;
        let page = Page::new(&browser, &host);
        page.open("../benches/peers/index.html").await?;
        let backend = if self.kind == Kind::Chromium { "cpu" } else { "gpu" };
        let mut engine = Engine::start(&page, &host.address(""), self.lesson, backend, self.batch).await?;
        let mut python = match self.peer {
            Peer::PyTorch => Some(Python::start(&host)?),
            Peer::InPage(_) => None,
        };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let our_turn = match self.exercise {
                Exercise::Training => engine.train(self.steps).await?,
                Exercise::Inference => engine.bare(Exercise::Inference, self.steps).await?,
            };
            let exercise = match self.exercise {
                Exercise::Training => "training",
                Exercise::Inference => "inference",
            };
            let their_turn = match (self.peer, &mut python) {
                (Peer::InPage(name), _) => in_page(&page, name, exercise, self.batch, self.steps).await?,
                (Peer::PyTorch, None) => Vec::new(),
                (Peer::PyTorch, Some(python)) => python.turn(self.lesson.id, exercise, self.batch, self.steps)?,
            };
            ours.push(self.steps_a_figure * crate::median(our_turn));
            theirs.push(self.steps_a_figure * crate::median(their_turn));
        }
        engine.stop().await?;
        browser.stop().await?;
        let (ours, theirs) = (Spread::of(ours), Spread::of(theirs));
        Ok(format!("{ours} beside {theirs}: {:.2} times (goal {})", ours.middle / theirs.middle, self.goal))
    }
}

async fn in_page(page: &Page<'_>, peer: &str, exercise: &str, batch: u32, steps: u32) -> Result<Vec<f64>, Trouble> {
    let found: Result<Vec<f64>, String> = page.ask_later(TURN, json!([peer, exercise, batch, steps])).await?;
    found.map_err(Trouble)
}

/// A step before the others, which brings what is compiled or fetched at first.
const TURN: &str = r#"
    const [peer, exercise, batch, steps, done] = arguments;
    (async () => {
        const turn = window.turn ??= (await (await import(`./${peer}.js`)).open())[exercise](batch);
        await turn();
        const millis = [];
        while (millis.length < steps) {
            const start = performance.now();
            await turn();
            millis.push(performance.now() - start);
        }
        return { Ok: millis };
    })().catch(error => ({ Err: `${error} ${error.stack}` })).then(done);
"#;

/// PyTorch in a process of its own, which waits while others have their turn.
struct Python(Child);

impl Python {
    fn start(host: &Host) -> Result<Self, Trouble> {
        let program = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let child = Command::new(&program)
            .arg(host.path("../benches/peers/pytorch.py"))
            .env("OMP_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        child.map(Self).map_err(|error| Trouble(format!("{program} cannot be started: {error}")))
    }

    fn turn(&mut self, lesson: &str, exercise: &str, batch: u32, steps: u32) -> Result<Vec<f64>, Trouble> {
        let silent = || Trouble("PyTorch does not answer: name a Python that has it in the variable PYTHON".to_owned());
        let asked = json!([lesson, exercise, batch, steps]);
        writeln!(self.0.stdin.as_mut().ok_or_else(silent)?, "{asked}").map_err(|_| silent())?;
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().ok_or_else(silent)?).read_line(&mut line)?;
        serde_json::from_str(&line).map_err(|_| silent())
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Milliseconds of all rounds.
struct Spread {
    best: f64,
    middle: f64,
    worst: f64,
}

impl Spread {
    fn of(mut millis: Vec<f64>) -> Self {
        millis.sort_by(f64::total_cmp);
        Self { best: millis[0], middle: millis[millis.len() / 2], worst: millis[millis.len() - 1] }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{:.2} ms ({:.2} to {:.2})", self.middle, self.best, self.worst)
    }
}
