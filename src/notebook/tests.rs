//! Cells, files, printed text and the order of runs, on inputs that can be checked by hand.
#![cfg(test)]

use protocol::{PythonCommand, PythonEnd, PythonEvent, PythonRun};

use super::editing::Selected;
use super::file::{FileError, open};
use super::outputs::Stage;
use super::screen::Screen;
use super::session::{Phase, State};
use super::*;

const RUN: PythonRun = PythonRun(1);

fn code(source: &str) -> Cell {
    Cell { source: source.to_owned(), ..Cell::default() }
}

fn sources(notebook: &Notebook) -> Vec<&str> {
    notebook.cells().iter().map(|cell| cell.source.as_str()).collect()
}

#[test]
fn cells_are_put_in_taken_away_and_brought_back() {
    let mut notebook = Notebook::new("a", [code("1"), code("2")]);
    let [first, second] = notebook.ids()[..] else { panic!("two cells") };
    let between = notebook.insert_beside(first, true);
    assert_eq!(notebook.ids(), [first, between, second]);
    assert_eq!(notebook.delete(second), between);
    assert_eq!(notebook.restore(), Some(second));
    notebook.shift(second, false);
    assert_eq!(notebook.ids(), [first, second, between]);
    assert_eq!(notebook.next(first), second);
    for id in notebook.ids() {
        notebook.delete(id);
    }
    assert_eq!(sources(&notebook), [""]);
}

#[test]
fn a_program_with_marks_is_cells_and_written_as_it_was_read() {
    let text = "# %% [markdown]\n# # Title\n#\n# words\n\n# %%\nx = 1\n\n# %%\nif x:\n    print(x)\n";
    let notebook = percent::read("p", text);
    assert_eq!(sources(&notebook), ["# Title\n\nwords", "x = 1", "if x:\n    print(x)"]);
    assert_eq!(notebook.cells()[0].kind, CellKind::Markdown);
    assert_eq!(percent::write(&notebook), text);
    assert_eq!(sources(&percent::read("p", "a = 1\n\nb = 2\n")), ["a = 1\n\nb = 2"]);
}

#[test]
fn a_notebook_is_the_same_after_it_was_saved() {
    let mut notebook = Notebook::new("n", [Cell { count: Some(3), ..code("print(1)\n2") }]);
    let id = notebook.ids()[0];
    let mut outputs = Outputs::of(Stage::Running);
    outputs.hear(PythonEvent::Text { run: RUN, is_error: false, text: "1\n".to_owned() }, Vec::new());
    outputs.hear(PythonEvent::Text { run: RUN, is_error: true, text: " 5%\r10%".to_owned() }, Vec::new());
    outputs.hear(PythonEvent::Value { run: RUN, text: "2".to_owned() }, Vec::new());
    outputs.hear(PythonEvent::Done { run: RUN, end: PythonEnd::Finished }, Vec::new());
    notebook.cell_mut(id).unwrap().outputs = Arc::new(outputs);
    let text = ipynb::write(&notebook);
    assert_eq!(open("n.ipynb", text.as_bytes()).unwrap(), notebook);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["cells"][0]["source"], serde_json::json!(["print(1)\n", "2"]));
    assert_eq!(json["cells"][0]["outputs"][2]["execution_count"], 3);
}

#[test]
fn files_that_are_no_notebooks_say_what_they_are() {
    let file = |name: &str| name.to_owned();
    assert!(matches!(open("a.ipynb", b"<html>").unwrap_err(), FileError::Json { .. }));
    let old = br#"{"nbformat": 3, "worksheets": []}"#;
    assert_eq!(open("a.ipynb", old).unwrap_err(), FileError::Format { file: file("a.ipynb"), major: 3 });
    // "你好" in GBK.
    assert_eq!(open("a.py", b"# \xc4\xe3\xba\xc3").unwrap_err(), FileError::Letters { file: file("a.py") });
    assert_eq!(open("a.png", b"").unwrap_err(), FileError::OtherKind { file: file("a.png") });
    let large = vec![b' '; file::MOST_BYTES + 1];
    assert_eq!(open("a.ipynb", &large).unwrap_err(), FileError::TooLarge { file: file("a.ipynb") });
    assert_eq!(sources(&open("a.py", "\u{feff}x = 1".as_bytes()).unwrap()), ["x = 1"]);
}

#[test]
fn a_progress_bar_stays_one_line() {
    let mut screen = Screen::of("start\n 10%");
    screen.push("\r 55%\r100%");
    assert_eq!(screen.text(), "start\n100%");
    screen.push("\u{1b}[2K\rdone\u{1b}[31m!\u{1b}[0m\n");
    assert_eq!(screen.text(), "start\ndone!\n");
}

#[test]
fn of_endless_printing_the_end_stays() {
    let mut screen = Screen::default();
    for line in 0..60_000 {
        screen.push(&format!("line {line}\n"));
    }
    let text = screen.text();
    assert!(text.len() < 250_000 && text.starts_with("line ") && text.ends_with("line 59999\n"));
    assert_eq!(
        screen.left_out() + text.chars().count(),
        (0..60_000).map(|line| format!("line {line}\n").len()).sum::<usize>()
    );
}

