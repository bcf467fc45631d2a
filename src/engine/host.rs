//! The engine's worker: commands in, events out, training in between.

use std::rc::Rc;

use async_channel::Receiver;
use burn::tensor::Device;

use super::checkpoint::Checkpoint;
use super::clock::Tempo;
#[cfg(feature = "labs")]
use super::crew;
use super::device;
#[cfg(feature = "labs")]
use super::experiment::Picture;
use super::imported_weights;
use super::lab::Lab;
use super::lesson::{self, Lessons, Training};
use super::matmul_race::race;
use super::predictor::Predictor;
use super::run::Run;
use super::session::Session;
use super::store::{Arrival, Store, unpacked};
use super::tick::{Outbox, Tick};
use course::settings::Settings;
use data::own::Content;
use protocol::{Backend, BackendReport, Command, Event, Fault, GpuReport, RunId, RunState, Site};
use worker;

/// Serves the page for as long as the worker lives, or the training worker that started this one. Sends `Ready` first.
pub async fn serve(lessons: Lessons) {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    #[cfg(feature = "labs")]
    if let Some(job) = crew::web::own_job(lessons) {
        return crew::web::serve(job).await;
    }
    let (sender, inputs) = async_channel::unbounded();
    let arrivals = sender.clone();
    // Sending fails only when the receiver is gone, and it lives as long as the worker.
    worker::listen(move |message| drop(sender.try_send(Input::Message(message))));
    let store = Store::new(Rc::new(move |arrival| drop(arrivals.try_send(Input::Arrived(arrival)))));
    worker::hold_life().await;
    let gpu = device::probe().await;
    worker::post(&Event::Ready { gpu: gpu.clone() }, &[]);
    let backend = BackendReport::small_net();
    let mut host =
        Host { lessons, gpu, store, backend, run: None, predictor: None, workers_to_measure: None, waits: false };
    let mut next = None;
    loop {
        match next.take().or_else(|| inputs.try_recv().ok()) {
            Some(input) => host.take(input).await,
            None => next = host.work(&inputs).await,
        }
    }
}

/// What wakes the worker.
enum Input {
    /// A message from the page, or why it could not be read.
    Message(Result<(Command, Vec<u8>), Fault>),
    /// A shard of a data set has arrived, or did not.
    Arrived(Arrival),
}

struct Host {
    lessons: Lessons,
    gpu: GpuReport,
    store: Store,
    /// Of the run that was prepared last.
    backend: BackendReport,
    run: Option<Run>,
    predictor: Option<Predictor>,
    /// Asked for, and done once all images are there: unpacking them takes the cores that are to be measured.
    workers_to_measure: Option<u32>,
    /// The run in hand cannot go on before more images arrive.
    waits: bool,
}

impl Host {
    /// One tick of the run in hand, or a wait until something comes in.
    async fn work(&mut self, inputs: &Receiver<Input>) -> Option<Input> {
        if !self.store.is_arriving()
            && let Some(most) = self.workers_to_measure.take()
        {
            self.measure_workers(most).await;
            return None;
        }
        let mut out = Outbox::new();
        let outcome = match &mut self.run {
            Some(run) => run.tick(&mut out).await,
            None => Ok(Tick::Idle),
        };
        send(out);
        self.waits = matches!(outcome, Ok(Tick::WaitingForData));
        match outcome {
            Ok(Tick::Worked) => {
                worker::next_task().await;
                None
            }
            Ok(Tick::Resting { rest_millis }) => {
                worker::rest(rest_millis).await;
                None
            }
            Ok(Tick::WaitingForData | Tick::Idle) => inputs.recv().await.ok(),
            Err(fault) => {
                self.stop(fault);
                None
            }
        }
    }

