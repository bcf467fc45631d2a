//! Damage: a pure function of seeds and random numbers. Bits flip, lengths lie, parts go missing, come twice, or come from
//! elsewhere.

use std::ops::Range;

use emberlab::data::random::Random;
use rand::RngExt;

/// No input grows beyond this.
const MOST_BYTES: usize = 1 << 18;

/// One of the seeds, with one to eight injuries. `words` are what the format is made of.
pub fn mutated(random: &mut Random, seeds: &[Vec<u8>], words: &[&[u8]]) -> Vec<u8> {
    let mut bytes = pick(random, seeds).clone();
    for _ in 0..1_u32 << random.random_range(0..4) {
        injure(random, &mut bytes, seeds, words);
        bytes.truncate(MOST_BYTES);
    }
    bytes
}

fn injure(random: &mut Random, bytes: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[&[u8]]) {
    let at = random.random_range(0..=bytes.len());
    match random.random_range(0..12) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(range(random, bytes.len()))),
        2 => flip(bytes, at, 1 << random.random_range(0..8)),
        3 => overwrite(bytes, at, &[random.random()]),
        4 | 5 => {
            let number = number(random, bytes.len());
            overwrite(bytes, at, &number);
        }
        6 => {
            let part = bytes[range(random, bytes.len())].to_vec();
            let times = 1 << random.random_range(0..10);
            insert(bytes, at, &part.repeat(times.min(MOST_BYTES / part.len().max(1))));
        }
        7 => {
            let other = pick(random, seeds);
            let part = &other[range(random, other.len())];
            insert(bytes, at, part);
        }
        8 => {
            let other = pick(random, seeds);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[random.random_range(0..=other.len())..]);
        }
        9 => decimal(random, bytes, at),
        _ if words.is_empty() => flip(bytes, at, 0xff),
        10 => insert(bytes, at, word(random, words)),
        _ => overwrite(bytes, at, word(random, words)),
    }
}

fn pick<'a, T>(random: &mut Random, from: &'a [T]) -> &'a T {
    &from[random.random_range(0..from.len())]
}

fn word<'a>(random: &mut Random, words: &[&'a [u8]]) -> &'a [u8] {
    words[random.random_range(0..words.len())]
}

/// Short ones more often than long ones.
fn range(random: &mut Random, length: usize) -> Range<usize> {
    let start = random.random_range(0..=length);
    let longest = (length - start) >> random.random_range(0..8);
    start..start + random.random_range(0..=longest)
}

fn flip(bytes: &mut [u8], at: usize, mask: u8) {
    bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= mask);
}

fn overwrite(bytes: &mut [u8], at: usize, part: &[u8]) {
    bytes.iter_mut().skip(at).zip(part).for_each(|(byte, new)| *byte = *new);
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

/// A word of 1, 2, 4 or 8 bytes that lengths and counts stumble over.
fn number(random: &mut Random, length: usize) -> Vec<u8> {
    let near = [0, 1, length as u64, u64::from(u32::MAX), u64::MAX, 1 << 31, 1 << 63, 1 << 16, 1 << 62, 1 << 8];
    let number = pick(random, &near).wrapping_add(random.random_range(0..5)).wrapping_sub(2);
    let bytes = 1 << random.random_range(0..4);
    match random.random_range(0..2) {
        0 => number.to_le_bytes()[..bytes].to_vec(),
        _ => number.to_be_bytes()[8 - bytes..].to_vec(),
    }
}

/// The digits from `at` on become another number.
fn decimal(random: &mut Random, bytes: &mut Vec<u8>, at: usize) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|ahead| at + ahead) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let numbers: [&[u8]; 9] = [
        b"0",
        b"-1",
        b"1e999",
        b"18446744073709551615",
        b"9223372036854775808",
        b"4294967296",
        b"1e-400",
        b"nan",
        b"65536",
    ];
    bytes.splice(start..start + length, word(random, &numbers).iter().copied());
}
