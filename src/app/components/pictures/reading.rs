//! What is done with a folder of pictures: decoded and scaled by the browser, and handed on as the reader's own images.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement};

use super::{Entry, Given, Read};
use crate::components::files;
use crate::door;
use crate::run_context::RunContext;
use course::Manifest;
use data::dataset::ImageShape;
use data::pictures;
use file_kind::FileKind;
use protocol::Fault;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = createImageBitmap, catch)]
    fn decode(blob: &Blob) -> Result<Promise, JsValue>;

    type Bitmap;

    #[wasm_bindgen(method, getter)]
    fn width(this: &Bitmap) -> f64;

    #[wasm_bindgen(method, getter)]
    fn height(this: &Bitmap) -> f64;

    #[wasm_bindgen(method)]
    fn close(this: &Bitmap);

    type Pen;

    /// Draws a part of a bitmap: where it begins and its size there, then here.
    #[wasm_bindgen(method, catch, js_name = drawImage, variadic)]
    fn draw(this: &Pen, bitmap: &Bitmap, places: &[f64]) -> Result<(), JsValue>;
}

/// What reads a folder, once its code is here.
pub fn reader() -> Read {
    read
}

fn read(context: RunContext, given: Given) {
    spawn_local(async move {
        let outcome = match given {
            Given::Dropped(entries) => {
                let name = entries.first().map(Entry::full_path).unwrap_or_default();
                match walk(entries).await {
                    Ok(found) => take(context, found).await,
                    Err(_) => Err(unread(name.trim_start_matches('/'))),
                }
            }
            Given::Chosen(files) => take(context, files.into_iter().map(|file| (path(&file), file)).collect()).await,
        };
        context.reading.set(None);
        if let Err(fault) = outcome {
            context.report(fault);
        }
    });
}

/// Within the folder that was chosen.
fn path(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.unwrap_or_else(|| file.name())
}

fn unread(file: &str) -> Fault {
    Fault::UnreadFile { file: file.to_owned() }
}

/// All files below these entries, with their paths.
async fn walk(entries: Vec<Entry>) -> Result<Vec<(String, File)>, JsValue> {
    let (mut entries, mut found) = (entries, Vec::new());
    while let Some(entry) = entries.pop() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if !entry.is_folder() {
            let ask = |done: &Function, failed: &Function| entry.ask_file(done, failed);
            found.push((path, answer(ask).await?.unchecked_into()));
            continue;
        }
        let reader = entry.reader();
        loop {
            // A hundred at a time, and none once all are there.
            let more = Array::from(&answer(|done, failed| reader.ask_entries(done, failed)).await?);
            if more.length() == 0 {
                break;
            }
            entries.extend(more.iter().map(JsCast::unchecked_into::<Entry>));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// What a function with two callbacks answers.
async fn answer(ask: impl Fn(&Function, &Function)) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::new(&mut |done, failed| ask(&done, &failed))).await
}

/// Pictures become the reader's own images; a folder without pictures is taken file by file.
async fn take(context: RunContext, found: Vec<(String, File)>) -> Result<(), Fault> {
    let Some(lesson) = context.lesson.get_untracked() else { return Ok(()) };
    let folder = found.first().and_then(|(path, _)| path.split('/').next()).unwrap_or_default().to_owned();
    let (mut paths, mut blobs, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (path, file) in found {
        // What systems keep beside pictures.
        if file.name().starts_with('.') {
            continue;
        }
        if files::kind_of(&file, &path).await == Ok(FileKind::Picture) {
            paths.push(path);
            blobs.push(file);
        } else {
            others.push(file);
        }
    }
    if paths.is_empty() {
        files::take_all(context, others).await;
        return Ok(());
    }
    let shape =
        door::shape_of_own(lesson).ok_or_else(|| door::wrong_kind(context.course, &folder, FileKind::Folder))?;
    let album = pictures::sort(&paths, lesson.classes.len())?;
    let images = decode_all(context, lesson, &folder, &paths, &blobs, shape).await?;
    if context.lesson.get_untracked().is_none_or(|open| open.id != lesson.id) {
        return Ok(());
    }
    context.forget_files();
    for is_test in [false, true] {
        if album.places.iter().any(|place| place.is_test == is_test) {
            for (name, bytes) in pictures::files(&folder, &album, is_test, shape, &images) {
                context.use_file(name, bytes.into());
            }
        }
    }
    match others.first() {
        Some(file) => Err(Fault::LeftAside { file: file.name(), count: others.len() as u64 }),
        None => Ok(()),
    }
}

async fn decode_all(
    context: RunContext,
    lesson: &Manifest,
    folder: &str,
    paths: &[String],
    blobs: &[File],
    shape: ImageShape,
) -> Result<Vec<Vec<u8>>, Fault> {
    let side = shape.side_px as f64;
    let canvas: HtmlCanvasElement = document().create_element("canvas").map_err(|_| unread(folder))?.unchecked_into();
    canvas.set_width(shape.side_px as u32);
    canvas.set_height(shape.side_px as u32);
    let canvas_2d = canvas.get_context("2d").ok().flatten().ok_or_else(|| unread(folder))?;
    let canvas_2d: CanvasRenderingContext2d = canvas_2d.unchecked_into();
    let mut images = Vec::with_capacity(blobs.len());
    for (path, blob) in paths.iter().zip(blobs) {
        if context.lesson.get_untracked().is_none_or(|open| open.id != lesson.id) {
            return Ok(Vec::new());
        }
        context.reading.set(Some((images.len(), blobs.len())));
        let rgba = scaled(&canvas_2d, blob, side).await.map_err(|_| unread(path))?;
        images.push(pictures::values(&rgba, shape));
    }
    Ok(images)
}

/// The largest square in a picture's middle, made as large as the net's images.
async fn scaled(canvas_2d: &CanvasRenderingContext2d, blob: &Blob, side: f64) -> Result<Vec<u8>, JsValue> {
    let bitmap: Bitmap = JsFuture::from(decode(blob)?).await?.unchecked_into();
    let square = bitmap.width().min(bitmap.height());
    let (x, y) = ((bitmap.width() - square) / 2.0, (bitmap.height() - square) / 2.0);
    canvas_2d.clear_rect(0.0, 0.0, side, side);
    Reflect::set(canvas_2d, &"imageSmoothingQuality".into(), &"high".into())?;
    canvas_2d.unchecked_ref::<Pen>().draw(&bitmap, &[x, y, square, square, 0.0, 0.0, side, side])?;
    bitmap.close();
    Ok(canvas_2d.get_image_data(0.0, 0.0, side, side)?.data().0)
}
