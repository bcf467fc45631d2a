//! Tables as readers bring them: encodings, dialects, headings, columns of no use, and what is predicted by default.
#![cfg(not(target_arch = "wasm32"))]

use emberlab::automl::candidates::candidates;
use emberlab::automl::search::{Options, Search};
use emberlab::automl::sheet::{BARS, Kind, Sheet};
use emberlab::automl::table::{MOST_ROWS, Note, Table, TableError, Values};
use emberlab::automl::written::DateOrder;

fn sheet(text: &str) -> Sheet {
    Sheet::read(text.as_bytes(), MOST_ROWS, 1).unwrap()
}

/// The table that a run without further settings takes.
fn by_default(text: &str) -> Table {
    let sheet = sheet(text);
    sheet.table(sheet.default_target(), &[]).unwrap()
}

fn numbers(table: &Table, column: usize) -> &[Option<f64>] {
    match &table.features.columns[column].values {
        Values::Numbers(values) => values,
        Values::Categories { names, .. } => panic!("categories: {names:?}"),
    }
}

fn names(table: &Table) -> Vec<&str> {
    table.features.columns.iter().map(|column| column.name.as_str()).collect()
}

/// Two kinds that two measures tell apart, and a third that does not: rows of `row(kind, first, second, noise)`.
fn two_kinds(rows: usize, row: impl Fn(&str, f64, f64, usize) -> String) -> String {
    let noise = |at: usize| at * 7919 % 97;
    let one = |at: usize| {
        let kind = at % 2;
        let wobble = noise(at) as f64 / 100.0;
        row(["north", "south"][kind], 5.0 + 1.2 * kind as f64 + wobble, 3.0 - kind as f64 + 0.9 * wobble, noise(at + 7))
    };
    (0..rows).map(one).collect()
}

#[test]
fn the_class_is_the_last_column_that_can_be_one_wherever_it_stands() {
    let rows = two_kinds(120, |kind, first, second, noise| format!("{kind},{first:.2},{second:.2},{noise}.5\n"));
    let text = format!("cultivar,alcohol,acid,proline\n{rows}");
    let table = by_default(&text);
    assert_eq!((table.target.name.as_str(), names(&table)), ("cultivar", vec!["alcohol", "acid", "proline"]));
    let recipes = candidates(1, 1, &table.target.answers);
    let mut search = Search::new(table, recipes, Options { folds: 2, ..Options::default() }).unwrap();
    while search.step().is_some() {}
    assert!(search.finish().unwrap().score >= 0.9);
    // Whole numbers with few values are classes, measures are not; what the reader chooses is taken in any case.
    let text = "grade,a,b\n".to_owned()
        + &(0..60).map(|row| format!("{},{row}.5,1.{}\n", row % 3, row % 7)).collect::<String>();
    assert_eq!(sheet(&text).default_target(), "grade");
    assert_eq!(sheet(&text).table("b", &[]).unwrap().target.classes.len(), 7);
}

#[test]
fn separators_at_the_ends_of_lines_are_no_column() {
    let rows = two_kinds(80, |kind, first, second, _| format!("{first:.2},{second:.2},{kind},\n"));
    let table = by_default(&format!("length,width,kind,\n{rows}"));
    assert_eq!((table.target.name.as_str(), names(&table)), ("kind", vec!["length", "width"]));
    assert_eq!(table.notes, [Note::Empty { column: "column 4".into() }]);
    // At the end of the heading only, and of the rows only.
    let rows = rows.replace(",\n", "\n");
    let table = by_default(&format!("length,width,kind,\n{rows}"));
    assert_eq!((names(&table), table.notes.clone()), (vec!["length", "width"], vec![Note::HeadingLonger]));
    let table = by_default(&format!("length,width,kind\n{}", rows.replace('\n', ",,\n")));
    assert_eq!((names(&table), table.notes.clone()), (vec!["length", "width"], vec![]));
    // R leaves the row names without a name of their own.
    let named: String = rows.lines().enumerate().map(|(row, line)| format!("r{row},{line}\n")).collect();
    let table = by_default(&format!("length,width,kind\n{named}"));
    assert_eq!(names(&table), ["length", "width"]);
    assert_eq!(table.notes, [Note::RowNames, Note::Unique { column: "column 1".into() }]);
}

