//! The engine's worker: commands in, events out, training in between.

mod predictor;
mod probe;
mod store;

use std::rc::Rc;

use async_channel::Receiver;
use burn::tensor::Device;

use crate::checkpoint::Checkpoint;
use crate::clock::Tempo;
use crate::crew;
use crate::device;
use crate::imported_weights;
use crate::lesson::{self, Lessons, Training};
use crate::matmul_race::race;
use crate::run::frame::Frame;
use crate::run::{Run, Tick};
use course::settings::Settings;
use data::own::Content;
use protocol::{
    Answer, Backend, BackendReport, Command, Delay, Event, Fault, GpuReport, PREDICTOR, Picture, Question, Request,
    RunEvent, RunId, RunState, Site,
};
use store::{Arrival, Store, unpacked};

/// Serves the page for as long as the worker lives, or the training worker that started this one, as its name says. Sends
/// `Ready` first.
pub async fn serve(lessons: Lessons) {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    if let Some(job) = crew::web::own_job(lessons) {
        return crew::web::serve(job).await;
    }
    if worker::is_for(PREDICTOR) {
        return predictor::serve(lessons).await;
    }
    let (sender, inputs) = async_channel::unbounded();
    let arrivals = sender.clone();
    // Sending fails only when the receiver is gone, and it lives as long as the worker.
    worker::listen(move |message| drop(sender.try_send(Input::Message(message))));
    let store = Store::new(Rc::new(move |arrival| drop(arrivals.try_send(Input::Arrived(arrival)))));
    worker::hold_life().await;
    let gpu = probe::probe().await;
    worker::post(&Event::Ready { gpu: gpu.clone() }, &[]);
    let backend = BackendReport::small_net();
    let mut host = Host { lessons, gpu, store, backend, run: None, workers_to_measure: None, waits: false };
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
    /// Asked for, and done once all images are there: unpacking them takes the cores that are to be measured.
    workers_to_measure: Option<(Request, u32)>,
    /// The run in hand cannot go on before more images arrive.
    waits: bool,
}

impl Host {
    /// One tick of the run in hand, or a wait until something comes in.
    async fn work(&mut self, inputs: &Receiver<Input>) -> Option<Input> {
        let Some(run) = &mut self.run else { return inputs.recv().await.ok() };
        if !self.store.is_arriving()
            && let Some((request, most)) = self.workers_to_measure.take()
        {
            let points = run.measure_workers(most as usize).await;
            answer(request, points.map(|points| (Answer::WorkersMeasured { points }, Vec::new())));
            return None;
        }
        let outcome = run.tick().await;
        self.waits = matches!(outcome, Ok(Tick::WaitingForData));
        if let Err(fault) = &outcome {
            run.fail(fault.clone());
        }
        self.send();
        match outcome {
            Ok(Tick::Worked) => worker::next_task().await,
            Ok(Tick::Resting { rest_millis }) => worker::rest(rest_millis).await,
            Ok(Tick::WaitingForData | Tick::Idle) => return inputs.recv().await.ok(),
            Err(_) => self.run = None,
        }
        None
    }

    async fn take(&mut self, input: Input) {
        match (input, &mut self.run) {
            (Input::Message(Ok((command, bulk))), _) => self.obey(command, bulk).await,
            (Input::Arrived(Arrival::Failed(fault)), Some(run)) => run.say(RunEvent::Fault(fault)),
            (Input::Message(Err(fault)) | Input::Arrived(Arrival::Failed(fault)), _) => {
                worker::post(&Event::Fault(fault), &[]);
            }
            (Input::Arrived(Arrival::Delayed { file, retry_seconds }), Some(run)) => {
                run.say(RunEvent::Delayed(Delay { file, retry_seconds, is_waited_for: self.waits }));
            }
            (Input::Arrived(Arrival::Come | Arrival::Delayed { .. }), _) => {}
        }
        self.send();
    }

    async fn obey(&mut self, command: Command, bulk: Vec<u8>) {
        match (command, &mut self.run) {
            (Command::Prepare { run, lesson, settings, site, workers }, _) => {
                say(run, RunEvent::State(RunState::Loading), &[]);
                match self.prepare(run, &lesson, settings, &site, &bulk).await {
                    Ok(mut next) => {
                        next.limit_workers(workers);
                        next.begin();
                        (self.run, self.workers_to_measure) = (Some(next), None);
                    }
                    Err(fault) => say(run, RunEvent::Fault(fault), &[]),
                }
            }
            (Command::LimitWorkers { workers }, Some(run)) => run.limit_workers(workers),
            (Command::ForgetFiles, _) => self.store.forget_own(),
            (Command::Ask(request, question), _) => match self.reply(request, question, bulk).await {
                Ok(None) => {}
                Ok(Some(reply)) => answer(request, Ok(reply)),
                Err(fault) => answer(request, Err(fault)),
            },
            (Command::Run, Some(run)) => {
                self.store.bring_all(run.id());
                run.run();
            }
            (Command::Pause, Some(run)) => run.pause(),
            (Command::Step, Some(run)) => {
                self.store.bring_all(run.id());
                run.single_step();
            }
            (Command::KillWorker, Some(run)) => run.kill_worker(),
            (Command::Change { key, value }, Some(run)) => {
                run.change(&key, &value).unwrap_or_else(|fault| run.say(RunEvent::Fault(fault)));
            }
            (Command::Save, Some(run)) => {
                run.save().await.unwrap_or_else(|fault| run.say(RunEvent::Fault(fault)));
            }
            (
                Command::LimitWorkers { .. }
                | Command::Run
                | Command::Pause
                | Command::Step
                | Command::KillWorker
                | Command::Change { .. }
                | Command::Save,
                None,
            ) => {}
        }
    }

