//! Whatever the bytes are: no panic, no hang; and what is read can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stancegraph::Format;
use stancegraph_fuzz::check;

fuzz_target!(|bytes: &[u8]| check(Format::MatrixMarket.read(bytes), Format::Json));
