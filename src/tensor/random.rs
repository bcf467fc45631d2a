//! PyTorch's random numbers on the CPU: mt19937 (Matsumoto and Nishimura, 1998) and the rules by which PyTorch 1.13 makes
//! numbers of its bits (`aten/src/ATen/core/DistributionsHelper.h`), equal to the last bit.

use crate::dtype::Dtype;
use crate::normal::{self, fused};

const LENGTH: usize = 624;
const SHIFT: usize = 397;

/// A generator with a state of its own.
#[derive(Clone, Debug)]
pub struct Generator {
    state: [u32; LENGTH],
    next: usize,
    /// The seed it began with.
    seed: u64,
    /// The second of a pair of normal numbers, for the next that is asked for.
    spare: Option<f64>,
}

impl Generator {
    pub fn new(seed: u64) -> Self {
        let mut state = [0u32; LENGTH];
        state[0] = seed as u32;
        for place in 1..LENGTH {
            let before = state[place - 1];
            state[place] = 1_812_433_253u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(place as u32);
        }
        Self { state, next: LENGTH, seed, spare: None }
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The whole state as bytes, to be kept and given back.
    pub fn state(&self) -> Vec<u8> {
        let spare = self.spare.unwrap_or(0.0).to_le_bytes();
        let head = self.seed.to_le_bytes().into_iter().chain((self.next as u64).to_le_bytes());
        head.chain([u8::from(self.spare.is_some())])
            .chain(spare)
            .chain(self.state.iter().flat_map(|word| word.to_le_bytes()))
            .collect()
    }

    /// From what [`Self::state`] gave; none for other bytes.
    pub fn from_state(bytes: &[u8]) -> Option<Self> {
        let (head, words) = bytes.split_at_checked(25)?;
        let number = |at: usize| Some(u64::from_le_bytes(head.get(at..at + 8)?.try_into().ok()?));
        let words: Vec<u32> = words.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let spare = f64::from_bits(number(17)?);
        let next = usize::try_from(number(8)?).ok().filter(|next| *next <= LENGTH)?;
        Some(Self { state: words.try_into().ok()?, next, seed: number(0)?, spare: (head[16] == 1).then_some(spare) })
    }

    /// 32 random bits.
    pub fn bits(&mut self) -> u32 {
        if self.next == LENGTH {
            self.twist();
        }
        let mut y = self.state[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn twist(&mut self) {
        for place in 0..LENGTH {
            let joined = (self.state[place] & 0x8000_0000) | (self.state[(place + 1) % LENGTH] & 0x7fff_ffff);
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[place] = self.state[(place + SHIFT) % LENGTH] ^ (joined >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// 64 random bits, the first 32 above.
    pub fn wide_bits(&mut self) -> u64 {
        let high = u64::from(self.bits());
        (high << 32) | u64::from(self.bits())
    }

    /// From 0 to below 1: 24 bits for floats, 53 for doubles.
    pub fn uniform(&mut self, dtype: Dtype) -> f64 {
        match dtype {
            Dtype::F64 => (self.wide_bits() & ((1 << 53) - 1)) as f64 / (1u64 << 53) as f64,
            Dtype::F16 => f64::from(self.bits() & ((1 << 11) - 1)) / f64::from(1 << 11),
            Dtype::Bf16 => f64::from(self.bits() & ((1 << 8) - 1)) / f64::from(1 << 8),
            _ => f64::from(self.bits() & ((1 << 24) - 1)) / f64::from(1 << 24),
        }
    }

    /// Numbers from `low` to below `high`, computed in the dtype.
    pub fn uniforms(&mut self, count: usize, low: f64, high: f64, dtype: Dtype) -> Vec<f64> {
        let scale = |x: f64| match dtype {
            Dtype::F64 => x.mul_add(high - low, low),
            _ => f64::from(fused(x as f32, high as f32 - low as f32, low as f32)),
        };
        (0..count).map(|_| scale(self.uniform(dtype))).collect()
    }

    /// Normal numbers, by Box and Muller: one by one in pairs below sixteen, in blocks of sixteen from there on.
    pub fn normals(&mut self, count: usize, mean: f64, deviation: f64, dtype: Dtype) -> Vec<f64> {
        if count < 16 {
            return (0..count).map(|_| self.normal() * deviation + mean).collect();
        }
        let mut numbers: Vec<f64> = (0..count).map(|_| self.uniform(dtype)).collect();
        let block = |numbers: &mut [f64]| {
            for place in 0..8 {
                let (first, second) = (numbers[place], numbers[place + 8]);
                let (a, b) = match dtype {
                    Dtype::F64 => {
                        let radius = (-2.0 * (1.0 - first).ln()).sqrt();
                        let angle = 2.0 * std::f64::consts::PI * second;
                        let scale = |x: f64| x.mul_add(deviation, mean);
                        (scale(radius * angle.cos()), scale(radius * angle.sin()))
                    }
                    _ => {
                        let (a, b) = normal::pair(first as f32, second as f32);
                        let scale = |x| f64::from(fused(x, deviation as f32, mean as f32));
                        (scale(a), scale(b))
                    }
                };
                (numbers[place], numbers[place + 8]) = (a, b);
            }
        };
        let whole = count / 16 * 16;
        numbers[..whole].chunks_mut(16).for_each(block);
        if whole < count {
            // The last sixteen are drawn anew.
            let tail = &mut numbers[count - 16..];
            for number in tail.iter_mut() {
                *number = self.uniform(dtype);
            }
            block(tail);
        }
        numbers
    }

    /// One normal number, in double precision.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let (first, second) = (self.uniform(Dtype::F64), self.uniform(Dtype::F64));
        let radius = (-2.0 * (-second).ln_1p()).sqrt();
        let angle = 2.0 * std::f64::consts::PI * first;
        self.spare = Some(radius * angle.sin());
        radius * angle.cos()
    }

    /// Whole numbers from `low` to below `high`.
    pub fn integers(&mut self, count: usize, low: i64, high: i64) -> Vec<i64> {
        let range = high.wrapping_sub(low) as u64;
        let mut next =
            || if range >= 1 << 32 { self.wide_bits() % range } else { u64::from(self.bits()) % range.max(1) };
        (0..count).map(|_| low.wrapping_add(next() as i64)).collect()
    }

    /// Whole numbers over all that a dtype counts exactly from 0 on (`random_()`).
    pub fn anything(&mut self, count: usize, dtype: Dtype) -> Vec<i64> {
        let mut next = || match dtype {
            Dtype::I64 => (self.wide_bits() & i64::MAX as u64) as i64,
            Dtype::F64 => (self.wide_bits() % ((1 << 53) + 1)) as i64,
            Dtype::F32 => i64::from(self.bits() % ((1 << 24) + 1)),
            Dtype::F16 => i64::from(self.bits() % ((1 << 11) + 1)),
            Dtype::Bf16 => i64::from(self.bits() % ((1 << 8) + 1)),
            Dtype::Bool => i64::from(self.bits() & 1),
            Dtype::U8 => i64::from(self.bits() & 0xff),
            Dtype::I8 => i64::from(self.bits() & 0x7f),
            Dtype::I16 => i64::from(self.bits() & 0x7fff),
            Dtype::I32 => i64::from(self.bits() & 0x7fff_ffff),
        };
        (0..count).map(|_| next()).collect()
    }

    /// The numbers below `count` in random order (Fisher and Yates).
    pub fn permutation(&mut self, count: usize) -> Vec<i64> {
        let mut order: Vec<i64> = (0..count as i64).collect();
        for place in 0..count.saturating_sub(1) {
            let other = place + (self.bits() as usize) % (count - place);
            order.swap(place, other);
        }
        order
    }

    /// 1 with the probability of each, else 0; drawn in the dtype of the probabilities.
    pub fn bernoullis(&mut self, probabilities: &[f64], dtype: Dtype) -> Vec<f64> {
        probabilities.iter().map(|&p| f64::from(u8::from(self.uniform(dtype) < p))).collect()
    }

    /// Exponential numbers with this rate.
    pub fn exponentials(&mut self, count: usize, rate: f64) -> Vec<f64> {
        (0..count).map(|_| -(1.0 - self.uniform(Dtype::F64)).ln() / rate).collect()
    }
}