#[test]
fn rows_of_a_long_sorted_file_are_drawn_from_all_of_it() {
    let text = "reading,label\n".to_owned()
        + &(0..2_240).map(|row| format!("{},{}\n", row * 37 % 331, row / 1_120)).collect::<String>();
    let read = |seed| Sheet::read(text.as_bytes(), 200, seed).unwrap().table("label", &[]).unwrap();
    let table = read(1);
    assert_eq!(table.notes, [Note::RowsDrawn { used: 200, rows: 2_240 }]);
    let ones = table.target.answers.strata().iter().sum::<usize>();
    // Four standard deviations.
    assert!((72..=128).contains(&ones), "{ones} of 200 rows are of the second class");
    assert!(table.target.answers.strata().is_sorted(), "the file's order is kept");
    assert_eq!(table, read(1));
    assert_ne!(table, read(2));
}

#[test]
fn a_german_excel_file_has_numbers() {
    let comma = |number: f64| format!("{number:.2}").replace('.', ",");
    let rows = two_kinds(160, |kind, first, second, noise| {
        let (first, second, place) = (comma(first), comma(second), ["Köln", "Ulm"][noise % 2]);
        format!("{first};{second};{place};1.{noise:03},50 €;{noise}%;{kind}\r\n")
    });
    let text = format!("\u{feff}Länge;Breite;Ort;Preis;Anteil;Sorte\r\n{rows}");
    let table = by_default(&text);
    assert_eq!(names(&table), ["Länge", "Breite", "Ort", "Preis", "Anteil"]);
    assert_eq!(numbers(&table, 0)[0], Some(5.0));
    assert_eq!(numbers(&table, 1)[1], Some(2.56));
    let euros = numbers(&table, 3);
    assert!(euros.iter().flatten().all(|euros| (1000.5..1100.0).contains(euros)), "{euros:?}");
    assert!(numbers(&table, 4).iter().flatten().all(|percent| (0.0..97.0).contains(percent)));
    assert_eq!(table.notes[0], Note::DecimalComma { column: "Länge".into() });
    // The same table with points, as the file to predict for.
    let new = "Länge,Breite,Ort,Preis,Anteil\n5.25,2.5,Köln,1000.5,3\n";
    let features = table.read_unlabelled(new.as_bytes(), 9).unwrap();
    assert_eq!(features.columns[0].values, Values::Numbers(vec![Some(5.25)]));
}

#[test]
fn signs_in_quotes_part_nothing_and_excels_line_is_obeyed() {
    let rows = two_kinds(60, |kind, first, _, _| format!("{first:.1};{kind}\n"));
    let table = by_default(&format!("\"Weight, in g, without tare\";Kind\n{rows}"));
    assert_eq!(names(&table), ["Weight, in g, without tare"]);
    let rows = two_kinds(60, |kind, first, second, _| format!("{first:.1};{second:.1};{kind}\r\n"));
    let text = format!("sep=;\r\nweight;height, in m;kind\r\n{rows}");
    let table = by_default(&text);
    assert_eq!((names(&table), table.notes.clone()), (vec!["weight", "height, in m"], vec![]));
    // Lines are those that an editor shows.
    let ragged = text.replacen("\r\n5.", "\r\n1;2;3;4\r\n5.", 1);
    let error = Sheet::read(ragged.as_bytes(), 9, 1).err();
    assert_eq!(error, Some(TableError::Ragged { line: 3, found: 4, expected: 3 }));
    let tabs = "a\tb\n1,5\tx\n2,5\ty\n";
    assert_eq!(numbers(&sheet(tabs).table("b", &[]).unwrap(), 0), [Some(1.5), Some(2.5)]);
}

#[test]
fn lines_are_counted_as_editors_do_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "1,x", "", "2,y", "3", "4,z"].join(end);
        let error = Sheet::read(text.as_bytes(), 9, 1).err();
        assert_eq!(error, Some(TableError::Ragged { line: 5, found: 1, expected: 2 }), "{end:?}");
        let text = ["a,b", "1,x", "  ", "2,y", "\u{1a}"].join(end);
        assert_eq!(Sheet::read(text.as_bytes(), 9, 1).unwrap().summaries()[0].different, 2, "{end:?}");
        let text = ["a,b", "1,x", "2,\"y"].join(end);
        assert_eq!(Sheet::read(text.as_bytes(), 9, 1).err(), Some(TableError::Quotes { line: 3 }), "{end:?}");
    }
}

