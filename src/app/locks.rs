//! One tab writes a kept run: whoever holds the Web Lock that the run's id names.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::kept::KeptId;

/// What the names of these locks begin with.
const PREFIX: &str = "emberlab-run-";

#[wasm_bindgen]
extern "C" {
    type Navigator;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Navigator;
    /// Undefined outside secure contexts.
    #[wasm_bindgen(method, getter)]
    fn locks(this: &Navigator) -> Option<LockManager>;

    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise, JsValue>;
}

/// What came of asking for a lock.
pub enum Lock {
    Held(Held),
    /// Another tab has it.
    Taken,
    /// This browser, or a page without https, has no locks.
    Unknown,
}

/// Held until dropped, or until the tab closes.
pub struct Held(Function);

impl Drop for Held {
    fn drop(&mut self) {
        // It resolves a promise, which throws nothing.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// Asks for the lock of a kept run, without waiting for a tab that has it.
pub async fn hold(id: &str) -> Lock {
    match request(id).await {
        Ok(Some(held)) => Lock::Held(held),
        Ok(None) => Lock::Taken,
        Err(_) => Lock::Unknown,
    }
}

/// The kept runs that any tab writes now; none where there are no locks.
pub async fn held() -> Vec<KeptId> {
    let ids = async || -> Result<Vec<KeptId>, JsValue> {
        let locks = NAVIGATOR.with(Navigator::locks).ok_or(JsValue::UNDEFINED)?;
        let held = Reflect::get(&JsFuture::from(locks.query()?).await?, &"held".into())?;
        let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
        Ok(Array::from(&held).iter().filter_map(name).filter_map(|name| id_of(&name)).collect())
    };
    ids().await.unwrap_or_default()
}

fn lock_name(id: &str) -> String {
    format!("{PREFIX}{id}")
}

fn id_of(lock_name: &str) -> Option<KeptId> {
    lock_name.strip_prefix(PREFIX).map(str::to_owned)
}

/// None when another tab has it.
async fn request(id: &str) -> Result<Option<Held>, JsValue> {
    let locks = NAVIGATOR.with(Navigator::locks).ok_or(JsValue::UNDEFINED)?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE)?;
    let (answer, say) = promise();
    let (until, release) = promise();
    // The lock is held as long as the promise that this returns is open.
    let granted = Closure::once_into_js(move |lock: JsValue| {
        // It resolves a promise, which throws nothing.
        let _ = say.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
        if lock.is_null() { JsValue::UNDEFINED } else { JsValue::from(until) }
    });
    let request = locks.request(&lock_name(id), &options, granted.unchecked_ref())?;
    // Where the browser forbids all storage, the request fails and nobody answers.
    let is_granted = JsFuture::from(Promise::race(&Array::of2(&answer, &request))).await?.is_truthy();
    Ok(is_granted.then_some(Held(release)))
}

/// An open promise and what resolves it.
fn promise() -> (Promise, Function) {
    let mut resolver = None;
    let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
    (promise, resolver.expect("a promise calls the function that it is made of at once"))
}
