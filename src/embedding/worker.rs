//! The embedding worker's loop in the browser: messages in, at most thirty frames a second out, asleep when settled.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::session::{Frame, Session};
use fault::Fault;
use protocol::{EmbedCommand, EmbedEvent};
use worker::{announce, listen, next_task, post, rest, scope};

const FRAME_MILLIS: f64 = 1000.0 / 30.0;

/// Says `Ready`, then does as the page commands.
pub fn run() {
    let session = Rc::new(RefCell::new(Session::default()));
    let awake = Rc::new(Cell::new(false));
    listen(move |message: Result<(EmbedCommand, Vec<u8>), Fault>| {
        if let Err(fault) = message.and_then(|(command, bulk)| session.borrow_mut().apply(command, &bulk)) {
            post(&EmbedEvent::Fault(fault), &[]);
        }
        if !awake.replace(true) {
            spawn_local(work(Rc::clone(&session), Rc::clone(&awake)));
        }
    });
    announce(EmbedEvent::Ready);
}

/// Works frame by frame while there is something to do; messages come in between.
async fn work(session: Rc<RefCell<Session>>, awake: Rc<Cell<bool>>) {
    while session.borrow().is_busy() {
        let began_millis = now_millis();
        let frame = session.borrow_mut().advance(|| now_millis() - began_millis > FRAME_MILLIS);
        if let Some(Frame { event, positions }) = frame {
            post(&event, bytemuck::cast_slice(&positions));
            let left_millis = FRAME_MILLIS - (now_millis() - began_millis);
            if left_millis > 0.0 {
                rest(left_millis).await;
            }
        }
        next_task().await;
    }
    awake.set(false);
}

/// Time since the worker began.
fn now_millis() -> f64 {
    scope().performance().expect("workers have a clock in every browser that has WebAssembly").now()
}
