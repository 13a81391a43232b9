//! Fuzzes the target that the environment names: `FUZZ_TARGET=csv cargo fuzz run all`.

#![no_main]

use std::env;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use stancegraph_fuzz::TARGETS;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let wanted = env::var("FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.iter().find(|(name, _)| *name == wanted);
    let (_, fuzz) = found.unwrap_or_else(|| {
        let names = TARGETS.map(|(name, _)| name).join(", ");
        panic!("set FUZZ_TARGET to one of {names}")
    });
    *fuzz
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
