//! Commands and frames, without a worker around them.

use super::*;
use protocol::Placed;

const POINTS: usize = 30;

/// Thirty points in the plane, the same for every step.
fn bulk() -> Vec<u8> {
    let values: Vec<f32> = (0..POINTS * 2).map(|index| ((index * 17) % 29) as f32).collect();
    bytemuck::cast_slice(&values).to_vec()
}

fn send(session: &mut Session, step: u64) {
    let options = EmbedOptions { perplexity: 5.0, ..Default::default() };
    let command = EmbedCommand::Features { run: RunId(1), step, points: POINTS, dimensions: 2, sources: 0, options };
    session.apply(command, &bulk()).unwrap();
}

fn session() -> Session {
    let mut session = Session::default();
    send(&mut session, 100);
    session
}

/// Step, iteration and positions of the next frame.
fn next(session: &mut Session) -> (u64, u64, Vec<f32>) {
    let Frame { event, positions } = session.advance(|| false).expect("a busy session moves its points");
    let EmbedEvent::Frame { step, iteration, kl_nats, .. } = event else { panic!("{event:?}") };
    assert!(kl_nats.is_finite());
    (step, iteration, positions)
}

#[test]
fn frames_follow_until_the_picture_has_settled() {
    let mut session = Session::default();
    assert!(!session.is_busy() && session.advance(|| false).is_none());
    send(&mut session, 100);
    for frame in 1..=100 {
        let (step, iteration, positions) = next(&mut session);
        assert_eq!((step, iteration, positions.len()), (100, 10 * frame, 2 * POINTS));
    }
    assert!(!session.is_busy() && session.advance(|| false).is_none());
}

#[test]
fn work_is_cut_into_slices() {
    let mut session = session();
    // Points appear, at most eight at a time, as soon as they have their neighbours; then all of them begin to move.
    for points in [8, 16, 24, POINTS] {
        let Frame { event, positions } = session.advance(|| true).unwrap();
        assert!(matches!(event, EmbedEvent::Frame { iteration: 0, .. }), "{event:?}");
        assert_eq!(positions.len(), 2 * points);
    }
    assert!(session.advance(|| true).is_none());
    assert_eq!(next(&mut session).1, 10);
}

#[test]
fn a_drawing_is_projected_as_the_points_were() {
    let mut session = Session::default();
    // Sums of three numbers of which the mean is 1, 1 and 1.
    let numbers: Vec<f32> = (0..POINTS).map(|index| index as f32).chain([1.0; 6]).collect();
    let options = EmbedOptions { perplexity: 5.0, ..Default::default() };
    let command = EmbedCommand::Features { run: RunId(1), step: 1, points: POINTS, dimensions: 1, sources: 3, options };
    session.apply(command, bytemuck::cast_slice(&numbers)).unwrap();
    session.apply(EmbedCommand::Place { run: RunId(1) }, bytemuck::cast_slice(&[5.0f32, 2.0, 3.0])).unwrap();
    assert_eq!(next_drawn(&mut session).1.unwrap().neighbours[0], 7);
    let whole = session.apply(EmbedCommand::Place { run: RunId(1) }, bytemuck::cast_slice(&[7.0f32]));
    assert!(matches!(whole, Err(Fault::BadMessage { .. })));
}

#[test]
fn new_features_keep_the_positions() {
    let mut session = session();
    let (_, _, before) = (0..60).map(|_| next(&mut session)).last().unwrap();
    send(&mut session, 200);
    let (step, iteration, after) = next(&mut session);
    assert_eq!((step, iteration), (200, 10));
    let longest = before.iter().zip(&after).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    let radius = before.iter().fold(0.0, |radius: f32, x| radius.max(x.abs()));
    assert!(longest < radius, "{longest} of {radius}");
}

#[test]
fn features_that_come_faster_than_they_are_prepared_do_not_stop_the_picture() {
    let mut session = session();
    let frames = (1..=100).filter_map(|step| {
        send(&mut session, step);
        session.advance(|| true).filter(|frame| !matches!(frame.event, EmbedEvent::Frame { iteration: 0, .. }))
    });
    assert!(frames.count() > 10);
}

#[test]
fn pause_stops_and_resume_goes_on() {
    let mut session = session();
    next(&mut session);
    session.apply(EmbedCommand::Pause, &[]).unwrap();
    send(&mut session, 300);
    assert!(!session.is_busy() && session.advance(|| false).is_none());
    session.apply(EmbedCommand::Resume, &[]).unwrap();
    assert_eq!(next(&mut session).0, 300);
}

