//! Operations on the graph of gradients. The way back is gone turn by turn, so that Python's functions can take part.

use std::rc::Rc;

use super::{Core, Operation};
use crate::backward::{Backward, Turn, Wish};
use crate::dtype::Dtype;
use crate::error::{Outcome, runtime};
use crate::tape::{self, Edge, Node};
use crate::tensor::Tensor;

pub const OPERATIONS: &[(&str, Operation)] = &[
    ("requires_grad", |c, a| c.give_number(a.tensor(c)?.requires_grad().into())),
    ("set_requires_grad", |c, a| a.tensor(c)?.set_requires_grad(a.flag()?)),
    ("is_leaf", |c, a| c.give_number(a.tensor(c)?.is_leaf().into())),
    ("retains_grad", |c, a| c.give_number(a.tensor(c)?.retains_grad().into())),
    ("retain_grad", |c, a| a.tensor(c)?.retain_grad()),
    ("version", |c, a| c.give_number(a.tensor(c)?.version().into())),
    ("is_recording", |c, _| c.give_number(tape::is_recording().into())),
    ("set_recording", |c, a| {
        let was_on = tape::set_recording(a.flag()?);
        c.give_number(was_on.into())
    }),
    ("grad", |c, a| {
        let grad = a.tensor(c)?.grad();
        c.give_or_none(grad)
    }),
    ("set_grad", |c, a| {
        let (tensor, grad) = (a.tensor(c)?, a.tensor_or_none(c)?);
        if let Some(grad) = &grad {
            if grad.shape() != tensor.shape() {
                return runtime("assigned grad has data of a different size");
            }
            if grad.dtype() != tensor.dtype() {
                return runtime("assigned grad has data of a different type");
            }
        }
        tensor.set_grad(grad);
        Ok(())
    }),
    ("detach", |c, a| c.give(a.tensor(c)?.detach())),
    ("detach_", |c, a| {
        a.tensor(c)?.leave_graph();
        Ok(())
    }),
    ("data", |c, a| c.give(a.tensor(c)?.data())),
    ("set_data", |c, a| {
        let (tensor, other) = (a.tensor(c)?, a.tensor(c)?);
        tensor.set_data(&other);
        Ok(())
    }),
    // The name of what made it; nothing for a leaf.
    ("grad_fn", |c, a| {
        let name = a.tensor(c)?.origin().map(|(node, _)| node.name.to_string()).unwrap_or_default();
        c.give_text(name)
    }),
    // The first leaf on the way back, and a number that no other has while it is there.
    ("first_leaf", |c, a| {
        let leaf = a.tensor(c)?.first_leaf();
        c.give_number(leaf.as_ref().map_or(0, Tensor::key) as f64)?;
        c.give_or_none(leaf)
    }),
    // The tensor again, made by what the bytes name: for functions that are put together of several operations.
    ("named", |c, a| {
        let tensor = a.tensor(c)?;
        let name = String::from_utf8_lossy(&std::mem::take(&mut c.bytes)).into_owned();
        let out = Tensor::new(tensor.view().clone());
        tape::tie_named(name, &tensor, &out);
        c.give(out)
    }),
    ("add_hook", |c, a| a.tensor(c)?.add_hook(a.size()? as u32)),
    ("remove_hook", |c, a| {
        a.tensor(c)?.remove_hook(a.size()? as u32);
        Ok(())
    }),
    // What the node that made a tensor hands its gradients to, three numbers each: a kind (0 nothing, 1 a node, 2 a leaf), a tensor
    // that the node made or the leaf itself, and which of the node's outputs is meant.
    ("next_functions", |c, a| {
        let Some((node, _)) = a.tensor(c)?.origin() else { return Ok(()) };
        node.edges.iter().try_for_each(|edge| {
            let (kind, tensor, output) = match edge {
                None => (0.0, None, 0),
                Some(Edge::Node(node, output)) => (1.0, Some(made_by(node, *output)), *output),
                Some(Edge::Leaf(leaf)) => (2.0, Some(leaf.clone()), 0),
            };
            c.give_number(kind)?;
            c.give_or_none(tensor)?;
            c.give_number(output as f64)
        })
    }),
    // A tensor without the other's numbers that the same node made.
    ("in_graph", |c, a| match a.tensor(c)?.origin() {
        Some((node, output)) => c.give(made_by(&node, output)),
        None => runtime("a leaf has no node"),
    }),
    // Which node made a tensor: the same number for the same one.
    ("node", |c, a| {
        let node = a.tensor(c)?.origin().map_or(0, |(node, _)| node.id);
        c.give_number(node as f64)
    }),
    // A function of Python's: its number, inputs, outputs; its name lies in the bytes. Gives back functions that no graph holds any
    // more.
    ("tie", |c, a| {
        let (function, inputs, outputs) = (a.size()? as u32, a.tensors(c)?, a.tensors(c)?);
        let name = String::from_utf8_lossy(&std::mem::take(&mut c.bytes)).into_owned();
        tape::tie_python(name, &inputs.iter().collect::<Vec<_>>(), &outputs.iter().collect::<Vec<_>>(), function);
        tape::gone().into_iter().try_for_each(|function| c.give_number(function.into()))
    }),
    // Outputs, their gradients, retain_graph, create_graph, whether only some are wanted, and these.
    ("backward", |c, a| {
        let (outputs, gradients) = (a.tensors(c)?, a.tensors_or_none(c)?);
        let (retain_graph, create_graph, is_some) = (a.flag()?, a.flag()?, a.flag()?);
        let wanted = is_some.then(|| a.tensors(c)).transpose()?;
        let outputs: Vec<_> = outputs.into_iter().zip(gradients).collect();
        c.backwards.push(Backward::new(&outputs, Wish { retain_graph, create_graph, wanted })?);
        turn(c)
    }),
    ("replace", |c, a| {
        let gradient = a.tensor_or_none(c)?;
        here(c)?.replace(gradient);
        turn(c)
    }),
    ("answer", |c, a| {
        let gradients = a.tensors_or_none(c)?;
        let outcome = here(c)?.answer(gradients);
        or_leave(c, outcome)?;
        turn(c)
    }),
    ("leave", |c, _| {
        c.backwards.pop();
        Ok(())
    }),
];

