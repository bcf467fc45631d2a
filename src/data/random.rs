//! Seeded random numbers, the same on every platform.

use rand::SeedableRng;
pub use rand_xoshiro::Xoshiro256PlusPlus as Random;

/// Stream `number` of a seed. Any fixed mixing will do, as long as neighbouring seeds do not share streams.
pub fn stream(seed: u64, number: u64) -> Random {
    Random::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number))
}