#[test]
fn tuning_wakes_a_settled_picture() {
    let mut session = session();
    while session.is_busy() {
        next(&mut session);
    }
    let options = EmbedOptions { perplexity: 5.0, learning_rate: 50.0, ..Default::default() };
    session.apply(EmbedCommand::Tune { options }, &[]).unwrap();
    assert_eq!(next(&mut session).1, 1010);
    session.apply(EmbedCommand::Tune { options: EmbedOptions { perplexity: 8.0, ..options } }, &[]).unwrap();
    assert_eq!(next(&mut session).1, 10);
}

#[test]
fn reset_forgets_and_the_same_seed_gives_the_same_picture() {
    let mut session = session();
    let first = next(&mut session);
    next(&mut session);
    session.apply(EmbedCommand::Reset, &[]).unwrap();
    assert!(!session.is_busy());
    send(&mut session, 100);
    assert_eq!(next(&mut session), first);
}

#[test]
fn bad_messages_change_nothing() {
    let mut session = session();
    let options = EmbedOptions::default();
    let features =
        EmbedCommand::Features { run: RunId(1), step: 200, points: POINTS, dimensions: 2, sources: 0, options };
    assert!(matches!(session.apply(features, &bulk()[4..]), Err(Fault::BadMessage { .. })));
    let options = EmbedOptions { perplexity: f64::NAN, ..options };
    assert!(matches!(session.apply(EmbedCommand::Tune { options }, &[]), Err(Fault::BadSetting { .. })));
    assert_eq!(next(&mut session).0, 100);
}

/// Iteration of the next frame, and where the drawing is.
fn next_drawn(session: &mut Session) -> (u64, Option<Placed>) {
    let Frame { event, .. } = session.advance(|| false).expect("there is something to show");
    let EmbedEvent::Frame { iteration, drawn, .. } = event else { panic!("{event:?}") };
    (iteration, drawn)
}

/// Draws what looks like point 7.
fn draw(session: &mut Session, run: u32) {
    session.apply(EmbedCommand::Place { run: RunId(run) }, &bulk()[7 * 8..8 * 8]).unwrap();
}

#[test]
fn a_drawing_follows_the_picture_until_it_is_cleared() {
    let mut session = session();
    draw(&mut session, 1);
    let mut before = None;
    for frame in 1..=60 {
        let (iteration, drawn) = next_drawn(&mut session);
        let drawn = drawn.unwrap();
        assert_eq!((iteration, drawn.neighbours[0], drawn.neighbours.len()), (10 * frame, 7, 10));
        assert_ne!(before.replace((drawn.x, drawn.y)), Some((drawn.x, drawn.y)));
    }
    session.apply(EmbedCommand::Clear, &[]).unwrap();
    assert_eq!(next_drawn(&mut session), (610, None));
}

#[test]
fn a_drawing_is_placed_at_once_where_nothing_moves() {
    let mut session = session();
    while session.is_busy() {
        next(&mut session);
    }
    draw(&mut session, 1);
    let (iteration, drawn) = next_drawn(&mut session);
    assert_eq!((iteration, drawn.unwrap().neighbours[0]), (1000, 7));
    assert!(!session.is_busy());
    session.apply(EmbedCommand::Pause, &[]).unwrap();
    session.apply(EmbedCommand::Clear, &[]).unwrap();
    assert_eq!(next_drawn(&mut session), (1000, None));
    session.apply(EmbedCommand::Clear, &[]).unwrap();
    assert!(!session.is_busy() && session.advance(|| false).is_none());
}

#[test]
fn a_drawing_does_not_wait_for_features_that_are_being_prepared() {
    let mut session = session();
    next(&mut session);
    send(&mut session, 200);
    draw(&mut session, 1);
    let frame = session.advance(|| true).expect("the picture in hand");
    assert!(matches!(frame.event, EmbedEvent::Frame { step: 100, drawn: Some(_), .. }), "{:?}", frame.event);
}

#[test]
fn a_drawing_of_another_run_or_length_is_not_placed() {
    let mut session = Session::default();
    draw(&mut session, 1);
    send(&mut session, 100);
    draw(&mut session, 2);
    let place = EmbedCommand::Place { run: RunId(1) };
    assert!(matches!(session.apply(place, &bulk()[..4]), Err(Fault::BadMessage { .. })));
    assert_eq!(next_drawn(&mut session), (10, None));
}
