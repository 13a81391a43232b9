//! The examples do what they say.

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
