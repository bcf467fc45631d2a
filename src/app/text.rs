//! Plain values in the reader's words: faults, backends and states, in English and Simplified Chinese.

use super::file_text;
use super::i18n::*;
use super::kept::Note;
use super::language::say;
use super::weights_text;
use course::{Course, find};
use fault::Allowed;
use protocol::{
    Backend, BackendReason, BackendReport, Cause, Death, Delay, Diverging, Fault, GpuFault, GpuReport, Helper, Loading,
    RunState,
};

/// What went wrong and what to do about it.
pub fn fault(locale: Locale, course: Course, fault: &Fault) -> String {
    match fault {
        Fault::BadMagic { file, expected, found } => {
            let (expected, found) = (format!("{expected:#010x}"), format!("{found:#010x}"));
            td_string!(locale, fault.bad_magic, file, expected, found)
        }
        Fault::WrongLength { file, expected_bytes: expected, found_bytes: found } => {
            td_string!(locale, fault.wrong_length, file, expected, found)
        }
        Fault::CountMismatch { images, labels, image_count, label_count } => {
            td_string!(locale, fault.count_mismatch, images, labels, image_count, label_count)
        }
        Fault::LabelOutOfRange { file, index, label, last } => {
            td_string!(locale, fault.label_out_of_range, file, index, label, last)
        }
        Fault::WrongImageSize { file, found, expected } => {
            td_string!(locale, fault.wrong_image_size, file, found, expected)
        }
        Fault::HtmlInstead { file } => td_string!(locale, fault.html_instead, file),
        Fault::Checksum { file, expected, found } => td_string!(locale, fault.checksum, file, expected, found),
        Fault::Unpack { file, detail } => td_string!(locale, fault.unpack, file, detail = cause(locale, detail)),
        Fault::Network { file, detail } => td_string!(locale, fault.network, file, detail = cause(locale, detail)),
        Fault::TextMissing { file, detail } => {
            td_string!(locale, fault.text_missing, file, detail = cause(locale, detail))
        }
        Fault::PartMissing { part } => td_string!(locale, fault.part_missing, part),
        Fault::NewVersion => td_string!(locale, fault.new_version).to_owned(),
        Fault::NoSuchData { name } => td_string!(locale, fault.no_such_data, name),
        Fault::OwnFiles => td_string!(locale, fault.own_files).to_owned(),
        Fault::WrongKind { file, kind, lesson } => file_text::of_kind(locale, course, file, *kind, lesson),
        Fault::FileTooLarge { file, most_bytes, is_unpacked } => {
            let most = most_bytes / 1_000_000;
            match is_unpacked {
                true => td_string!(locale, files.unpacks_too_large, file, most),
                false => td_string!(locale, files.too_large, file, most),
            }
        }
        Fault::UnreadFile { file } => td_string!(locale, files.unread, file),
        Fault::FileLeftOut { file } => td_string!(locale, files.left_out, file),
        Fault::TooFewImages { file, found } => td_string!(locale, files.too_few, file, found),
        Fault::PictureFolders { found, most } => td_string!(locale, files.picture_folders, found, most),
        Fault::TooManyPictures { found, most } => td_string!(locale, files.too_many_pictures, found, most),
        Fault::LeftAside { file, count } => td_string!(locale, files.no_pictures, file, number = count),
        Fault::OwnTable => td_string!(locale, table.own_table).to_owned(),
        Fault::NoModel => td_string!(locale, table.no_model).to_owned(),
        Fault::Weights(error) => weights_text::of_weights(locale, error),
        Fault::Table(error) => file_text::of_table(locale, error),
        Fault::Search(error) => file_text::of_search(locale, error),
        Fault::NoSuchLesson { id } => td_string!(locale, fault.no_such_lesson, id),
        Fault::BadSetting { key, found, expected } => {
            let expected = allowed(locale, expected);
            td_string!(locale, fault.bad_setting, key, found, expected)
        }
        Fault::BadExpression { key, at, found } => td_string!(locale, fault.bad_expression, key, at, found),
        Fault::NoPoints => td_string!(locale, fault.no_points).to_owned(),
        Fault::Diverged { step, what, value } => {
            let what = diverging(locale, *what);
            td_string!(locale, fault.diverged, step, what, value)
        }
        Fault::NotACheckpoint { file, detail } => {
            let detail = weights_text::of_not_saved(locale, detail);
            td_string!(locale, fault.not_a_checkpoint, file, detail)
        }
        Fault::CheckpointMismatch { differences } => {
            let differences = weights_text::of_differences(locale, course, differences);
            td_string!(locale, fault.checkpoint_mismatch, differences)
        }
        Fault::Gpu(GpuFault::SelfTest { detail }) => {
            td_string!(locale, fault.self_test, detail = cause(locale, detail))
        }
        Fault::Gpu(GpuFault::Lost { detail, step }) => {
            td_string!(locale, fault.gpu_lost, detail = cause(locale, detail), step)
        }
        Fault::Gpu(GpuFault::Start { detail }) => td_string!(locale, fault.gpu_start, detail = cause(locale, detail)),
        Fault::WorkerDied { death, again } => {
            let detail = self::death(locale, death);
            match again {
                false => td_string!(locale, fault.worker_died, detail),
                true => td_string!(locale, fault.worker_died_again, detail),
            }
        }
        Fault::HelperDied { helper, death } => {
            let detail = self::death(locale, death);
            match helper {
                Helper::Predictor => td_string!(locale, fault.predictor_died, detail),
                Helper::Embedder => td_string!(locale, fault.embedder_died, detail),
            }
        }
        Fault::BadMessage { detail } => td_string!(locale, fault.bad_message, detail = cause(locale, detail)),
        Fault::Storage(error) => file_text::of_storage(locale, error),
        Fault::KeptRuns(error) => file_text::of_shelf(locale, error),
    }
}

