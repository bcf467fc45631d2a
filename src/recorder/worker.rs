//! The recorder's loop in the browser: a message in, an event out.

use super::Recorder;
use fault::{Cause, Fault};
use protocol::{RecordCommand, RecordEvent};
use worker::{announce, listen, post};

/// Says `Ready`, then does as the page commands.
pub fn run() {
    let mut recorder = None;
    listen(move |message: Result<(RecordCommand, Vec<u8>), Fault>| {
        let answer = message.and_then(|(command, bulk)| apply(&mut recorder, command, bulk));
        let (event, bulk) = answer.unwrap_or_else(|fault| (RecordEvent::Fault(fault), Vec::new()));
        post(&event, &bulk);
    });
    announce(RecordEvent::Ready);
}

/// One command on the animation in hand, and the answer with its bulk.
///
/// # Errors
/// Those of [`Recorder`], and [`Fault::BadMessage`] for a frame of no animation.
pub fn apply(
    recorder: &mut Option<Recorder>,
    command: RecordCommand,
    bulk: Vec<u8>,
) -> Result<(RecordEvent, Vec<u8>), Fault> {
    let nothing_begun = || Fault::BadMessage { detail: Cause::NoAnimation };
    let frames = |recorder: &Recorder| RecordEvent::Frames { count: recorder.frames() };
    match command {
        RecordCommand::Begin { width_px, height_px, frames_per_second } => {
            let begun = recorder.insert(Recorder::new(width_px, height_px, frames_per_second)?);
            Ok((frames(begun), Vec::new()))
        }
        RecordCommand::Frame => {
            let recorder = recorder.as_mut().ok_or_else(nothing_begun)?;
            recorder.push(bulk)?;
            Ok((frames(recorder), Vec::new()))
        }
        RecordCommand::Finish => Ok((RecordEvent::File, recorder.take().ok_or_else(nothing_begun)?.finish()?)),
    }
}
