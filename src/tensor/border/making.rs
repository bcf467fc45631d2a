//! Operations that make tensors, read them out, and draw random numbers.

use super::{Args, Core, Operation};
use crate::dtype::{Dtype, promote};
use crate::element::{assign, contiguous, copied, fill};
use crate::error::{Outcome, bad_value, runtime};
use crate::ops::{create, default_dtype, may_write, set_default_dtype, unary};
use crate::print::{self, Options};
use crate::random::Generator;
use crate::storage::{Storage, alive_bytes};
use crate::tensor::Tensor;
use crate::view::View;

pub const OPERATIONS: &[(&str, Operation)] = &[
    ("full", |c, a| {
        let (shape, value, is_whole, dtype) = (a.sizes()?, a.float()?, a.flag()?, a.dtype()?);
        c.give(create::full(&shape, value, is_whole.then_some(value as i64), dtype)?)
    }),
    ("arange", |c, a| c.give(create::arange(a.float()?, a.float()?, a.float()?, a.dtype()?)?)),
    ("linspace", |c, a| c.give(create::linspace(a.float()?, a.float()?, a.size()?, a.dtype()?)?)),
    ("eye", |c, a| c.give(create::eye(a.size()?, a.size()?, a.dtype()?)?)),
    ("triangle", |c, a| c.give(create::triangle(&a.sizes()?, a.int()?, a.flag()?)?)),
    // From the bytes that were put before.
    ("from_bytes", |c, a| {
        let (shape, dtype) = (a.sizes()?, a.dtype()?);
        let bytes = std::mem::take(&mut c.bytes);
        if bytes.len() != shape.iter().product::<usize>() * dtype.size() {
            return runtime("as many bytes are needed as the shape has numbers");
        }
        let words = |bytes: Vec<u8>| -> std::rc::Rc<Storage> {
            match dtype.size() {
                1 => Storage::new(bytes),
                2 => Storage::new(bytemuck::pod_collect_to_vec::<u8, u16>(&bytes)),
                4 => Storage::new(bytemuck::pod_collect_to_vec::<u8, u32>(&bytes)),
                _ => Storage::new(bytemuck::pod_collect_to_vec::<u8, u64>(&bytes)),
            }
        };
        c.give(Tensor::new(View::new(words(bytes), dtype, &shape)))
    }),
    // From numbers in the call itself.
    ("from_numbers", |c, a| {
        let (shape, dtype, is_whole) = (a.sizes()?, a.dtype()?, a.flag()?);
        let count = shape.iter().product::<usize>();
        let numbers: Vec<f64> = (0..count).map(|_| a.float()).collect::<Outcome<_>>()?;
        c.give(match is_whole {
            true => Tensor::from_i64(numbers.into_iter().map(|number| number as i64).collect(), dtype, &shape),
            false => Tensor::from_f64(numbers, dtype, &shape),
        })
    }),
    ("to_bytes", |c, a| {
        let tensor = a.tensor(c)?;
        let view = contiguous(&tensor.view());
        let (start, size) = (view.offset * view.dtype.size(), view.count() * view.dtype.size());
        c.bytes = view.storage.bytes()[start..start + size].to_vec();
        c.give_number(size as f64)
    }),
    ("item", |c, a| {
        let tensor = a.tensor(c)?;
        if tensor.count() != 1 {
            return bad_value("only one element tensors can be converted to Python scalars");
        }
        let category = match tensor.dtype() {
            Dtype::Bool => 1.0,
            dtype if dtype.is_float() => 3.0,
            // Beyond 2^53 a float would round it: then as text.
            _ if tensor.to_i64()[0].unsigned_abs() > 1 << 53 => {
                c.bytes = tensor.to_i64()[0].to_string().into_bytes();
                4.0
            }
            _ => 2.0,
        };
        c.give_number(category)?;
        c.give_number(tensor.to_f64()[0])
    }),
    ("text", |c, a| {
        let text = print::text(&a.tensor(c)?, &c.options);
        c.give_text(text)
    }),
    ("print_options", |c, a| {
        c.options = Options {
            precision: a.size()?,
            threshold: a.size()?,
            edge: a.size()?,
            width: a.size()?,
            scientific: a.maybe()?.map(|on| on != 0.0),
        };
        Ok(())
    }),
    ("shape", |c, a| {
        let shape = a.tensor(c)?.shape();
        c.give_number(shape.len() as f64)?;
        shape.into_iter().try_for_each(|size| c.give_number(size as f64))
    }),
    ("strides", |c, a| {
        let tensor = a.tensor(c)?;
        let view = tensor.view();
        c.give_number(view.offset as f64)?;
        view.strides.iter().try_for_each(|&stride| c.give_number(stride as f64))
    }),
    ("dtype", |c, a| c.give_number(a.tensor(c)?.dtype().place() as f64)),
    ("default_dtype", |c, _| c.give_number(default_dtype().place() as f64)),
    ("set_default_dtype", |_, a| {
        set_default_dtype(a.dtype()?);
        Ok(())
    }),
    ("promote", |c, a| c.give_number(promote(a.dtype()?, a.dtype()?).place() as f64)),
    ("storage", |c, a| {
        let tensor = a.tensor(c)?;
        let view = tensor.view();
        c.give_number(std::rc::Rc::as_ptr(&view.storage).addr() as f64)?;
        c.give_number(view.storage.len_bytes() as f64)
    }),
    ("alive_bytes", |c, _| c.give_number(alive_bytes() as f64)),
    ("held", |c, _| c.give_number(c.held() as f64)),
    ("to_dtype", |c, a| {
        let (tensor, dtype, always) = (a.tensor(c)?, a.dtype()?, a.flag()?);
        c.give(if always { unary::converted(&tensor, dtype) } else { unary::to_dtype(&tensor, dtype) })
    }),
    ("fill_", |c, a| {
        let (tensor, value, is_whole) = (a.tensor(c)?, a.float()?, a.flag()?);
        may_write(&tensor)?;
        let zeros = Tensor::scalar(value, !is_whole);
        if tensor.requires_grad() {
            unary::copy_in_place(&tensor, &zeros)?;
            return crate::ops::index::rebase(&tensor);
        }
        fill(&tensor.view(), value, is_whole.then_some(value as i64));
        tensor.bump();
        Ok(())
    }),
    // Generators: 0 is the one that `manual_seed` sets.
    ("generator", |c, a| {
        let seed = (a.size()? as u64) << 32 | a.size()? as u64;
        let number = c.generators.keys().last().map_or(0, |last| last + 1);
        c.generators.insert(number, Generator::new(seed));
        c.give_number(number as f64)
    }),
    ("seed", |c, a| {
        let (number, high, low) = (a.size()?, a.size()? as u64, a.size()? as u64);
        c.generators.insert(number, Generator::new(high << 32 | low));
        Ok(())
    }),
    ("initial_seed", |c, a| {
        let seed = generator(c, a)?.seed();
        c.give_number((seed >> 32) as f64)?;
        c.give_number((seed & 0xffff_ffff) as f64)
    }),
    ("random_state", |c, a| {
        c.bytes = generator(c, a)?.state();
        Ok(())
    }),
    ("set_random_state", |c, a| {
        let number = a.size()?;
        match Generator::from_state(&std::mem::take(&mut c.bytes)) {
            Some(state) => drop(c.generators.insert(number, state)),
            None => return runtime("RNG state is wrong size"),
        }
        Ok(())
    }),
    ("bits", |c, a| {
        let bits = generator(c, a)?.bits();
        c.give_number(f64::from(bits))
    }),
    ("uniform_", |c, a| draw(c, a, |g, count, low, high, dtype| g.uniforms(count, low, high, dtype))),
    ("normal_", |c, a| draw(c, a, |g, count, mean, deviation, dtype| g.normals(count, mean, deviation, dtype))),
    ("exponential_", |c, a| draw(c, a, |g, count, rate, _, _| g.exponentials(count, rate))),
    ("integers_", |c, a| {
        draw(c, a, |g, count, low, high, _| {
            g.integers(count, low as i64, high as i64).into_iter().map(|n| n as f64).collect()
        })
    }),
    ("random_", |c, a| {
        let tensor = a.tensor(c)?;
        may_write(&tensor)?;
        let drawn = generator(c, a)?.anything(tensor.count(), tensor.dtype());
        assign(&tensor.view(), &Tensor::from_i64(drawn, tensor.dtype(), &tensor.shape()).view());
        tensor.bump();
        Ok(())
    }),
    ("permutation", |c, a| {
        let count = a.size()?;
        let order = generator(c, a)?.permutation(count);
        c.give(Tensor::from_i64(order, Dtype::I64, &[count]))
    }),
    ("bernoulli", |c, a| {
        let tensor = a.tensor(c)?;
        let probabilities = tensor.to_f64();
        if probabilities.iter().any(|p| !(0.0..=1.0).contains(p)) {
            return runtime("Expected p_in >= 0 && p_in <= 1 to be true, but got false.");
        }
        let drawn = generator(c, a)?.bernoullis(&probabilities, tensor.dtype());
        c.give(Tensor::from_f64(drawn, tensor.dtype(), &tensor.shape()))
    }),
];

fn generator<'a>(c: &'a mut Core, a: &mut Args<'_>) -> Outcome<&'a mut Generator> {
    let number = a.size()?;
    match c.generators.get_mut(&number) {
        Some(generator) => Ok(generator),
        None => runtime("a generator that is gone"),
    }
}

/// Random numbers over a tensor: its handle, the generator, two numbers of the distribution.
fn draw(
    c: &mut Core,
    a: &mut Args<'_>,
    numbers: fn(&mut Generator, usize, f64, f64, Dtype) -> Vec<f64>,
) -> Outcome<()> {
    let tensor = a.tensor(c)?;
    may_write(&tensor)?;
    let (number, first, second) = (a.size()?, a.float()?, a.float()?);
    let Some(generator) = c.generators.get_mut(&number) else { return runtime("a generator that is gone") };
    let drawn = numbers(generator, tensor.count(), first, second, tensor.dtype());
    let drawn = Tensor::from_f64(drawn, tensor.dtype(), &tensor.shape());
    assign(&tensor.view(), &copied(&drawn.view(), tensor.dtype()));
    tensor.bump();
    Ok(())
}