    async fn take(&mut self, input: Input) {
        let outcome = match input {
            Input::Message(Ok((command, bulk))) => self.obey(command, bulk).await,
            Input::Message(Err(fault)) | Input::Arrived(Arrival::Failed(fault)) => Err(fault),
            Input::Arrived(Arrival::Come) => Ok(()),
            Input::Arrived(Arrival::Delayed { file, retry_seconds }) => {
                if let Some(run) = self.run.as_ref().map(Run::id) {
                    let is_waited_for = self.waits;
                    worker::post(&Event::Delayed { run, file, retry_seconds, is_waited_for }, &[]);
                }
                Ok(())
            }
        };
        if let Err(fault) = outcome {
            let run = self.run.as_ref().map(Run::id);
            worker::post(&Event::Fault { run, fault }, &[]);
        }
    }

    async fn obey(&mut self, command: Command, bulk: Vec<u8>) -> Result<(), Fault> {
        match command {
            Command::Prepare { run, lesson, settings, site } => {
                worker::post(&Event::State { run, state: RunState::Loading }, &[]);
                if let Err(fault) = self.prepare(run, &lesson, settings, &site, &bulk).await {
                    worker::post(&Event::Fault { run: Some(run), fault }, &[]);
                }
            }
            Command::Run => {
                if let Some(run) = &mut self.run {
                    self.store.retry(run.id());
                    run.run();
                }
            }
            Command::Pause => self.on_run(Run::pause),
            Command::Step => self.on_run(Run::single_step),
            Command::Change { key, value } => {
                if let Some(run) = &mut self.run {
                    run.change(&key, &value)?;
                }
            }
            Command::Save => {
                if let Some(run) = &mut self.run {
                    let mut out = Outbox::new();
                    run.save(&mut out).await?;
                    send(out);
                }
            }
            Command::UseFile { name } => {
                if let Err(fault) = self.store.keep_own(&name, bulk).await {
                    answer(Err(fault));
                }
                let files = self.store.own_files();
                if files.iter().any(|file| file.name == name && file.content == Content::Table) {
                    self.describe_table(0);
                }
                answer(Ok((Event::OwnFiles { answered: name, files }, Vec::new())));
            }
            Command::ForgetFiles => self.store.forget_own(),
            Command::UseWeights { lesson } => {
                let lesson = lesson::find(self.lessons, &lesson)?;
                self.predictor = Some(Predictor::new(lesson, &Checkpoint::from_bytes("the checkpoint", &bulk)?)?);
            }
            Command::MatchWeights { lesson, settings, file, choices } => {
                let lesson = lesson::find(self.lessons, &lesson);
                answer(lesson.and_then(|lesson| imported_weights::answer(&file, &bulk, &choices, lesson, &settings)));
            }
            Command::ApplyTo { name } => {
                if let Some(Run::Lab(lab)) = &self.run {
                    let event = Event::File { name: format!("predictions-{name}") };
                    let outcome = unpacked(&name, bulk).await.and_then(|table| lab.apply_to(&table));
                    answer(outcome.map(|bytes| (event, bytes)));
                }
            }
            Command::Predict { request } => self.predict(request, &bulk).await?,
            Command::MeasureBareLoop { steps } => {
                if let Some(Run::Images(session)) = &mut self.run {
                    let step_millis = session.measure_bare_loop(steps as usize).await?;
                    worker::post(&Event::BareLoop { step_millis }, &[]);
                }
            }
            Command::KillWorker => {
                if let Some(Run::Images(session)) = &mut self.run {
                    session.trainer.kill_worker();
                }
            }
            Command::MeasureWorkers { most } => self.workers_to_measure = Some(most),
            Command::RaceMatmul { sizes } => {
                let mut points = race(&Device::flex(), Backend::Cpu, &sizes).await?;
                if self.backend.backend == Backend::Gpu {
                    points.extend(race(&device::open(&self.backend).await?, Backend::Gpu, &sizes).await?);
                }
                worker::post(&Event::MatmulRace { points }, &[]);
            }
            Command::Inspect { request } => {
                self.predict(request, &bulk).await?;
                if let Some(predictor) = &self.predictor {
                    let (event, values) = predictor.inspect(&pixels(&bulk), request).await?;
                    worker::post(&event, &values);
                }
            }
        }
        Ok(())
    }

