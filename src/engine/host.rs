//! The engine's worker: commands in, events out, training in between.

use std::rc::Rc;

use async_channel::Receiver;

use super::checkpoint::Checkpoint;
use super::device;
use super::net::Net;
use super::predictor::Predictor;
use super::session::{Outbox, Session, Tick};
use super::store::Store;
use crate::lessons;
use crate::lessons::settings::Settings;
use crate::protocol::{BackendReport, Command, Event, Fault, GpuReport, RunId, RunState, Site};
use crate::worker;

/// Serves the page for as long as the worker lives. Sends `Ready` first.
pub async fn serve<N: Net>() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    let (sender, inputs) = async_channel::unbounded();
    let arrivals = sender.clone();
    // Sending fails only when the receiver is gone, and it lives as long as the worker.
    worker::listen(move |message| drop(sender.try_send(Input::Message(message))));
    let store = Store::new(Rc::new(move |outcome| drop(arrivals.try_send(Input::Arrived(outcome)))));
    let gpu = device::probe().await;
    worker::post(&Event::Ready { gpu: gpu.clone() }, &[]);
    let mut host = Host::<N> { gpu, store, session: None, predictor: None };
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
    Arrived(Result<(), Fault>),
}

struct Host<N: Net> {
    gpu: GpuReport,
    store: Store,
    session: Option<Session<N>>,
    predictor: Option<Predictor<N>>,
}

impl<N: Net> Host<N> {
    /// One tick of the run in hand, or a wait until something comes in.
    async fn work(&mut self, inputs: &Receiver<Input>) -> Option<Input> {
        let mut out = Outbox::new();
        let outcome = match &mut self.session {
            Some(session) => session.tick(&mut out).await,
            None => Ok(Tick::Idle),
        };
        send(out);
        match outcome {
            Ok(Tick::Worked) => {
                worker::next_task().await;
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
            Input::Message(Err(fault)) | Input::Arrived(Err(fault)) => Err(fault),
            Input::Arrived(Ok(())) => Ok(()),
        };
        if let Err(fault) = outcome {
            let run = self.session.as_ref().map(Session::run_id);
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
                if let Some(session) = &mut self.session {
                    self.store.retry(session.run_id());
                    session.run();
                }
            }
            Command::Pause => self.on_session(Session::pause),
            Command::Step => self.on_session(Session::single_step),
            Command::SetLearningRate { learning_rate } => {
                self.on_session(|session| session.set_learning_rate(learning_rate));
            }
            Command::Save => {
                if let Some(session) = &mut self.session {
                    let mut out = Outbox::new();
                    session.save(&mut out).await?;
                    send(out);
                }
            }
            Command::UseFile { name } => {
                // No run's fault: the one in hand goes on.
                if let Err(fault) = self.store.keep_own(name, &bulk).await {
                    worker::post(&Event::Fault { run: None, fault }, &[]);
                }
            }
            Command::UseWeights { lesson } => {
                lessons::find(&lesson).ok_or(Fault::NoSuchLesson { id: lesson })?;
                self.predictor = Some(Predictor::new(&Checkpoint::from_bytes("the checkpoint", &bulk)?)?);
            }
            Command::Predict { request } => self.predict(request, &bulk).await?,
            Command::MeasureBareLoop { steps } => {
                if let Some(session) = &mut self.session {
                    let step_millis = session.measure_bare_loop(steps as usize).await?;
                    worker::post(&Event::BareLoop { step_millis }, &[]);
                }
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
        let lesson = lessons::find(lesson).ok_or_else(|| Fault::NoSuchLesson { id: lesson.to_owned() })?;
        let checkpoint = (!bulk.is_empty()).then(|| Checkpoint::from_bytes("the chosen file", bulk)).transpose()?;
        let backend = BackendReport::choose(settings.backend(), &self.gpu);
        let backend = device::served_here(backend);
        let device = device::open(&backend).await?;
        let data = self.store.get(run, site, settings.choice("data"), lesson.classes.len() as u8).await?;
        let mut session = Session::new(run, lesson, settings, backend, &device, data, checkpoint.as_ref())?;
        let mut out = Outbox::new();
        session.begin(&mut out);
        send(out);
        self.session = Some(session);
        Ok(())
    }

    async fn predict(&self, request: u32, bulk: &[u8]) -> Result<(), Fault> {
        if let Some(predictor) = &self.predictor {
            let probabilities = predictor.predict(&pixels(bulk)).await?;
            worker::post(&Event::Prediction { request, probabilities }, &[]);
        }
        Ok(())
    }

    fn on_session(&mut self, act: impl FnOnce(&mut Session<N>)) {
        if let Some(session) = &mut self.session {
            act(session);
        }
    }

    /// A run that cannot go on.
    fn stop(&mut self, fault: Fault) {
        let Some(session) = &mut self.session else { return };
        session.pause();
        let run = session.run_id();
        worker::post(&Event::Fault { run: Some(run), fault }, &[]);
        worker::post(&Event::State { run, state: RunState::Failed }, &[]);
        self.session = None;
    }
}

fn send(out: Outbox) {
    out.iter().for_each(|(event, bulk)| worker::post(event, bulk));
}

fn pixels(bulk: &[u8]) -> Vec<f32> {
    bytemuck::pod_collect_to_vec(&bulk[..bulk.len() / 4 * 4])
}
