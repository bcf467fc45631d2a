//! Operations of scikit-learn's trees: tables and answers go in as tensors, trees come out as tensors of their nodes.

use forest::boosting::{Course, Loss, boost};
use forest::lots::Lots;
use forest::{Answers, Branch, Criterion, Node, Rules, Table, Tree, bagging, grow, votes};

use super::{Args, Core, Operation};
use crate::dtype::Dtype;
use crate::error::{Outcome, bad_value, runtime};
use crate::random::Generator;
use crate::tensor::Tensor;

pub const OPERATIONS: &[(&str, Operation)] = &[
    // Table [columns, rows], answers and weights [rows], classes or 1, rules, and the seed of the tree's own lots.
    ("tree", |c, a| {
        let (task, rules) = (Task::read(c, a)?, rules(a)?);
        let tree = grow(&task.table, task.answers(), &rules, a.size()? as u32);
        give_trees(c, &[tree], task.width)
    }),
    // The same with a seed for each tree, and how many rows each draws, if it does.
    ("forest", |c, a| {
        let (task, rules, seeds) = (Task::read(c, a)?, rules(a)?, a.sizes()?);
        let seeds: Vec<u32> = seeds.into_iter().map(|seed| seed as u32).collect();
        let draws = a.maybe()?.map(|draws| draws as usize);
        let trees = bagging::bag::<Generator>(&task.table, task.answers(), &rules, &seeds, draws);
        give_trees(c, &trees, task.width)
    }),
    // Table, answers, weights, 1, rules; the loss, stages, rate, rows of a stage if not all, a generator, and the first predictions
    // [rows, columns], which are written over.
    ("boosting", |c, a| {
        let (task, rules) = (Task::read(c, a)?, rules(a)?);
        let loss = [Loss::Squares, Loss::Logistic, Loss::Softmax];
        let Some(&loss) = loss.get(a.size()?) else { return runtime("no such loss") };
        let course =
            Course { loss, stages: a.size()?, rate: a.float()?, draws: a.maybe()?.map(|draws| draws as usize) };
        let (number, begun) = (a.size()?, a.tensor(c)?);
        let mut raw = begun.to_f64();
        let Some(lots) = c.generators.get_mut(&number) else { return runtime("a generator that is gone") };
        let trees = boost(&task.table, task.answers(), &rules, &course, lots, &mut raw);
        give_trees(c, &trees, 1)
    }),
    // Table, trees, what a tree's word is worth, and the sums to begin with [rows, columns].
    ("tree_votes", |c, a| {
        let (table, trees, scale, sums) = (table(c, a)?, trees(c, a)?, a.float()?, a.tensor(c)?);
        let mut found = sums.to_f64();
        votes(&table, &trees, scale, &mut found);
        c.give(Tensor::from_f64(found, Dtype::F64, &sums.shape()))
    }),
    // The leaf of each row in each tree, [rows, trees].
    ("tree_leaves", |c, a| {
        let (table, trees) = (table(c, a)?, trees(c, a)?);
        let leaves = (0..table.rows()).flat_map(|row| trees.iter().map(move |tree| (row, tree)));
        let leaves = leaves.map(|(row, tree)| tree.leaf(&table, row) as i64).collect();
        c.give(Tensor::from_i64(leaves, Dtype::I64, &[table.rows(), trees.len()]))
    }),
];

impl Lots for Generator {
    fn seeded(seed: u32) -> Self {
        Self::new(seed.into())
    }

    fn word(&mut self) -> u32 {
        self.bits()
    }
}

/// What is to be learned.
struct Task {
    table: Table,
    values: Vec<f64>,
    weights: Vec<f64>,
    width: usize,
}

impl Task {
    fn read(c: &Core, a: &mut Args<'_>) -> Outcome<Self> {
        let (table, values, weights) = (table(c, a)?, a.tensor(c)?.to_f64(), a.tensor(c)?.to_f64());
        let width = a.size()?;
        let is_class = |value: &f64| *value >= 0.0 && *value < width as f64;
        if values.len() != table.rows() || weights.len() != table.rows() || width > 1 && !values.iter().all(is_class) {
            return bad_value("each row needs an answer and a weight");
        }
        Ok(Self { table, values, weights, width })
    }

