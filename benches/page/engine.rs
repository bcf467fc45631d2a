//! The site's engine without its page: told what to do, and its steps counted as it tells of them.

use std::time::Duration;

use emberlab::course::settings::Settings;
use emberlab::course::{Manifest, Program};
use emberlab::protocol::{Answer, Command, Event, Exercise, Question, Request, RunEvent, RunId, RunState, Site};
use serde_json::json;

use crate::page::Page;
use crate::report::Trouble;

/// Steps before a measurement begins.
const WARM_UP_STEPS: u64 = 10;

/// One worker in the page that is open, with a run.
pub struct Engine<'a> {
    page: &'a Page<'a>,
}

impl<'a> Engine<'a> {
    /// With the run prepared; `base_url` is the site's.
    pub async fn start(
        page: &'a Page<'_>,
        base_url: &str,
        lesson: &Manifest,
        backend: &str,
        batch: u32,
    ) -> Result<Self, Trouble> {
        let module = match (backend, lesson.program) {
            ("gpu", _) => "engine_gpu",
            (_, Program::Images { in_labs: false }) => "engine_cpu",
            _ => "engine_labs",
        };
        page.ask_later::<()>(START, json!([base_url, module])).await?;
        let mut engine = Self { page };
        engine.until(|_, event| matches!(event, Event::Ready { .. }).then_some(())).await?;
        let batch = batch.to_string();
        let pairs = [("batch", &*batch), ("eval", "0"), ("points", "100"), ("backend", backend)];
        let (settings, _) = Settings::from_pairs(lesson.settings, pairs);
        let site = Site { base_url: base_url.to_owned() };
        let (run, lesson) = (RunId(1), lesson.id.to_owned());
        engine.say(&Command::Prepare { run, lesson, settings, site, workers: 1 }).await?;
        engine.until(|_, event| is_state(event, RunState::Ready).then_some(())).await?;
        Ok(engine)
    }

    /// Milliseconds of each of at least so many steps of the run, by what the worker tells the page.
    pub async fn train(&mut self, steps: u32) -> Result<Vec<f64>, Trouble> {
        self.say(&Command::Run).await?;
        let (mut first, mut last, mut step_millis) = (None, None, Vec::new());
        self.until(|millis, event| {
            let Event::Run(_, RunEvent::Progress { progress, points }) = event else { return None };
            if points.is_empty() {
                return None;
            }
            let step = progress.step;
            let begin = *first.get_or_insert(step) + WARM_UP_STEPS;
            if let Some((since_step, since_millis)) = last.replace((step, millis))
                && since_step >= begin
                && step > since_step
            {
                let taken = (step - since_step) as usize;
                step_millis.extend(std::iter::repeat_n((millis - since_millis) / taken as f64, taken));
            }
            (step_millis.len() >= steps as usize).then_some(())
        })
        .await?;
        self.say(&Command::Pause).await?;
        self.until(|_, event| is_state(event, RunState::Paused).then_some(())).await?;
        Ok(step_millis)
    }

    /// Milliseconds of each of so many steps of a bare burn loop with the run's net and batches.
    pub async fn bare(&mut self, exercise: Exercise, steps: u32) -> Result<Vec<f64>, Trouble> {
        self.say(&Command::Ask(Request::default(), Question::MeasureBareLoop { exercise, steps })).await?;
        self.until(|_, event| match event {
            Event::Answer(_, Ok(Answer::BareLoop { step_millis })) => Some(step_millis.clone()),
            _ => None,
        })
        .await
    }

    pub async fn stop(self) -> Result<(), Trouble> {
        self.page.ask("window.worker.terminate()", json!([])).await
    }

    /// Waits for what `find` finds in an event and the time when it came.
    async fn until<T>(&mut self, mut find: impl FnMut(f64, &Event) -> Option<T>) -> Result<T, Trouble> {
        loop {
            let messages: Vec<(f64, Vec<u8>)> = self.page.ask("return window.heard.splice(0)", json!([])).await?;
            let mut found = None;
            for (millis, body) in messages {
                let event: Event = postcard::from_bytes(&body).map_err(|error| Trouble(error.to_string()))?;
                if let Event::Run(_, RunEvent::Fault(fault)) | Event::Answer(_, Err(fault)) | Event::Fault(fault) =
                    &event
                {
                    return Err(Trouble(fault.to_string()));
                }
                found = found.or_else(|| find(millis, &event));
            }
            match found {
                Some(found) => return Ok(found),
                None => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    async fn say(&self, command: &Command) -> Result<(), Trouble> {
        let body = postcard::to_allocvec(command).map_err(|error| Trouble(error.to_string()))?;
        let script = "window.worker.postMessage([new Uint8Array(arguments[0]).buffer, new ArrayBuffer(0)])";
        self.page.ask(script, json!([body])).await
    }
}

fn is_state(event: &Event, state: RunState) -> bool {
    matches!(event, Event::Run(_, RunEvent::State(now)) if *now == state)
}

/// What the worker says is kept, with the time.
const START: &str = r#"
    const [base, module, done] = arguments;
    fetch(`${base}index.html`).then(page => page.text()).then(text => {
        const page = new DOMParser().parseFromString(text, "text/html");
        const { workers } = page.querySelector("meta[name='emberlab-build']").dataset;
        const name = workers.split(' ').find(name => name.startsWith(`${module}-`));
        window.heard = [];
        window.worker = new Worker(`${base}${name}_worker.js`);
        window.worker.onmessage = ({ data: [body] }) => {
            window.heard.push([performance.now(), Array.from(new Uint8Array(body))]);
        };
        done();
    });
"#;
