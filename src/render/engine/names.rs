//! The names inside the embedded module, as its build shortened them.
//!
//! They change with every build of the module. `assets/rebuild.mjs` prints those of a new build, and the tests check
//! that all of them exist.

/// The module, packed with gzip.
pub(super) const MODULE: &[u8] = include_bytes!("../../../assets/graphviz-16.1.0.wasm.gz");

/// The exported memory.
pub(super) const MEMORY: &str = "z";
/// `__wasm_call_ctors()`
pub(super) const CONSTRUCTORS: &str = "A";
/// `malloc(size) -> address`
pub(super) const MALLOC: &str = "F";
/// `viz_read_one_graph(text) -> graph`
pub(super) const READ_GRAPH: &str = "I";
/// `viz_create_context() -> context`
pub(super) const CREATE_CONTEXT: &str = "V";
/// `viz_reset_errors()`
pub(super) const RESET_ERRORS: &str = "Z";
/// `viz_layout(context, graph, engine) -> status`
pub(super) const LAYOUT: &str = "X";
/// `viz_render(context, graph, format) -> text`
pub(super) const RENDER: &str = "_";

/// What the host does when the module calls an import.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Import {
    /// A broken assertion: stop.
    Assert,
    /// Text of an error or a warning: store it.
    Message,
    /// Grow the memory to this many bytes.
    Grow,
    /// Write to a stream: store it as a message.
    Write,
    /// Fill with random bytes: zeros, for the same output every time.
    Random,
    /// Exit with a status: stop.
    Exit,
    /// An abort, or an uncaught exception: stop.
    Abort,
    /// A function that the host lacks: give this answer.
    Absent(i32),
}

/// The answer of a system call for a file that does not exist.
const NO_FILE: Import = Import::Absent(-44);
/// The answer of a WASI call for something that does not exist.
const NOT_THERE: Import = Import::Absent(8);

/// The imports: short name, real name, and what the host does.
pub(super) const IMPORTS: [(&str, &str, Import); 25] = [
    ("a", "__assert_fail", Import::Assert),
    ("b", "__cxa_throw", Import::Abort),
    ("c", "exit", Import::Exit),
    ("d", "fd_write", Import::Write),
    ("e", "fd_close", NOT_THERE),
    ("f", "__syscall_fcntl64", NO_FILE),
    ("g", "emscripten_date_now", Import::Absent(0)),
    ("h", "_abort_js", Import::Abort),
    ("i", "fd_read", NOT_THERE),
    ("j", "__syscall_ioctl", NO_FILE),
    ("k", "emscripten_resize_heap", Import::Grow),
    ("l", "__syscall_openat", NO_FILE),
    ("m", "_mmap_js", NO_FILE),
    ("n", "_munmap_js", NO_FILE),
    ("o", "_localtime_js", Import::Absent(0)),
    ("p", "viz_errorf", Import::Message),
    ("q", "_tzset_js", Import::Absent(0)),
    ("r", "fd_seek", NOT_THERE),
    ("s", "environ_get", NOT_THERE),
    ("t", "environ_sizes_get", NOT_THERE),
    ("u", "random_get", Import::Random),
    ("v", "__syscall_newfstatat", NO_FILE),
    ("w", "__syscall_fstat64", NO_FILE),
    ("x", "clock_time_get", NOT_THERE),
    ("y", "__syscall_faccessat", NO_FILE),
];

/// What the host does for the import with this short name.
pub(super) fn import(name: &str) -> Option<Import> {
    IMPORTS.iter().find(|(short, ..)| *short == name).map(|(.., import)| *import)
}
