//! Records a canvas: a timer takes pictures, a worker of its own packs them, the browser saves the file.

use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;

use super::recording::{Phase, Recording, Wishes};
use crate::components::download;
use crate::conduct::worker_queue::WorkerQueue;
use crate::figures::canvas::Grabber;
use crate::link;
use crate::site::Site;
use protocol::{Cause, Fault, RecordCommand, RecordEvent};

/// One canvas and its recorder, which is started with the first recording.
#[derive(Clone, Copy)]
pub struct Studio {
    pub wishes: RwSignal<Wishes>,
    pub recording: RwSignal<Recording>,
    canvas: NodeRef<html::Canvas>,
    name: &'static str,
    site: StoredValue<Site>,
    recorder: StoredValue<Option<WorkerQueue<RecordCommand>>, LocalStorage>,
    grabber: StoredValue<Option<Grabber>, LocalStorage>,
    timer: StoredValue<Option<IntervalHandle>>,
}

impl Studio {
    pub fn new(canvas: NodeRef<html::Canvas>, name: &'static str) -> Self {
        let studio = Self {
            wishes: RwSignal::default(),
            recording: RwSignal::default(),
            canvas,
            name,
            site: StoredValue::new(expect_context()),
            recorder: StoredValue::new_local(None),
            grabber: StoredValue::new_local(None),
            timer: StoredValue::new(None),
        };
        on_cleanup(move || studio.rest());
        studio
    }

    pub fn begin(self) {
        let wishes = self.wishes.get_untracked();
        let grabber = self.canvas.get_untracked().and_then(|canvas| Grabber::new(&canvas, wishes.width_px));
        let Some(grabber) = grabber else { return };
        let (width_px, height_px, frames_per_second) = (wishes.width_px, grabber.height_px, wishes.frames_per_second);
        self.grabber.set_value(Some(grabber));
        self.recording.set(Recording::begin(wishes));
        self.tell(RecordCommand::Begin { width_px, height_px, frames_per_second }, Arc::default());
        self.take_picture();
        let pause = Duration::from_millis(1000 / u64::from(frames_per_second));
        self.timer.set_value(set_interval_with_handle(move || self.take_picture(), pause).ok());
    }

    /// Ends the recording; the file comes when it is packed.
    pub fn finish(self) {
        self.rest();
        self.recording.update(|recording| recording.phase = Phase::Packing);
        self.tell(RecordCommand::Finish, Arc::default());
    }

    fn take_picture(self) {
        let canvas = self.canvas.get_untracked();
        let Some(canvas) = canvas.filter(|_| self.recording.with_untracked(Recording::takes_frame)) else { return };
        let picture = self.grabber.with_value(|grabber| grabber.as_ref().map(|grabber| grabber.grab(&canvas)));
        match picture {
            Some(Ok(rgba)) => {
                self.recording.update(Recording::sent);
                self.tell(RecordCommand::Frame, rgba.into());
            }
            Some(Err(error)) => self.fail(format!("{error:?}").into()),
            None => {}
        }
    }

    fn tell(self, command: RecordCommand, bulk: Arc<[u8]>) {
        self.recorder.update_value(|recorder| {
            recorder.get_or_insert_with(|| self.start_recorder()).send(command, bulk);
        });
    }

    fn start_recorder(self) -> WorkerQueue<RecordCommand> {
        let link = self.site.with_value(|site| {
            link::start(
                site,
                ("recorder", "recorder"),
                move |message| self.hear(message),
                move |death| {
                    self.recorder.set_value(None);
                    self.fail(death.into());
                },
            )
        });
        WorkerQueue::new(link)
    }

    fn hear(self, message: Result<(RecordEvent, Vec<u8>), Fault>) {
        match message {
            Ok((RecordEvent::Ready, _)) => {
                self.recorder.update_value(|recorder| recorder.iter_mut().for_each(WorkerQueue::ready));
            }
            Ok((RecordEvent::Frames { count }, _)) => {
                self.recording.update(|recording| recording.answered(count));
                if self.recording.with_untracked(Recording::is_complete) {
                    self.finish();
                }
            }
            Ok((RecordEvent::File, file)) => {
                download::save(&format!("emberlab-{}.gif", self.name), "image/gif", &file);
                self.recording.update(|recording| recording.phase = Phase::Saved { bytes: file.len() });
            }
            Ok((RecordEvent::Fault(fault), _)) | Err(fault) => self.fail(cause(fault)),
        }
    }

    fn fail(self, detail: Cause) {
        self.rest();
        self.recording.update(|recording| recording.phase = Phase::Failed { detail });
    }

    /// No more pictures.
    fn rest(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}

/// The recorder's only faults are messages that it cannot follow.
fn cause(fault: Fault) -> Cause {
    if let Fault::BadMessage { detail } = fault { detail } else { fault.code().into() }
}