#[test]
fn encodings_are_told_by_the_bytes() {
    let rows = two_kinds(30, |kind, first, _, noise| {
        format!(
            "{first:.1},{},{}\n",
            ["北京", "上海", "成都"][noise % 3],
            if kind == "north" { "合格" } else { "不合格" }
        )
    });
    let text = format!("年龄,城市,结果\n{rows}");
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let plain = sheet(&text);
    assert_eq!(plain.default_target(), "结果");
    let files = [
        ([&b"\xEF\xBB\xBF"[..], text.as_bytes()].concat(), None),
        ([&b"\xFF\xFE"[..], &little].concat(), Some("utf-16le")),
        ([&b"\xFE\xFF"[..], &big].concat(), Some("utf-16be")),
        (little, Some("utf-16le")),
        (big, Some("utf-16be")),
        (encoding_rs::GB18030.encode(&text).0.into_owned(), Some("gb18030")),
    ];
    for (bytes, name) in files {
        let read = Sheet::read(&bytes, MOST_ROWS, 1).unwrap();
        assert_eq!(read.summaries(), plain.summaries(), "{name:?}");
        let note = name.map(|name| Note::Encoding { name: name.to_owned() });
        assert_eq!(read.notes(), note.as_slice());
    }
    // Western letters stand alone between others, which is no Chinese.
    let western = encoding_rs::WINDOWS_1252.encode("Größe,Ort\n1,Köln\n2,Düsseldorf\n3,Zürich\n").0.into_owned();
    assert_eq!(Sheet::read(&western, 9, 1).unwrap().names(), ["Größe", "Ort"]);
    // Damaged UTF-8 is not read as something else.
    let mut damaged = text.into_bytes();
    damaged[40] = 0xFF;
    assert_eq!(Sheet::read(&damaged, 9, 1).err(), Some(TableError::NotText));
}

#[test]
fn words_for_nothing_are_missing_values() {
    let nothing = ["", "-", "--", "None", "#N/A", "<NA>", "NaN", "null", "缺失", "?", "N/A"];
    let rows: String = nothing.iter().map(|word| format!("{word},{word},a\n1,red,b\n2,blue,a\n")).collect();
    let table = sheet(&format!("number,colour,y\n{rows}")).table("y", &[]).unwrap();
    assert_eq!(table.features.columns.iter().map(|column| column.missing).collect::<Vec<_>>(), [11, 11]);
    // What is to be predicted may be called so.
    let signs: String = (0..20).map(|row| format!("{}.5,{}\n", row * row, ["+", "-"][row % 2])).collect();
    assert_eq!(by_default(&format!("x,sign\n{signs}")).target.classes, ["+", "-"]);
}

#[test]
fn columns_of_numbers_bear_a_few_texts() {
    let rows: String = (0..40)
        .map(|row| format!("{},{}\n", if row == 5 { "about 9".into() } else { format!("{row}.5") }, row % 2))
        .collect();
    let table = by_default(&format!("x,y\n{rows}"));
    assert_eq!(numbers(&table, 0)[5], None);
    assert_eq!(table.features.columns[0].missing, 1);
    assert_eq!(table.notes, [Note::NotNumbers { column: "x".into(), cells: 1, example: "about 9".into() }]);
}

#[test]
fn dates_are_days_in_the_order_that_fits_all() {
    let rows: String =
        (0..40).map(|row| format!("{}.01.2024,1/{}/2024,{}\n", 1 + row % 28, 1 + row % 28, row % 2)).collect();
    let table = by_default(&format!("german,american,y\n{rows}"));
    assert_eq!(numbers(&table, 0)[..2], [Some(19_723.0), Some(19_724.0)]);
    assert_eq!(numbers(&table, 0), numbers(&table, 1));
    let note = |column: &str, order| Note::Dates { column: column.into(), order };
    assert_eq!(table.notes, [note("german", DateOrder::DayMonthYear), note("american", DateOrder::MonthDayYear)]);
    // One date alone does not say its order: the table does.
    let features = table.read_unlabelled(b"german,american\n2.1.2024,1/2/2024\n", 9).unwrap();
    assert_eq!(features.columns[1].values, Values::Numbers(vec![Some(19_724.0)]));
    assert_eq!(features.columns[0].values, features.columns[1].values);
}

