//! Addresses: routes and settings, read and written.

use emberlab::app::address::*;
use emberlab::course::settings::Settings;
use emberlab::fault::Fault;
use emberlab::lessons::cnn_mnist::MANIFEST;

#[test]
fn routes_are_found_under_any_base_and_with_any_ending() {
    let lesson = Route::Lesson("cnn-mnist".to_owned());
    for (base, path, route) in [
        ("/", "/", Route::Home),
        ("/", "/index.html", Route::Home),
        ("/some/folder/", "/some/folder/", Route::Home),
        ("/some/folder/", "/some/folder", Route::Home),
        ("/", "/lesson/cnn-mnist", lesson.clone()),
        ("/", "/lesson/cnn-mnist/", lesson.clone()),
        ("/some/folder/", "/some/folder/lesson/cnn-mnist/index.html", lesson.clone()),
        // Found by the fuzzer.
        ("/", "/lesson/xorindex.html/index.html", Route::Lesson("xorindex.html".to_owned())),
        ("/", "/lesson", Route::NotFound),
        ("/", "/lesson/index.html", Route::NotFound),
        ("/", "/elsewhere/", Route::NotFound),
        ("/some/", "/other/", Route::NotFound),
    ] {
        assert_eq!(Route::of(base, path), route, "{path} under {base}");
    }
    assert_eq!(Route::of("/a/", &lesson.path("/a/")), lesson);
}

#[test]
fn a_query_holds_only_what_differs_and_the_seed() {
    let pairs = [("batch", "50"), ("lr", "0.01"), ("run", "1"), ("lang", "zh-CN"), ("unknown", "x")];
    let (settings, wishes, faults) = read(MANIFEST.settings, pairs);
    assert_eq!(faults, []);
    assert_eq!(query(MANIFEST.settings, &settings, &wishes), "seed=1&lr=0.01&run=1&lang=zh");
}

#[test]
fn numbers_are_read_as_readers_type_them() {
    for way in ["0,01", "0。01", "０.０１", ",01", "0.01", "+1e-2", "１e-2"] {
        let (settings, _, faults) = read(MANIFEST.settings, [("lr", way), ("batch", "１ ００"), ("epochs", "+2")]);
        assert_eq!(faults, [], "{way}");
        assert_eq!((settings.real("lr"), settings.integer("batch"), settings.integer("epochs")), (0.01, 100, 2));
        assert_eq!(query(MANIFEST.settings, &settings, &Wishes::default()), "seed=1&epochs=2&batch=100&lr=0.01");
    }
}

#[test]
fn an_address_out_of_a_pages_source_is_understood() {
    let pairs = [("seed", "4"), ("amp;epochs", "2"), ("amp;amp;run", "1"), ("amp;lang", "zh")];
    let (settings, wishes, faults) = read(MANIFEST.settings, pairs);
    assert_eq!((settings.integer("seed"), settings.integer("epochs"), faults), (4, 2, Vec::new()));
    assert_eq!(wishes, Wishes { run: true, language: Some("zh"), ..Wishes::default() });
}

#[test]
fn values_out_of_range_are_reported_and_the_default_is_kept() {
    let (settings, wishes, faults) = read(MANIFEST.settings, [("batch", "0"), ("lang", "fr"), ("run", "yes")]);
    assert_eq!(faults.iter().map(Fault::code).collect::<Vec<_>>(), ["bad-setting"]);
    assert_eq!(settings, Settings::defaults(MANIFEST.settings));
    assert_eq!(wishes, Wishes::default());
}

#[test]
fn a_link_for_a_class_locks_settings_and_stays_as_it_is() {
    let asked = wishes([("lock", "lr,batch,"), ("lr", "0.1")]);
    assert_eq!(asked.locked, ["lr", "batch"]);
    let settings = Settings::defaults(MANIFEST.settings);
    assert!(query(MANIFEST.settings, &settings, &asked).ends_with("&lock=lr%2Cbatch"));
}
