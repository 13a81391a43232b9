//! The examples run, and do what they say.

macro_rules! example {
    ($name:ident, $path:literal) => {
        #[path = $path]
        mod $name;

        #[test]
        fn $name() {
            $name::main().expect(concat!($path, " runs"));
        }
    };
}

example!(read_and_align, "../../examples/read_and_align.rs");
example!(petgraph_algorithm, "../../examples/petgraph_algorithm.rs");
example!(own_measure, "../../examples/own_measure.rs");
#[cfg(feature = "draw")]
example!(build_and_draw, "../../examples/build_and_draw.rs");

/// It serves until it is stopped: its own tests ask it.
#[path = "../../examples/web_server.rs"]
#[allow(dead_code, reason = "nobody starts it here")]
mod web_server;
