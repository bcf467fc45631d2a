//! The wire between page and workers, in a real browser: what is posted arrives, whole and once, and nothing else passes.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;

use emberlab::protocol::{Command, Event, Fault, MetricPoint, Mistake, Progress, Request, RunEvent, RunId};
use emberlab::worker::{Wire, decode, encode, next_task};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{MessageChannel, MessageEvent};

wasm_bindgen_test_configure!(run_in_browser);

/// The value and the bytes on the other side of a message channel.
async fn send(wire: &Wire) -> JsValue {
    let channel = MessageChannel::new().expect("a browser has message channels");
    let arrival = js_sys::Promise::new(&mut |resolve, _| {
        channel.port2().set_onmessage(Some(&resolve));
    });
    channel.port1().post_message_with_transferable(&wire.message, &wire.transfer).expect("the message can be posted");
    JsFuture::from(arrival).await.expect("never rejected").unchecked_into::<MessageEvent>().data()
}

#[wasm_bindgen_test]
async fn an_event_arrives_with_all_its_digits_and_bytes() {
    let progress = Progress { step: u64::from(u32::MAX), step_millis: Some(1.0 / 3.0), ..Progress::default() };
    let points =
        vec![MetricPoint::new("train-loss", 1, 0.1 + 0.2), MetricPoint::new("test-loss", 2, f64::MIN_POSITIVE)];
    let event = Event::Run(RunId(7), RunEvent::Progress { progress, points });
    let features = [0.0_f32, -1.5, f32::MAX, f32::MIN_POSITIVE];
    let arrived = send(&encode(&event, bytemuck::cast_slice(&features))).await;
    let (decoded, bulk) = decode::<Event>(&arrived).expect("what encode made");
    assert_eq!(decoded, event);
    assert_eq!(bytemuck::pod_collect_to_vec::<u8, f32>(&bulk), features);
}

#[wasm_bindgen_test]
async fn a_message_without_bulk_brings_none() {
    let mistake = Mistake { index: 9, label: 4, predicted: 9, confidence: 0.98 };
    for event in [
        Event::Run(RunId(1), RunEvent::Mistakes { step: 3, mistakes: vec![mistake] }),
        Event::Answer(Request(2), Err(Fault::NoSuchLesson { id: "“零”".to_owned() })),
    ] {
        assert_eq!(decode(&send(&encode(&event, &[])).await), Ok((event, Vec::new())));
    }
}

#[wasm_bindgen_test]
async fn bytes_are_handed_over_not_copied() {
    let wire = encode(&Command::Run, &[1, 2, 3]);
    let bytes = Array::from(&wire.message).get(1);
    let length = || Reflect::get(&bytes, &"byteLength".into()).expect("it is a buffer").as_f64();
    assert_eq!(length(), Some(3.0));
    let arrived = send(&wire).await;
    assert_eq!(length(), Some(0.0));
    assert_eq!(decode(&arrived), Ok((Command::Run, vec![1, 2, 3])));
}

#[wasm_bindgen_test]
fn anything_else_is_a_bad_message() {
    let bytes = Uint8Array::new_with_length(0).buffer();
    for message in [
        JsValue::from(5),
        JsValue::from("Run"),
        Array::new().into(),
        Array::of2(&"Run".into(), &bytes).into(),
        Array::of2(&Uint8Array::from(&[255_u8; 9][..]).buffer(), &bytes).into(),
        Array::of2(&JsValue::NULL, &bytes).into(),
    ] {
        assert!(matches!(decode::<Command>(&message), Err(Fault::BadMessage { .. })), "{message:?}");
    }
}

#[wasm_bindgen_test]
async fn a_new_task_lets_waiting_messages_in() {
    thread_local!(static HEARD: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) });
    let channel = MessageChannel::new().expect("a browser has message channels");
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        HEARD.with_borrow_mut(|heard| heard.push(event.data().as_f64().unwrap_or_default() as u32));
    });
    channel.port2().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    for number in [1, 2, 3] {
        channel.port1().post_message(&number.into()).expect("numbers can be posted");
    }
    // The browser may deliver one channel's messages before the other's, but it must not keep them for ever.
    for _ in 0..100 {
        next_task().await;
    }
    HEARD.with_borrow(|heard| assert_eq!(*heard, [1, 2, 3]));
}
