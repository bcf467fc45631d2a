//! From statements to nodes and moves, with the checks of names and shapes.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Graph, Kind, MOST_NODES, Move, Node};
use crate::lessons::autograd::expression::{Expression, ExpressionKind, Statement};
use crate::lessons::autograd::mistake::{Mistake, Problem, Span};
use crate::lessons::autograd::operation::Operation;
use crate::lessons::autograd::shape::Shape;

/// More than anyone reads.
const MOST_VALUES: usize = 256;

/// The graph of a program of `length` characters.
pub(super) fn graph(statements: &[Statement], seed: u64, length: usize) -> Result<Graph, Mistake> {
    let mut builder = Builder {
        graph: Graph::default(),
        names: BTreeMap::new(),
        is_recording: true,
        random: Xoshiro256PlusPlus::seed_from_u64(seed),
    };
    builder.statements(statements)?;
    match builder.graph.moves.is_empty() {
        true => Err(Mistake::new(Span { start: length, end: length }, Problem::NothingToCompute)),
        false => Ok(builder.graph),
    }
}

struct Builder {
    graph: Graph,
    /// Which node each name stands for at present.
    names: BTreeMap<String, usize>,
    /// False inside `no_grad`.
    is_recording: bool,
    random: Xoshiro256PlusPlus,
}

impl Builder {
    fn statements(&mut self, statements: &[Statement]) -> Result<(), Mistake> {
        for statement in statements {
            match statement {
                Statement::Let { name, value } => self.name(name, value)?,
                Statement::Do(expression) => self.command(expression)?,
                Statement::NoGrad(inner) => self.without_grad(|builder| builder.statements(inner))?,
            }
        }
        Ok(())
    }

    /// Numbers under a name are a variable; all else only gets the name.
    fn name(&mut self, name: &str, value: &Expression) -> Result<(), Mistake> {
        let node = self.value(value)?;
        let is_numbers = matches!(value.kind, ExpressionKind::Literal { .. } | ExpressionKind::Random(_));
        let is_recording = self.is_recording;
        let named = &mut self.graph.nodes[node];
        if let (true, true, Kind::Constant(values)) = (is_numbers, is_recording, &mut named.kind) {
            named.kind = Kind::Variable(std::mem::take(values));
            named.tracked = true;
        }
        // A second name for a value leaves it its first one.
        if named.name.is_empty() {
            named.name = name.to_owned();
        }
        self.names.insert(name.to_owned(), node);
        Ok(())
    }

    fn command(&mut self, expression: &Expression) -> Result<(), Mistake> {
        match &expression.kind {
            ExpressionKind::Backward(inner) => {
                let root = self.value(inner)?;
                let Node { shape, tracked, .. } = self.graph.nodes[root];
                if shape.count() != 1 {
                    return Err(Mistake::new(inner.span, Problem::BackwardNeedsScalar { found: shape }));
                }
                if !tracked {
                    return Err(Mistake::new(inner.span, Problem::NothingTracked));
                }
                let order = self.graph.backward_order(root);
                self.graph.moves.extend(order.into_iter().map(|node| Move::Backward { node, root }));
            }
            ExpressionKind::ZeroGrad(inner) => {
                let node = self.value(inner)?;
                if !self.graph.is_variable(node) {
                    return Err(Mistake::new(inner.span, Problem::ZeroGradNeedsVariable));
                }
                self.graph.moves.push(Move::ZeroGrad { node });
            }
            ExpressionKind::Literal { .. } | ExpressionKind::Random(_) | ExpressionKind::Name(_) => {
                self.value(expression)?;
            }
            ExpressionKind::Apply { .. } | ExpressionKind::NoGrad(_) => {
                self.value(expression)?;
            }
        }
        Ok(())
    }

    /// The node that holds an expression's value.
    fn value(&mut self, expression: &Expression) -> Result<usize, Mistake> {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Literal { shape, values } => self.add(Kind::Constant(values.clone()), *shape, span),
            ExpressionKind::Random(shape) => {
                let draw = |_| StandardNormal.sample(&mut self.random);
                let values = (0..shape.count()).map(draw).collect();
                self.add(Kind::Constant(values), *shape, span)
            }
            ExpressionKind::Name(name) => self.names.get(name).copied().ok_or_else(|| {
                let known = self.names.keys().cloned().collect();
                Mistake::new(span, Problem::UnknownName { name: name.clone(), known })
            }),
            ExpressionKind::Apply { operation, inputs } => self.apply(*operation, inputs, span),
            ExpressionKind::NoGrad(inner) => {
                let node = self.without_grad(|builder| builder.value(inner))?;
                match self.graph.nodes[node].tracked {
                    true => self.operate(Operation::Detach, vec![node], span),
                    false => Ok(node),
                }
            }
            ExpressionKind::Backward(_) => no_value("backward", span),
            ExpressionKind::ZeroGrad(_) => no_value("zero_grad", span),
        }
    }

    fn apply(&mut self, operation: Operation, inputs: &[Expression], span: Span) -> Result<usize, Mistake> {
        let inputs = inputs.iter().map(|input| self.value(input)).collect::<Result<_, _>>()?;
        self.operate(operation, inputs, span)
    }

    fn operate(&mut self, operation: Operation, inputs: Vec<usize>, span: Span) -> Result<usize, Mistake> {
        let shapes: Vec<_> = inputs.iter().map(|&input| self.graph.nodes[input].shape).collect();
        let shape = operation.output(&shapes).map_err(|problem| Mistake::new(span, problem))?;
        let node = self.add(Kind::Operation { operation, inputs }, shape, span)?;
        self.graph.moves.push(Move::Forward { node });
        Ok(node)
    }

    fn add(&mut self, kind: Kind, shape: Shape, span: Span) -> Result<usize, Mistake> {
        if shape.count() > MOST_VALUES {
            return Err(Mistake::new(span, Problem::TooManyValues { found: shape.count(), most: MOST_VALUES }));
        }
        if self.graph.nodes.len() == MOST_NODES {
            return Err(Mistake::new(span, Problem::TooManyNodes { most: MOST_NODES }));
        }
        let tracked = match &kind {
            Kind::Operation { operation: Operation::Detach, inputs: _ } => false,
            Kind::Operation { operation: _, inputs } => {
                self.is_recording && inputs.iter().any(|&input| self.graph.nodes[input].tracked)
            }
            Kind::Variable(_) | Kind::Constant(_) => false,
        };
        self.graph.nodes.push(Node { kind, name: String::new(), shape, span, tracked });
        Ok(self.graph.nodes.len() - 1)
    }

    fn without_grad<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let was_recording = std::mem::replace(&mut self.is_recording, false);
        let outcome = run(self);
        self.is_recording = was_recording;
        outcome
    }
}

fn no_value(function: &str, span: Span) -> Result<usize, Mistake> {
    Err(Mistake::new(span, Problem::NoValue { function: function.to_owned() }))
}
