//! Trees equal scikit-learn's: `trees.py` wrote `trees.json`. Values are sorted, with heaps where quicksort goes deep.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::bagging::bag;
use crate::boosting::{Course, Loss, boost};
use crate::lots::Lots;
use crate::{Answers, Criterion, Rules, Table, Tree, grow, votes};

/// Nodes: column, threshold, left, right, impurity, rows, weight, and what the node says.
type Nodes = Vec<Vec<f64>>;

#[derive(Deserialize)]
struct Fixture {
    rows: usize,
    table: Vec<f32>,
    classes: Vec<f64>,
    numbers: Vec<f64>,
    weights: Vec<f64>,
    words: BTreeMap<u32, Vec<u32>>,
    single: Vec<Single>,
    forest: Forest,
    boosting: Vec<Boosted>,
}

#[derive(Deserialize)]
struct Single {
    seed: u32,
    criterion: String,
    columns: usize,
    depth: Option<usize>,
    split_rows: usize,
    leaf_rows: usize,
    gain: f64,
    weighted: bool,
    trees: Vec<Nodes>,
}

#[derive(Deserialize)]
struct Forest {
    seeds: Vec<u32>,
    trees: Vec<Nodes>,
}

#[derive(Deserialize)]
struct Boosted {
    seed: u32,
    subsample: f64,
    classes: usize,
    trees: Vec<Nodes>,
}

static FIXTURE: LazyLock<Fixture> =
    LazyLock::new(|| serde_json::from_str(include_str!("trees.json")).expect("trees.py wrote it"));

/// numpy's words for a seed, as they were written down.
struct Recorded(std::slice::Iter<'static, u32>);

impl Lots for Recorded {
    fn seeded(seed: u32) -> Self {
        Self(FIXTURE.words[&seed].iter())
    }

    fn word(&mut self) -> u32 {
        *self.0.next().expect("enough words are written down")
    }
}

impl Fixture {
    fn table(&self) -> Table {
        Table::new(self.table.clone(), self.rows).expect("it has rows")
    }
}

fn rules(criterion: Criterion, columns: usize) -> Rules {
    Rules { criterion, columns, depth: usize::MAX, split_rows: 2, leaf_rows: 1, leaf_weight: 0.0, gain: 0.0 }
}

fn assert_same(trees: &[Tree], expected: &[Nodes], what: &str) {
    assert_eq!(trees.len(), expected.len(), "{what}");
    for (tree, nodes) in trees.iter().zip(expected) {
        assert_eq!(tree.nodes.len(), nodes.len(), "{what}");
        let width = tree.values.len() / tree.nodes.len();
        for ((node, value), expected) in tree.nodes.iter().zip(tree.values.chunks(width)).zip(nodes) {
            let branch = node.branch.map_or(vec![-2.0, -2.0, -1.0, -1.0], |branch| {
                vec![branch.column as f64, branch.threshold, branch.left as f64, branch.right as f64]
            });
            assert_eq!(branch, expected[..4], "{what}");
            let rest = [node.impurity, node.rows as f64, node.weight].into_iter().chain(value.iter().copied());
            for (own, expected) in rest.zip(&expected[4..]) {
                assert!((own - expected).abs() < 1e-12, "{what}: {own} for {expected}");
            }
        }
    }
}

#[test]
fn single_trees_are_scikit_learns() {
    let (fixture, ones) = (&*FIXTURE, vec![1.0; FIXTURE.rows]);
    for case in &fixture.single {
        let (criterion, width) = match &*case.criterion {
            "gini" => (Criterion::Gini, 3),
            "entropy" => (Criterion::Entropy, 3),
            "squared_error" => (Criterion::Squares, 1),
            _ => (Criterion::Friedman, 1),
        };
        let values = if width == 1 { &fixture.numbers } else { &fixture.classes };
        let weights = if case.weighted { &fixture.weights } else { &ones };
        let rules = Rules {
            depth: case.depth.unwrap_or(usize::MAX),
            split_rows: case.split_rows,
            leaf_rows: case.leaf_rows,
            gain: case.gain,
            ..rules(criterion, case.columns)
        };
        let seed = Recorded::seeded(case.seed).seed();
        let tree = grow(&fixture.table(), Answers { values, weights, width }, &rules, seed);
        assert_same(&[tree], &case.trees, &format!("seed {}", case.seed));
    }
}

#[test]
fn forests_draw_the_same_rows_and_columns() {
    let (fixture, weights) = (&*FIXTURE, vec![1.0; FIXTURE.rows]);
    let answers = Answers { values: &fixture.classes, weights: &weights, width: 3 };
    let trees = bag::<Recorded>(&fixture.table(), answers, &rules(Criterion::Gini, 2), &fixture.forest.seeds, Some(30));
    assert_same(&trees, &fixture.forest.trees, "forest");
}

#[test]
fn boosting_takes_the_same_steps() {
    let (fixture, weights) = (&*FIXTURE, vec![1.0; FIXTURE.rows]);
    let table = fixture.table();
    for case in &fixture.boosting {
        let is_second: Vec<f64> = fixture.classes.iter().map(|&class| f64::from(u8::from(class == 1.0))).collect();
        let (loss, values, depth, stages) = match case.classes {
            1 => (Loss::Squares, &fixture.numbers, 2, 3),
            2 => (Loss::Logistic, &is_second, 3, 4),
            _ => (Loss::Softmax, &fixture.classes, 2, 2),
        };
        let rows = fixture.rows as f64;
        let start: Vec<f64> = match loss {
            Loss::Squares => vec![values.iter().sum::<f64>() / rows],
            Loss::Logistic => {
                let share = values.iter().sum::<f64>() / rows;
                vec![(share / (1.0 - share)).ln()]
            }
            Loss::Softmax => (0..3)
                .map(|class| (values.iter().filter(|value| **value == f64::from(class)).count() as f64 / rows).ln())
                .collect(),
        };
        let draws = (case.subsample < 1.0).then_some((case.subsample * rows) as usize);
        let course = Course { loss, stages, rate: 0.1, draws };
        let rules = Rules { depth, ..rules(Criterion::Friedman, table.width()) };
        let answers = Answers { values, weights: &weights, width: 1 };
        let mut raw = start.repeat(fixture.rows);
        let mut said = raw.clone();
        let trees = boost(&table, answers, &rules, &course, &mut Recorded::seeded(case.seed), &mut raw);
        assert_same(&trees, &case.trees, &format!("boosting, {} classes", case.classes));
        votes(&table, &trees, 0.1, &mut said);
        assert_eq!(said, raw, "what the trees say together is where boosting came to");
    }
}

#[test]
fn values_are_sorted_with_their_rows() {
    // Organ pipes lead the median of three astray: the heap takes over.
    let pipes = (0..300).chain((0..300).rev()).map(|value| (value % 50) as f32);
    let rising = (0..600).map(|value| value as f32);
    for values in [pipes.collect::<Vec<f32>>(), rising.collect(), vec![1.0; 9], Vec::new()] {
        let (mut sorted, mut rows): (_, Vec<usize>) = (values.clone(), (0..values.len()).collect());
        crate::sort::sort(&mut sorted, &mut rows);
        assert!(sorted.is_sorted());
        assert!(rows.iter().zip(&sorted).all(|(&row, value)| values[row] == *value));
    }
}