    /// A new run in place of the one in hand, which stays when this fails.
    async fn prepare(
        &mut self,
        run: RunId,
        lesson: &str,
        settings: Settings,
        site: &Site,
        bulk: &[u8],
    ) -> Result<(), Fault> {
        let lesson = lesson::find(self.lessons, lesson)?;
        let checkpoint = (!bulk.is_empty()).then(|| Checkpoint::from_bytes("the chosen file", bulk)).transpose()?;
        self.backend = device::served_here(BackendReport::choose(settings.backend(), &self.gpu));
        let mut next = match lesson.training {
            Training::Lab(_) | Training::Table(..) => {
                let backend = BackendReport::small_net();
                if matches!(lesson.training, Training::Table(..)) && settings.choice("data") == "own" {
                    self.describe_table(settings.integer("seed"));
                }
                let table = self.store.own_table();
                Run::Lab(Box::new(Lab::new(
                    run,
                    lesson,
                    settings,
                    backend,
                    checkpoint.as_ref(),
                    Tempo::Watched,
                    table,
                )?))
            }
            Training::Images(_) => {
                let backend = self.backend.clone();
                let device = device::open(&backend).await?;
                let data = self.store.get(run, site, &settings, lesson).await?;
                let session = Session::new(run, lesson, settings, backend, &device, data, checkpoint.as_ref())?;
                Run::Images(Box::new(session))
            }
        };
        let mut out = Outbox::new();
        next.begin(&mut out);
        send(out);
        self.run = Some(next);
        self.workers_to_measure = None;
        Ok(())
    }

    /// Says what the reader's own table holds, so that what to predict can be chosen whether or not a run can be prepared.
    #[cfg(feature = "labs")]
    fn describe_table(&self, seed: u64) {
        let describe = self.lessons.iter().find_map(|lesson| match lesson.training {
            Training::Table(_, describe) => Some(describe),
            Training::Images(_) | Training::Lab(_) => None,
        });
        if let (Some(describe), Some(table)) = (describe, self.store.own_table()) {
            answer(describe(table, seed).map(|Picture { arrays, values, words }| {
                (Event::Table { arrays, words }, bytemuck::cast_slice(&values).to_vec())
            }));
        }
    }

    /// This engine has no lesson on tables.
    #[cfg(not(feature = "labs"))]
    fn describe_table(&self, _seed: u64) {}

    async fn measure_workers(&self, most: u32) {
        if let Some(Run::Images(session)) = &self.run {
            answer(
                session
                    .measure_workers(most as usize)
                    .await
                    .map(|points| (Event::WorkersMeasured { points }, Vec::new())),
            );
        }
    }

    async fn predict(&self, request: u32, bulk: &[u8]) -> Result<(), Fault> {
        if let Some(predictor) = &self.predictor {
            let probabilities = predictor.predict(&pixels(bulk)).await?;
            worker::post(&Event::Prediction { request, probabilities }, &[]);
        }
        Ok(())
    }

    fn on_run(&mut self, act: impl FnOnce(&mut Run)) {
        if let Some(run) = &mut self.run {
            act(run);
        }
    }

    /// A run that cannot go on.
    fn stop(&mut self, fault: Fault) {
        let Some(run) = &mut self.run else { return };
        run.pause();
        let run = run.id();
        worker::post(&Event::Fault { run: Some(run), fault }, &[]);
        worker::post(&Event::State { run, state: RunState::Failed }, &[]);
        self.run = None;
    }
}

/// Says what became of something beside the run. A fault of it is none of the run's, which goes on.
fn answer(outcome: Result<(Event, Vec<u8>), Fault>) {
    let (event, bulk) = outcome.unwrap_or_else(|fault| (Event::Fault { run: None, fault }, Vec::new()));
    worker::post(&event, &bulk);
}

fn send(out: Outbox) {
    out.iter().for_each(|(event, bulk)| worker::post(event, bulk));
}

fn pixels(bulk: &[u8]) -> Vec<f32> {
    bytemuck::pod_collect_to_vec(&bulk[..bulk.len() / 4 * 4])
}