#[test]
fn a_figure_that_changes_stays_where_it_was() {
    let figure = |number, is_final| PythonEvent::Figure {
        run: RUN,
        figure: protocol::PythonFigure {
            number,
            is_final,
            alt: String::new(),
            width_px: 1.0,
            height_px: 1.0,
            lines: 1,
            points: 0,
            images: 0,
        },
    };
    let mut outputs = Outputs::default();
    for (number, is_final) in [(1, false), (1, false), (1, true), (2, true)] {
        outputs.hear(figure(number, is_final), vec![number as u8]);
    }
    assert_eq!(outputs.list.len(), 2);
    outputs.hear(PythonEvent::Clear { run: RUN, wait: true }, Vec::new());
    assert_eq!(outputs.list.len(), 2);
    outputs.hear(PythonEvent::Text { run: RUN, is_error: false, text: "x".to_owned() }, Vec::new());
    assert_eq!(outputs.list, [Output::Text(Screen::of("x"))]);
}

fn sent(wishes: &[Wish]) -> Vec<&str> {
    let name = |wish: &Wish| match wish {
        Wish::Start => "start",
        Wish::End => "end",
        Wish::Send(PythonCommand::Stop) => "stop",
        Wish::Send(PythonCommand::Run { .. }) => "run",
        Wish::Send(other) => panic!("{other:?} is not wished for here"),
    };
    wishes.iter().map(name).collect()
}

#[test]
fn cells_run_one_after_the_other_until_one_fails() {
    let mut session = Session::default();
    let run = |session: &mut Session, cell| session.run(CellId(cell), String::new(), String::new(), Vec::new());
    assert_eq!(sent(&run(&mut session, 1)), ["start"]);
    assert!(run(&mut session, 2).is_empty() && run(&mut session, 3).is_empty());
    assert_eq!(session.state(), State::Starting);
    assert_eq!(sent(&session.hear(&PythonEvent::Ready { can_suspend: true }).1), ["run"]);
    assert_eq!((session.state(), session.running()), (State::Running, Some(CellId(1))));
    let done = |run, end| PythonEvent::Done { run: PythonRun(run), end };
    let (cell, wishes) = session.hear(&done(1, PythonEnd::Finished));
    assert_eq!((cell, sent(&wishes)), (Some(CellId(1)), vec!["run"]));
    let (cell, wishes) = session.hear(&done(2, PythonEnd::Failed));
    assert_eq!((cell, wishes), (Some(CellId(2)), Vec::new()));
    assert_eq!((session.state(), session.waiting().count()), (State::Failed, 0));
    // What comes late is nobody's.
    assert_eq!(session.hear(&done(2, PythonEnd::Finished)).0, None);
}

#[test]
fn what_does_not_hear_is_ended_and_its_variables_are_gone() {
    let mut session = Session::default();
    session.run(CellId(1), String::new(), String::new(), Vec::new());
    session.hear(&PythonEvent::Ready { can_suspend: true });
    assert_eq!(sent(&session.stop()), ["stop"]);
    // Told of an earlier one.
    assert!(session.insist(Some(PythonRun(0))).is_empty() && session.insist(None).is_empty());
    assert_eq!(sent(&session.insist(session.run_number())), ["end"]);
    assert!(session.lost_variables && session.phase == Phase::Idle && session.state() == State::Stopped);
    session.run(CellId(1), String::new(), String::new(), Vec::new());
    session.hear(&PythonEvent::Ready { can_suspend: false });
    assert_eq!(sent(&session.stop()), ["end"]);
    assert!(session.insist(session.run_number()).is_empty());
}

/// `|` marks the selection's ends.
fn edited(text: &str, edit: impl Fn(&Selected) -> editing::Edit) -> String {
    let start = text.find('|').unwrap();
    let end = text.rfind('|').unwrap();
    let end = if end > start { end - 1 } else { start };
    let text = text.replace('|', "");
    let edit = edit(&Selected { text: &text, start, end });
    let mut made = format!("{}{}{}", &text[..edit.from], edit.with, &text[edit.to..]);
    made.insert(edit.end, '|');
    if edit.start < edit.end {
        made.insert(edit.start, '|');
    }
    made
}

#[test]
fn keys_keep_the_indent_and_move_blocks() {
    assert_eq!(edited("for x in y:|", |text| text.enter()), "for x in y:\n    |");
    assert_eq!(edited("    return x|", |text| text.enter()), "    return x\n|");
    assert_eq!(edited("    a = 1 # b:|", |text| text.enter()), "    a = 1 # b:\n    |");
    assert_eq!(edited("ab|", |text| text.tab()), "ab  |");
    assert_eq!(edited("|a\nb|\nc", |text| text.tab()), "|    a\n    b|\nc");
    assert_eq!(edited("    a|", |text| text.back_tab()), "a|");
    assert_eq!(edited("  a|b", |text| text.comment()), "  # a|b");
    assert_eq!(edited("|# a\n  # b\n|c", |text| text.comment()), "|a\n  b|\nc");
    assert_eq!(edited("        |x", |selected| selected.backspace().unwrap()), "    |x");
    assert!(Selected { text: "a ", start: 2, end: 2 }.backspace().is_none());
}

#[test]
fn markdown_of_strangers_holds_no_programs() {
    let html = markdown::to_html(
        "a <script>alert(1)</script> $x^2$ [a](javascript:alert(1)) ![b](data:text/html,x)\n\n| a |\n|:-:|\n| b |",
    );
    assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains("data:text"), "{html}");
    assert!(html.contains("<math") && html.contains("<table>") && !html.contains("style="), "{html}");
    assert!(markdown::to_html("$\\notacommand$").contains("notacommand"));
}