/// What stands inside a fault's sentence; what a browser or a library said, in quotation marks as it is.
pub fn cause(locale: Locale, cause: &Cause) -> String {
    match cause {
        Cause::Quoted(words) => format!("“{words}”"),
        Cause::Unsaid => td_string!(locale, fault.cause_unsaid).to_owned(),
        Cause::Damaged => td_string!(locale, fault.cause_damaged).to_owned(),
        Cause::Status { status } => td_string!(locale, fault.cause_status, status),
        Cause::NoAnswer { seconds } => td_string!(locale, fault.cause_no_answer, seconds),
        Cause::LossDiffers { difference, largest } => {
            let (difference, largest) = (format!("{difference:e}"), format!("{largest:e}"));
            td_string!(locale, fault.cause_loss, difference, largest)
        }
        Cause::GradientDiffers { place, difference, largest } => {
            let (difference, largest) = (format!("{difference:e}"), format!("{largest:e}"));
            td_string!(locale, fault.cause_gradient, place, difference, largest)
        }
        Cause::WrongProduct { size } => td_string!(locale, fault.cause_product, size),
        Cause::NoGpuInside => td_string!(locale, fault.cause_no_gpu).to_owned(),
        Cause::Length { found, expected } => td_string!(locale, fault.cause_length, found, expected),
        Cause::NoAnimation => td_string!(locale, fault.cause_no_animation).to_owned(),
    }
}

fn death(locale: Locale, death: &Death) -> String {
    match death {
        Death::Error { detail } => format!("“{detail}”"),
        Death::NotStarted => td_string!(locale, fault.death_not_started).to_owned(),
        Death::Gone => td_string!(locale, fault.death_gone).to_owned(),
    }
}

fn diverging(locale: Locale, what: Diverging) -> &'static str {
    match what {
        Diverging::Loss => td_string!(locale, fault.of_loss),
        Diverging::TestLoss => td_string!(locale, fault.of_test_loss),
        Diverging::Features => td_string!(locale, fault.of_features),
        Diverging::Weights => td_string!(locale, fault.of_weights),
    }
}

/// What is wrong with a value that the reader typed; other faults as everywhere.
pub fn bad_value(locale: Locale, course: Course, problem: &Fault) -> String {
    let Fault::BadSetting { found, expected, .. } = problem else { return fault(locale, course, problem) };
    let expected = allowed(locale, expected);
    td_string!(locale, fault.bad_value, found, expected)
}

/// The values a setting may take.
fn allowed(locale: Locale, allowed: &Allowed) -> String {
    match allowed {
        Allowed::Integer { min, max } => td_string!(locale, fault.integer_range, min, max),
        Allowed::Real { min, max } => td_string!(locale, fault.real_range, min, max),
        Allowed::Text { max_chars } => td_string!(locale, fault.text_length, max_chars),
        Allowed::OneOf { options } => {
            let options = options.join(", ");
            td_string!(locale, fault.one_of, options)
        }
    }
}

/// `GPU` or `CPU`.
pub fn backend(locale: Locale, backend: Backend) -> &'static str {
    match backend {
        Backend::Cpu => td_string!(locale, run.backend_cpu),
        Backend::Gpu => td_string!(locale, run.backend_gpu),
    }
}

/// What follows the backend's name where several workers share a step.
pub fn shared_by(locale: Locale, workers: u32) -> Option<String> {
    (workers > 1).then(|| td_string!(locale, run.backend_workers, workers).to_string())
}

