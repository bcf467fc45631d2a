//! Values in order, with their rows. Rows of one value stand where this very way of sorting leaves them: sums over them depend on it in
//! their last digit, and equally good splits on that.
//!
//! Introsort (Musser, 1997): quicksort by the median of three with what is equal in the middle (Bentley and McIlroy, 1993), heapsort
//! where that goes too deep.

/// Sorts the values, and the rows along with them.
pub fn sort(values: &mut [f32], rows: &mut [usize]) {
    let depth = 2 * values.len().checked_ilog2().unwrap_or(0);
    quicksort(values, rows, depth);
}

fn swap(values: &mut [f32], rows: &mut [usize], a: usize, b: usize) {
    values.swap(a, b);
    rows.swap(a, b);
}

fn quicksort(mut values: &mut [f32], mut rows: &mut [usize], mut depth: u32) {
    while values.len() > 1 {
        if depth == 0 {
            return heapsort(values, rows);
        }
        depth -= 1;
        let pivot = median(values);
        let (mut low, mut at, mut high) = (0, 0, values.len());
        while at < high {
            if values[at] < pivot {
                swap(values, rows, at, low);
                at += 1;
                low += 1;
            } else if values[at] > pivot {
                high -= 1;
                swap(values, rows, at, high);
            } else {
                at += 1;
            }
        }
        quicksort(&mut values[..low], &mut rows[..low], depth);
        values = &mut values[high..];
        rows = &mut rows[high..];
    }
}

/// Of the first, the middle and the last.
fn median(values: &[f32]) -> f32 {
    let (a, b, c) = (values[0], values[values.len() / 2], values[values.len() - 1]);
    if a < b {
        if b < c { b } else { a.max(c) }
    } else if b < c {
        a.min(c)
    } else {
        b
    }
}

fn heapsort(values: &mut [f32], rows: &mut [usize]) {
    let count = values.len();
    for start in (0..count / 2).rev() {
        sift(values, rows, start, count);
    }
    for end in (1..count).rev() {
        swap(values, rows, 0, end);
        sift(values, rows, 0, end);
    }
}

/// Lets a value sink until none below it is larger.
fn sift(values: &mut [f32], rows: &mut [usize], mut at: usize, end: usize) {
    loop {
        let mut largest = at;
        for child in [2 * at + 1, 2 * at + 2] {
            if child < end && values[largest] < values[child] {
                largest = child;
            }
        }
        if largest == at {
            return;
        }
        swap(values, rows, at, largest);
        at = largest;
    }
}
