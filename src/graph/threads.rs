//! Work on several threads, where there are cores for them and stances enough.

use std::num::NonZero;
use std::thread;

/// Fewest stances that justify a thread.
pub(super) const WORTH_A_THREAD: usize = 50_000;

/// The number of threads for work on some stances.
pub(super) fn threads(stances: usize) -> usize {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    if stances < WORTH_A_THREAD { 1 } else { cores().min(1 + stances / WORTH_A_THREAD) }
}

/// Does two things, at the same time if there are enough stances.
pub(crate) fn both<A: Send, B>(
    stances: usize,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if threads(stances) == 1 {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().expect("it does not panic"), other)
    })
}