/// Why a run is on its backend; empty where that needs no saying.
pub fn reason(locale: Locale, report: &BackendReport) -> String {
    let adapter = adapter_name(locale, &report.adapter);
    match &report.reason {
        BackendReason::Asked if report.backend == Backend::Gpu => adapter,
        BackendReason::Asked => td_string!(locale, run.asked).to_owned(),
        BackendReason::SmallNet => td_string!(locale, run.small_net).to_owned(),
        BackendReason::FoundGpu => td_string!(locale, run.found_gpu, adapter),
        BackendReason::SoftwareAsked => td_string!(locale, run.software_asked, adapter),
        BackendReason::Unusable(gpu) => gpu_report(locale, gpu),
        BackendReason::Failed(GpuFault::SelfTest { detail }) => {
            td_string!(locale, run.self_test_failed, detail = cause(locale, detail))
        }
        BackendReason::Failed(GpuFault::Start { detail }) => {
            td_string!(locale, run.start_failed, detail = cause(locale, detail))
        }
        BackendReason::Failed(GpuFault::Lost { detail, .. }) => {
            td_string!(locale, run.device_lost, detail = cause(locale, detail))
        }
    }
}

/// What happened to kept runs.
pub fn kept_note(locale: Locale, course: Course, note: &Note) -> String {
    match note {
        Note::Copied => td_string!(locale, kept.copied).to_owned(),
        Note::MadeRoom(runs) => {
            let title =
                |id: &str| find(course, id).map_or(id.to_owned(), |lesson| say(locale, lesson.title).to_owned());
            let named = |(id, step): &(String, u64)| td_string!(locale, kept.made_room_run, lesson = title(id), step);
            let runs = runs.iter().map(|run| named(run).to_string()).collect::<Vec<_>>().join(", ");
            td_string!(locale, kept.made_room, runs)
        }
        Note::OtherFile(file) => td_string!(locale, kept.other_file, file),
    }
}

/// A file's size.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000.. => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// What the run is doing.
pub fn state(locale: Locale, state: RunState, loading: Option<&Loading>) -> String {
    let text = match state {
        RunState::Idle => td_string!(locale, run.idle),
        RunState::Loading => {
            return loading.map_or_else(|| td_string!(locale, run.loading).to_owned(), |rest| arriving(locale, rest));
        }
        RunState::Ready => td_string!(locale, run.ready),
        RunState::Compiling => td_string!(locale, run.compiling),
        RunState::Running => td_string!(locale, run.running),
        RunState::Paused => td_string!(locale, run.paused),
        RunState::Done => td_string!(locale, run.done),
        RunState::Failed => td_string!(locale, run.failed),
    };
    text.to_owned()
}

/// How much data is there.
pub fn arriving(locale: Locale, loading: &Loading) -> String {
    let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    let (file, done, total) = (&loading.file, megabytes(loading.done_bytes), megabytes(loading.total_bytes));
    td_string!(locale, run.loading_bytes, file, done, total)
}

/// What does not come, and when it is asked for again.
pub fn delayed(locale: Locale, delay: &Delay) -> String {
    let (file, seconds) = (&delay.file, delay.retry_seconds);
    match delay.is_waited_for {
        true => td_string!(locale, run.waiting_for, file, seconds),
        false => td_string!(locale, run.delayed, file, seconds),
    }
}

/// A span of time, to the second.
pub fn duration(locale: Locale, seconds: f64) -> String {
    let seconds = seconds.max(0.0).round() as u64;
    match (seconds / 60, seconds % 60) {
        (0, seconds) => td_string!(locale, run.seconds, seconds),
        (minutes, seconds) => td_string!(locale, run.minutes, minutes, seconds),
    }
}

fn gpu_report(locale: Locale, gpu: &GpuReport) -> String {
    match gpu {
        GpuReport::NoWebGpu => td_string!(locale, run.no_webgpu).to_owned(),
        GpuReport::InsecureContext => td_string!(locale, run.insecure_context).to_owned(),
        GpuReport::NoAdapter => td_string!(locale, run.no_adapter).to_owned(),
        GpuReport::NoAnswer => td_string!(locale, run.no_answer).to_owned(),
        GpuReport::MissingFeature { adapter, feature } => {
            td_string!(locale, run.missing_feature, adapter = adapter_name(locale, adapter), feature)
        }
        GpuReport::Software { adapter } => td_string!(locale, run.software, adapter = adapter_name(locale, adapter)),
        GpuReport::Usable { adapter } => td_string!(locale, run.usable, adapter = adapter_name(locale, adapter)),
    }
}

/// Browsers may keep it to themselves.
fn adapter_name(locale: Locale, name: &str) -> String {
    if name.is_empty() { td_string!(locale, run.unnamed_adapter).to_owned() } else { name.to_owned() }
}