/// A tensor without numbers to speak of, for its place in the graph.
fn made_by(node: &Rc<Node>, output: usize) -> Tensor {
    let made = Tensor::full(0.0, Dtype::F32, &[]);
    made.set_origin(node.clone(), output);
    made
}

fn here(c: &mut Core) -> Outcome<&mut Backward> {
    match c.backwards.last_mut() {
        Some(backward) => Ok(backward),
        None => runtime("there is no way back to go on with"),
    }
}

fn or_leave<T>(c: &mut Core, outcome: Outcome<T>) -> Outcome<T> {
    if outcome.is_err() {
        c.backwards.pop();
    }
    outcome
}

/// What is next: 0 done (and what was wanted), 1 a hook and its gradient, 2 a function and its gradients.
fn turn(c: &mut Core) -> Outcome<()> {
    let next = here(c)?.go_on();
    match or_leave(c, next)? {
        Turn::Done => {
            c.give_number(0.0)?;
            let wanted = c.backwards.pop().map(Backward::wanted).unwrap_or_default();
            wanted.into_iter().try_for_each(|gradient| c.give_or_none(gradient))
        }
        Turn::Hook { hook, gradient } => {
            c.give_number(1.0)?;
            c.give_number(hook.into())?;
            c.give(gradient)
        }
        Turn::Function { function, gradients } => {
            c.give_number(2.0)?;
            c.give_number(function.into())?;
            gradients.into_iter().try_for_each(|gradient: Option<Tensor>| c.give_or_none(gradient))
        }
    }
}
