//! Runs over rows in parallel, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of rows that a core takes at a time.
const ROWS: usize = 4;

/// Processes rows on all cores; returns the result of each core.
///
/// `start` creates what one core needs: a function that processes a row, and an initial result.
pub fn rows<T: Send, W: FnMut(usize, &mut T)>(
    rows: usize,
    start: impl Fn() -> (W, T) + Sync,
) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut work, mut result) = start();
        loop {
            let first = next.fetch_add(ROWS, Ordering::Relaxed);
            if first >= rows {
                return result;
            }
            (first..rows.min(first + ROWS)).for_each(|row| work(row, &mut result));
        }
    };
    if cores == 1 || rows <= ROWS {
        return vec![work()];
    }
    std::thread::scope(|scope| {
        let threads = (1..cores).map(|_| scope.spawn(work)).collect::<Vec<_>>();
        let mut results = vec![work()];
        results.extend(threads.into_iter().map(|thread| thread.join().expect("rows do not panic")));
        results
    })
}
