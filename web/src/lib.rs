//! The page's side of `stancegraph::page`: texts in and out of WebAssembly.
//!
//! JavaScript asks for room, writes a text there, and gives it to `open` (the graph, once) or to
//! `ask` (a question). Both take the room back and give the address of the answer: its length as
//! four bytes, and then its bytes. Who has read it gives it back to `done`.

use std::cell::RefCell;

use stancegraph::page::Session;
use stancegraph::render::font::{Font, Weight};

thread_local! {
    static SESSION: RefCell<Option<Session>> = const { RefCell::new(None) };
}

/// Room for a text of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Reads the graph; answers with what the page has to know of it.
///
/// # Safety
///
/// `text` is of [`room`], with this length, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn open(text: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: as this function's.
    let text = unsafe { taken(text, length) };
    match Session::open(&text) {
        Ok(session) => {
            let answer = session.ask(r#"{"ask":"open"}"#);
            SESSION.set(Some(session));
            handed(answer)
        }
        Err(error) => handed(Session::refusal(&error.to_string())),
    }
}

/// Answers a question.
///
/// # Safety
///
/// `text` is of [`room`], with this length, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ask(text: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: as this function's.
    let text = unsafe { taken(text, length) };
    let answer = SESSION.with_borrow(|session| match session {
        Some(session) => session.ask(&text),
        None => Session::refusal("no graph is open"),
    });
    handed(answer)
}

/// Takes an answer back.
///
/// # Safety
///
/// `answer` is of [`open`] or [`ask`], and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn done(answer: *mut u8) {
    // SAFETY: an answer begins with its length.
    let length = unsafe { answer.cast::<[u8; LENGTH]>().read() };
    let length = LENGTH + u32::from_le_bytes(length) as usize;
    // SAFETY: `handed` gave it away with this length.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(answer, length)) });
}

/// The font in which pictures are measured, as a TrueType file: 0 normal, 1 bold.
#[unsafe(no_mangle)]
pub extern "C" fn font(weight: u32) -> *const u8 {
    font_bytes(weight).as_ptr()
}

/// How many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn font_length(weight: u32) -> usize {
    font_bytes(weight).len()
}

fn font_bytes(weight: u32) -> &'static [u8] {
    Font::bytes(if weight == 0 { Weight::Regular } else { Weight::Bold })
}

/// How many bytes the length of an answer has.
const LENGTH: usize = 4;

/// # Safety
///
/// As [`open`].
unsafe fn taken(text: *mut u8, length: usize) -> String {
    // SAFETY: `room` gave it away with this length.
    let bytes = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(text, length)) };
    String::from_utf8_lossy(&bytes).into_owned()
}

fn handed(answer: String) -> *mut u8 {
    let length = u32::try_from(answer.len()).expect("memory has 32 bits");
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.extend(answer.into_bytes());
    Box::into_raw(bytes.into_boxed_slice()).cast()
}
