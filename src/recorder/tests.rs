//! Files that the same crate reads back: size, number, delays and colours of the frames.
#![cfg(test)]

use gif::{ColorOutput, DecodeOptions};

use super::worker::apply;
use super::*;
use protocol::{RecordCommand, RecordEvent};

const PAPER: [u8; 4] = [255, 255, 255, 255];
const RED: [u8; 4] = [200, 30, 10, 255];

/// A white picture of 6 x 4 pixels with these red ones.
fn picture(red: &[(usize, usize)]) -> Vec<u8> {
    let mut rgba = PAPER.repeat(6 * 4);
    for (x, y) in red {
        rgba[(y * 6 + x) * CHANNELS..][..CHANNELS].copy_from_slice(&RED);
    }
    rgba
}

/// Left, top, width, height, delay and RGBA of each frame.
type Cut = ([u16; 4], u16, Vec<u8>);

fn decode(file: &[u8]) -> ((u16, u16), Vec<Cut>) {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    let mut decoder = options.read_info(file).unwrap();
    assert_eq!(decoder.repeat(), Repeat::Infinite);
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        let place = [frame.left, frame.top, frame.width, frame.height];
        frames.push((place, frame.delay, frame.buffer.to_vec()));
    }
    ((decoder.width(), decoder.height()), frames)
}

#[test]
fn frames_come_back_as_they_went_in() {
    let mut recorder = Recorder::new(6, 4, 10).unwrap();
    recorder.push(picture(&[(1, 1)])).unwrap();
    recorder.push(picture(&[(2, 1), (4, 2)])).unwrap();
    recorder.push(picture(&[(2, 1), (4, 2)])).unwrap();
    assert_eq!(recorder.frames(), 2, "a frame like the last one is left out");
    let (size, frames) = decode(&recorder.finish().unwrap());
    assert_eq!(size, (6, 4));
    assert_eq!(frames[0], ([0, 0, 6, 4], 10, picture(&[(1, 1)])));
    // What has changed lies between (1, 1) and (4, 2).
    let cut = [PAPER, RED, PAPER, PAPER, PAPER, PAPER, PAPER, RED].concat();
    assert_eq!(frames[1], ([1, 1, 4, 2], 10, cut));
}

#[test]
fn the_delay_is_what_the_speed_asks_for() {
    for (frames_per_second, delay_centis) in [(5, 20), (10, 10), (20, 5)] {
        let mut recorder = Recorder::new(6, 4, frames_per_second).unwrap();
        recorder.push(picture(&[])).unwrap();
        assert_eq!(decode(&recorder.finish().unwrap()).1[0].1, delay_centis);
    }
}

#[test]
fn more_than_256_colours_stay_close() {
    let (width, height) = (64usize, 64usize);
    let pixel = |index: usize| {
        let (x, y) = (index % width, index / width);
        if x < 32 { PAPER } else { [(x * 4) as u8, (y * 4) as u8, 90, 255] }
    };
    let rgba: Vec<u8> = (0..width * height).flat_map(pixel).collect();
    let mut recorder = Recorder::new(width as u16, height as u16, 5).unwrap();
    recorder.push(rgba.clone()).unwrap();
    let frames = decode(&recorder.finish().unwrap()).1;
    let errors = rgba.iter().zip(&frames[0].2).map(|(before, after)| f64::from(before.abs_diff(*after)));
    assert!(errors.sum::<f64>() / (rgba.len() as f64) < 3.0);
    assert_eq!(frames[0].2[..CHANNELS], PAPER, "paper stays white");
}

#[test]
fn the_worker_answers_each_command() {
    let mut recorder = None;
    let mut tell = |command, bulk| apply(&mut recorder, command, bulk);
    let begin = RecordCommand::Begin { width_px: 6, height_px: 4, frames_per_second: 5 };
    assert!(matches!(tell(RecordCommand::Frame, picture(&[])), Err(Fault::BadMessage { .. })));
    assert!(matches!(tell(RecordCommand::Finish, Vec::new()), Err(Fault::BadMessage { .. })));
    assert_eq!(tell(begin.clone(), Vec::new()).unwrap().0, RecordEvent::Frames { count: 0 });
    assert!(matches!(tell(RecordCommand::Frame, vec![0; 7]), Err(Fault::BadMessage { .. })));
    assert_eq!(tell(RecordCommand::Frame, picture(&[])).unwrap().0, RecordEvent::Frames { count: 1 });
    let (event, file) = tell(RecordCommand::Finish, Vec::new()).unwrap();
    assert_eq!((event, decode(&file).1.len()), (RecordEvent::File, 1));
    let empty = RecordCommand::Begin { width_px: 0, height_px: 4, frames_per_second: 5 };
    assert!(matches!(tell(empty, Vec::new()), Err(Fault::BadMessage { .. })));
}