    fn answers(&self) -> Answers<'_> {
        Answers { values: &self.values, weights: &self.weights, width: self.width }
    }
}

fn table(c: &Core, a: &mut Args<'_>) -> Outcome<Table> {
    let tensor = a.tensor(c)?;
    let rows = tensor.shape().last().copied().unwrap_or(0);
    let numbers = tensor.to_f64().into_iter().map(|number| number as f32).collect();
    Table::new(numbers, rows).map_or_else(|| bad_value("a table has rows"), Ok)
}

fn rules(a: &mut Args<'_>) -> Outcome<Rules> {
    let criteria = [Criterion::Gini, Criterion::Entropy, Criterion::Squares, Criterion::Friedman];
    let Some(&criterion) = criteria.get(a.size()?) else { return runtime("no such criterion") };
    Ok(Rules {
        criterion,
        columns: a.size()?,
        depth: a.maybe()?.map_or(usize::MAX, |depth| depth as usize),
        split_rows: a.size()?,
        leaf_rows: a.size()?,
        leaf_weight: a.float()?,
        gain: a.float()?,
    })
}

/// Numbers of a node: column, threshold, left, right, impurity, rows, weight; of a leaf the first are below 0.
const NUMBERS: usize = 7;

/// Three tensors: the nodes [nodes, 7], what they say [nodes, width], and where each tree begins among them.
fn give_trees(c: &mut Core, trees: &[Tree], width: usize) -> Outcome<()> {
    let nodes: Vec<&Node> = trees.iter().flat_map(|tree| &tree.nodes).collect();
    let numbers = nodes.iter().flat_map(|node| {
        let [column, threshold, left, right] = node.branch.map_or([-2.0, -2.0, -1.0, -1.0], |branch| {
            [branch.column as f64, branch.threshold, branch.left as f64, branch.right as f64]
        });
        [column, threshold, left, right, node.impurity, node.rows as f64, node.weight]
    });
    let starts = trees.iter().scan(0, |next, tree| {
        let start = *next;
        *next += tree.nodes.len() as i64;
        Some(start)
    });
    let values = trees.iter().flat_map(|tree| tree.values.iter().copied()).collect();
    c.give(Tensor::from_f64(numbers.collect(), Dtype::F64, &[nodes.len(), NUMBERS]))?;
    c.give(Tensor::from_f64(values, Dtype::F64, &[nodes.len(), width]))?;
    c.give(Tensor::from_i64(starts.collect(), Dtype::I64, &[trees.len()]))
}

fn trees(c: &Core, a: &mut Args<'_>) -> Outcome<Vec<Tree>> {
    let (numbers, values, starts) = (a.tensor(c)?.to_f64(), a.tensor(c)?, a.tensor(c)?.to_i64());
    let width = values.shape().last().copied().unwrap_or(0);
    let (nodes, values) = (numbers.as_chunks::<NUMBERS>().0, values.to_f64());
    let starts: Vec<usize> = starts.into_iter().map(|start| start as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([nodes.len()]);
    let tree = |(start, end): (usize, usize)| {
        let nodes = nodes.get(start..end)?.iter().map(|&node| read_node(node, end - start)).collect::<Option<Vec<_>>>();
        Some(Tree {
            nodes: nodes.filter(|nodes| !nodes.is_empty())?,
            values: values.get(start * width..end * width)?.to_vec(),
        })
    };
    let found: Option<Vec<Tree>> = starts.iter().copied().zip(ends).map(tree).collect();
    found.map_or_else(|| bad_value("these are no trees"), Ok)
}

/// None where it leads back or out of the tree.
fn read_node([column, threshold, left, right, impurity, rows, weight]: [f64; NUMBERS], count: usize) -> Option<Node> {
    let branch = (column >= 0.0).then_some(Branch {
        column: column as usize,
        threshold,
        left: left as usize,
        right: right as usize,
    });
    let stays = branch.is_none_or(|branch| branch.left.max(branch.right) < count);
    stays.then_some(Node { branch, impurity, rows: rows as usize, weight })
}