#[test]
fn a_file_without_names_gets_some() {
    let rows = two_kinds(40, |kind, first, second, _| format!("{first:.1},{second:.1},{kind}\n"));
    let table = by_default(&rows);
    assert_eq!((table.features.rows, names(&table)), (40, vec!["column 1", "column 2"]));
    assert_eq!((table.target.name.as_str(), table.notes.clone()), ("column 3", vec![Note::NoHeading]));
    // Years and counted columns are names.
    let years = "country,2019,2020\n".to_owned()
        + &(0..30).map(|row| format!("c{},{row}.5,{row}.25\n", row % 3)).collect::<String>();
    assert_eq!(sheet(&years).names(), ["country", "2019", "2020"]);
    let counted = "0,1,2\n".to_owned() + &(0..30).map(|row| format!("{row}.5,{},7\n", row % 3)).collect::<String>();
    assert_eq!(sheet(&counted).names(), ["0", "1", "2"]);
}

#[test]
fn columns_that_say_nothing_of_new_rows_are_left_out_and_leaks_are_named() {
    let text = two_kinds(100, |kind, first, second, noise| {
        let wrong = if noise < 40 { 9.0 - second } else { second };
        format!("{first:.1},{wrong:.1},p{noise}-{first},{noise}.5,{}\n", if kind == "north" { "lived" } else { "died" })
    });
    let rows: String = text.lines().enumerate().map(|(row, line)| format!("{},{line}\n", 84_000 + 37 * row)).collect();
    let text = format!("number,boat,width,ticket,noise,fate\n{rows}");
    let table = by_default(&text);
    assert_eq!(names(&table), ["boat", "width", "noise"]);
    assert_eq!(
        table.notes[..2],
        [Note::RowNumbers { column: "number".into() }, Note::Unique { column: "ticket".into() },]
    );
    let Some(Note::Leak { column, share, next }) = table.notes.last() else { panic!("{:?}", table.notes) };
    assert!(column == "boat" && *share == 1.0 && *next < 0.9, "{share}, {next}");
    let without = sheet(&text).table("fate", &["boat"]).unwrap();
    assert!(without.notes.contains(&Note::LeftOut { column: "boat".into() }));
    assert!(!without.notes.iter().any(|note| matches!(note, Note::Leak { .. })), "{:?}", without.notes);
    // An id is one in any order.
    let ids: String = (0..30).map(|row| format!("{},{}.5,{}\n", row * 7919 % 101, row % 11, row % 2)).collect();
    assert_eq!(names(&by_default(&format!("PassengerId,x,y\n{ids}"))), ["x"]);
    assert_eq!(names(&by_default(&format!("paid,x,y\n{ids}"))), ["paid", "x"]);
}

#[test]
fn every_column_is_summed_up_before_anything_is_chosen() {
    let rows: String = (0..48)
        .map(|row| {
            format!(
                "{},{},{},{},same\n",
                row % 24,
                ["red", "red", "blue"][row % 3],
                if row == 3 { "" } else { "x" },
                row + 1
            )
        })
        .collect();
    let summaries = sheet(&format!("number,colour,mostly,count,constant\n{rows}")).summaries();
    let kinds: Vec<Kind> = summaries.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, [Kind::Number, Kind::Category, Kind::Category, Kind::RowNumber, Kind::Constant]);
    assert_eq!((summaries[0].different, summaries[0].contents.as_str()), (24, "0 – 23"));
    assert_eq!(summaries[0].histogram, [4; BARS]);
    assert_eq!((summaries[1].contents.as_str(), summaries[1].histogram.as_slice()), ("red, blue", &[32, 16][..]));
    assert_eq!((summaries[2].missing, summaries[2].different), (1, 1));
}

#[test]
fn too_much_is_refused_before_work() {
    let names: Vec<String> = (0..300_000).map(|name| format!("n{name}")).collect();
    let error = Sheet::read(format!("{}\n", names.join(",")).as_bytes(), 9, 1).err();
    assert_eq!(error, Some(TableError::TooWide { columns: 300_000 }));
    let table = by_default("x,y\n1,a\n2,b\n3,a\n");
    let error = table.read_unlabelled(b"x\n1\n2\n3\n", 2).err();
    assert_eq!(error, Some(TableError::TooManyRows { rows: 3 }));
}
