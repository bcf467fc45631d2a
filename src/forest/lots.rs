//! Random numbers: numpy's older generator for whole forests, and the small one that each tree draws its columns with.

/// Words of mt19937, and what numpy makes of them.
pub trait Lots {
    /// The generator that numpy's `RandomState(seed)` is.
    fn seeded(seed: u32) -> Self;

    /// 32 random bits.
    fn word(&mut self) -> u32;

    /// From 0 to below 1, of 53 bits.
    fn double(&mut self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// From 0 to below `count`, which is at least 1: masked bits, drawn again while too large (`randint`).
    fn below(&mut self, count: u32) -> u32 {
        let most = count - 1;
        let Some(mask) = u32::MAX.checked_shr(most.leading_zeros()) else { return 0 };
        loop {
            let word = self.word() & mask;
            if word <= most {
                return word;
            }
        }
    }

    /// What a tree's own generator begins with.
    fn seed(&mut self) -> u32 {
        self.below(i32::MAX as u32)
    }
}

/// Marsaglia's xorshift (2003) with 32 bits of state.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Xorshift(u32);

impl Xorshift {
    pub fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// From `low` to below `high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        // From 0 it would never come away.
        let mut x = self.0.max(1);
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        self.0 = x;
        // Of which 31 bits count.
        low + (x & 0x7fff_ffff) as usize % (high - low)
    }
}
