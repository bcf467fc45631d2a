//! A training step of the session beside a bare burn loop, in turns in one worker, so that a busy machine slows both alike.

use std::time::Duration;

use emberlab::course::settings::Settings;
use emberlab::lessons::cnn_mnist::MANIFEST;
use emberlab::protocol::{Answer, Command, Event, Question, Request, RunEvent, RunId, RunState, Site};
use serde_json::json;

use crate::median;
use crate::page::Page;
use crate::report::Trouble;

/// Steps before a measurement begins.
const WARM_UP_STEPS: u64 = 10;

/// Median milliseconds of `steps` steps in each of `rounds` rounds, and their ratio.
pub async fn measure(page: &Page<'_>, backend: &str, steps: u32, rounds: u32) -> Result<String, Trouble> {
    // A page where nothing trains beside the measurement, as it would on the front page.
    page.open("notebook/").await?;
    let module = if backend == "gpu" { "engine_gpu" } else { "engine_cpu" };
    page.ask::<()>(START, json!([module])).await?;
    let (mut session, mut bare) = (Vec::new(), Vec::new());
    let (mut begin, mut last) = (0, None);
    let mut round = 0;
    while round < rounds {
        for (millis, event) in heard(page).await? {
            match event {
                Event::Ready { .. } => {
                    let pairs = [("batch", "50"), ("eval", "0"), ("points", "100"), ("backend", backend)];
                    let (settings, _) = Settings::from_pairs(MANIFEST.settings, pairs);
                    let site = Site { base_url: page.ask("return document.baseURI", json!([])).await? };
                    say(
                        page,
                        &Command::Prepare { run: RunId(1), lesson: MANIFEST.id.to_owned(), settings, site, workers: 1 },
                    )
                    .await?;
                }
                Event::Run(_, RunEvent::State(RunState::Ready)) => say(page, &Command::Run).await?,
                Event::Run(_, RunEvent::Progress { progress, points }) if !points.is_empty() => {
                    let step = progress.step;
                    if let Some((since_step, since_millis)) = last.replace((step, millis))
                        && since_step > begin.max(WARM_UP_STEPS)
                        && step > since_step
                    {
                        let taken = (step - since_step) as usize;
                        session.extend(std::iter::repeat_n((millis - since_millis) / taken as f64, taken));
                    }
                    if step >= begin + u64::from(steps) + WARM_UP_STEPS {
                        begin = u64::MAX - u64::from(steps) - WARM_UP_STEPS;
                        say(page, &Command::Pause).await?;
                        say(page, &Command::Ask(Request::default(), Question::MeasureBareLoop { steps })).await?;
                    }
                }
                Event::Answer(_, Ok(Answer::BareLoop { step_millis })) => {
                    bare.extend(step_millis);
                    round += 1;
                    begin = last.map_or(0, |(step, _)| step + 1);
                    if round < rounds {
                        say(page, &Command::Run).await?;
                    }
                }
                Event::Run(_, RunEvent::Fault(fault)) | Event::Answer(_, Err(fault)) | Event::Fault(fault) => {
                    return Err(Trouble(fault.to_string()));
                }
                _ => {}
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    page.ask::<()>("window.worker.terminate()", json!([])).await?;
    let (session, bare) = (median(session), median(bare));
    Ok(format!("session {session:.2} ms, bare {bare:.2} ms: {:.3} times (goal: at most 1.05)", session / bare))
}

/// The page's own engine; what it says is kept, with the time.
const START: &str = r#"
    const [module] = arguments;
    const { workers } = document.querySelector("meta[name='emberlab-build']").dataset;
    const name = workers.split(' ').find(name => name.startsWith(`${module}-`));
    window.heard = [];
    window.worker = new Worker(`${document.baseURI}${name}_worker.js`);
    window.worker.onmessage = ({ data: [body] }) => {
        window.heard.push([performance.now(), Array.from(new Uint8Array(body))]);
    };
"#;

/// What the worker has said since the last call.
async fn heard(page: &Page<'_>) -> Result<Vec<(f64, Event)>, Trouble> {
    let messages: Vec<(f64, Vec<u8>)> = page.ask("return window.heard.splice(0)", json!([])).await?;
    let read = |(millis, body): (f64, Vec<u8>)| match postcard::from_bytes(&body) {
        Ok(event) => Ok((millis, event)),
        Err(error) => Err(Trouble(error.to_string())),
    };
    messages.into_iter().map(read).collect()
}

async fn say(page: &Page<'_>, command: &Command) -> Result<(), Trouble> {
    let body = postcard::to_allocvec(command).map_err(|error| Trouble(error.to_string()))?;
    let script = "window.worker.postMessage([new Uint8Array(arguments[0]).buffer, new ArrayBuffer(0)])";
    page.ask(script, json!([body])).await
}