    /// What is to be said to a question at once, with its bulk; nothing where it is answered later. A fault of it is none of the run's, which goes on.
    async fn reply(
        &mut self,
        request: Request,
        question: Question,
        bulk: Vec<u8>,
    ) -> Result<Option<(Answer, Vec<u8>)>, Fault> {
        Ok(Some(match question {
            Question::UseFile { name } => {
                if let Err(fault) = self.store.keep_own(&name, bulk).await {
                    answer(request, Err(fault));
                }
                let files = self.store.own_files();
                if files.iter().any(|file| file.name == name && file.content == Content::Table)
                    && let Some(table) = self.own_table(0)
                {
                    answer(request, table.map(|table| (Answer::Table(table.clone()), table.bulk())));
                }
                (Answer::OwnFiles { answered: name, files }, Vec::new())
            }
            Question::ApplyTo { name } => {
                let run = self.run.as_ref().ok_or(Fault::NoModel)?;
                let said = run.apply_to(&unpacked(&name, bulk).await?)?;
                (Answer::File { name: format!("predictions-{name}") }, said)
            }
            Question::MatchWeights { lesson, settings, file, choices } => {
                imported_weights::answer(&file, &bulk, &choices, lesson::find(self.lessons, &lesson)?, &settings)?
            }
            Question::MeasureBareLoop { exercise, steps } => {
                let run = self.run.as_mut().ok_or(Fault::NoModel)?;
                (Answer::BareLoop { step_millis: run.measure_bare_loop(exercise, steps as usize).await? }, Vec::new())
            }
            Question::RaceMatmul { sizes } => {
                let mut points = race(&Device::flex(), Backend::Cpu, &sizes).await?;
                if self.backend.backend == Backend::Gpu {
                    points.extend(race(&device::open(&self.backend).await?, Backend::Gpu, &sizes).await?);
                }
                (Answer::MatmulRace { points }, Vec::new())
            }
            Question::MeasureWorkers { most } => {
                self.workers_to_measure = Some((request, most));
                return Ok(None);
            }
        }))
    }

    /// A run that can take the place of the one in hand.
    async fn prepare(
        &mut self,
        run: RunId,
        lesson: &str,
        settings: Settings,
        site: &Site,
        bulk: &[u8],
    ) -> Result<Run, Fault> {
        let lesson = lesson::find(self.lessons, lesson)?;
        let checkpoint = (!bulk.is_empty()).then(|| Checkpoint::from_bytes("the chosen file", bulk)).transpose()?;
        self.backend = device::served_here(BackendReport::choose(settings.backend(), &self.gpu));
        match lesson.training {
            Training::Lab(_) | Training::Table(..) => {
                if matches!(lesson.training, Training::Table(..))
                    && settings.choice("data") == "own"
                    && let Some(Ok(table)) = self.own_table(settings.integer("seed"))
                {
                    let bulk = table.bulk();
                    say(run, RunEvent::Table(table), &bulk);
                }
                let frame = Frame::new(run, lesson, settings, BackendReport::small_net());
                Run::in_lab(frame, Tempo::Watched, self.store.own_table(), checkpoint.as_ref())
            }
            Training::Images(_) => {
                let device = device::open(&self.backend).await?;
                let data = self.store.get(run, site, &settings, lesson).await?;
                let frame = Frame::new(run, lesson, settings, self.backend.clone());
                Run::on_images(frame, &device, data, checkpoint.as_ref())
            }
        }
    }

    /// What the reader's own table holds, so that what to predict can be chosen whether or not a run can be prepared.
    fn own_table(&self, seed: u64) -> Option<Result<Picture, Fault>> {
        let describe = self.lessons.iter().find_map(|lesson| match lesson.training {
            Training::Table(_, describe) => Some(describe),
            Training::Images(_) | Training::Lab(_) => None,
        });
        Some(describe?(self.store.own_table()?, seed))
    }

    /// Sends what the run in hand has to say.
    fn send(&mut self) {
        let Some(run) = &mut self.run else { return };
        run.said().into_iter().for_each(|(event, bulk)| say(run.id(), event, &bulk));
    }
}

fn say(run: RunId, event: RunEvent, bulk: &[u8]) {
    worker::post(&Event::Run(run, event), bulk);
}

fn answer(request: Request, outcome: Result<(Answer, Vec<u8>), Fault>) {
    let (answer, bulk) = match outcome {
        Ok((answer, bulk)) => (Ok(answer), bulk),
        Err(fault) => (Err(fault), Vec::new()),
    };
    worker::post(&Event::Answer(request, answer), &bulk);
}
