//! From statements to nodes and moves, with the checks of names and shapes.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Graph, Kind, MOST_NODES, Move, Node};
use crate::lessons::autograd::MANIFEST;
use crate::lessons::autograd::operation::Operation;
use crate::lessons::autograd::shape::Shape;
use crate::lessons::notation::arguments::Arguments;
use crate::lessons::notation::making::{Numbers, numbers};
use crate::lessons::notation::mistake::{Expected, Mistake, Problem, Span};
use crate::lessons::notation::syntax::{Call, Expression, Form, Statement};

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
        true => Err(Span::new(length, length).mistake(Problem::NothingToCompute)),
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
                Statement::Value { name: Some(name), value } => self.name(name, value)?,
                Statement::Value { name: None, value } => self.command(value)?,
                Statement::NoGrad { statements, .. } => self.without_grad(|builder| builder.statements(statements))?,
            }
        }
        Ok(())
    }

    /// Numbers under a name are a variable; all else only gets the name.
    fn name(&mut self, name: &str, value: &Expression) -> Result<(), Mistake> {
        let node = self.value(value)?;
        let (is_numbers, is_recording) = (numbers(value).is_some(), self.is_recording);
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
        let call = match &expression.form {
            Form::Call(call) if is_command(&call.function) => call,
            _ => return self.value(expression).map(drop),
        };
        let inner = inputs(call, 1, expression.at)?[0];
        let node = self.value(inner)?;
        let Node { shape, tracked, .. } = self.graph.nodes[node];
        let problem = match &*call.function {
            "zero_grad" if self.graph.is_variable(node) => {
                self.graph.moves.push(Move::ZeroGrad { node });
                return Ok(());
            }
            "zero_grad" => Problem::ZeroGradNeedsVariable,
            _ if shape.count() != 1 => Problem::BackwardNeedsScalar { shape: shape.sizes() },
            _ if !tracked => Problem::NothingTracked,
            _ => {
                let order = self.graph.backward_order(node);
                self.graph.moves.extend(order.into_iter().map(|visited| Move::Backward { node: visited, root: node }));
                return Ok(());
            }
        };
        Err(inner.at.mistake(problem))
    }

    /// The node that holds an expression's value.
    fn value(&mut self, expression: &Expression) -> Result<usize, Mistake> {
        let at = expression.at;
        if let Some(numbers) = numbers(expression) {
            return self.numbers(numbers?, at);
        }
        match &expression.form {
            Form::Name(name) => self.names.get(name).copied().ok_or_else(|| {
                let known = self.names.keys().cloned().collect();
                at.mistake(Problem::UnknownName { name: name.clone(), known })
            }),
            Form::Negate(inner) => self.apply(Operation::Negate, &[inner], at),
            Form::Binary(sign, left, right) => self.apply(Operation::of(*sign), &[left, right], at),
            Form::Call(call) => self.call(call, at),
            Form::Index { picks_at, .. } => {
                Err(picks_at.mistake(Problem::Elsewhere { name: "[…]".to_owned(), lesson: "tensors" }))
            }
            Form::Integer(_) | Form::Real(_) | Form::List(_) | Form::Tuple(_) => {
                Err(at.mistake(Problem::Expected(Expected::Value)))
            }
        }
    }

    fn call(&mut self, call: &Call, at: Span) -> Result<usize, Mistake> {
        let function = &*call.function;
        match Operation::called(function) {
            Some(operation) => self.apply(operation, &inputs(call, operation.arity(), at)?, at),
            None if is_command(function) => Err(at.mistake(Problem::NoValue { function: function.to_owned() })),
            None if function == "no_grad" => {
                let inner = inputs(call, 1, at)?[0];
                let node = self.without_grad(|builder| builder.value(inner))?;
                match self.graph.nodes[node].tracked {
                    true => self.operate(Operation::Detach, vec![node], at),
                    false => Ok(node),
                }
            }
            None => Err(call.name_at.mistake(Problem::unknown(function, MANIFEST.id))),
        }
    }

    fn apply(&mut self, operation: Operation, inputs: &[&Expression], at: Span) -> Result<usize, Mistake> {
        let inputs = inputs.iter().map(|input| self.value(input)).collect::<Result<_, _>>()?;
        self.operate(operation, inputs, at)
    }

    fn numbers(&mut self, numbers: Numbers, at: Span) -> Result<usize, Mistake> {
        let shape = Shape::of(&numbers.shape).map_err(|problem| at.mistake(problem))?;
        self.has_room(shape, at)?;
        let values = numbers.filling.values(shape.count(), &mut self.random);
        Ok(self.add(Kind::Constant(values), shape, false, at))
    }

    fn operate(&mut self, operation: Operation, inputs: Vec<usize>, at: Span) -> Result<usize, Mistake> {
        let shapes: Vec<_> = inputs.iter().map(|&input| self.graph.nodes[input].shape).collect();
        let shape = operation.output(&shapes).map_err(|problem| at.mistake(problem))?;
        self.has_room(shape, at)?;
        let is_reached = inputs.iter().any(|&input| self.graph.nodes[input].tracked);
        let tracked = self.is_recording && is_reached && operation != Operation::Detach;
        let node = self.add(Kind::Operation { operation, inputs }, shape, tracked, at);
        self.graph.moves.push(Move::Forward { node });
        Ok(node)
    }

    /// For one more node of this shape.
    fn has_room(&self, shape: Shape, at: Span) -> Result<(), Mistake> {
        if shape.count() > MOST_VALUES {
            return Err(at.mistake(Problem::TooLarge { cells: shape.count(), most: MOST_VALUES }));
        }
        match self.graph.nodes.len() == MOST_NODES {
            true => {
                Err(at.mistake(Problem::TooMuch { most_tensors: MOST_NODES, most_cells: MOST_NODES * MOST_VALUES }))
            }
            false => Ok(()),
        }
    }

    fn add(&mut self, kind: Kind, shape: Shape, tracked: bool, span: Span) -> usize {
        self.graph.nodes.push(Node { kind, name: String::new(), shape, span, tracked });
        self.graph.nodes.len() - 1
    }

    fn without_grad<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let was_recording = std::mem::replace(&mut self.is_recording, false);
        let outcome = run(self);
        self.is_recording = was_recording;
        outcome
    }
}

/// What does something and gives no value.
fn is_command(function: &str) -> bool {
    matches!(function, "backward" | "zero_grad")
}

/// The one or two tensors that a call takes.
fn inputs(call: &Call, count: usize, at: Span) -> Result<Vec<&Expression>, Mistake> {
    let mut arguments = Arguments::new(&call.function, at, &call.arguments);
    let inputs =
        ["input", "other"][..count].iter().map(|argument| arguments.need(argument)).collect::<Result<_, _>>()?;
    arguments.done()?;
    Ok(inputs)
}
