//! The host of the embedded module: it offers messages and memory, and nothing else.

use super::names::{self, Import, MEMORY};
use wasmi::{
    Caller, Error, Extern, ExternType, Linker, Memory, Module, StoreLimits, StoreLimitsBuilder, Val,
};

/// The most bytes of messages that are stored.
const MOST_MESSAGES: usize = 1 << 16;
/// Size of a page of memory, in bytes.
const PAGE: u64 = 1 << 16;

/// What the module has said, and what it may still use.
pub(super) struct State {
    pub(super) limits: StoreLimits,
    pub(super) messages: Vec<u8>,
    pub(super) out_of_memory: bool,
}

impl State {
    pub(super) fn new(memory: usize) -> Self {
        let limits = StoreLimitsBuilder::new().memory_size(memory).build();
        Self { limits, messages: Vec::new(), out_of_memory: false }
    }

    fn note(&mut self, text: &[u8]) {
        let room = MOST_MESSAGES.saturating_sub(self.messages.len());
        self.messages.extend_from_slice(&text[..text.len().min(room)]);
    }
}

/// Offers every import of the module, by the table of names.
pub(super) fn linker(module: &Module) -> Result<Linker<State>, Error> {
    let mut linker = Linker::new(module.engine());
    for wanted in module.imports() {
        let ExternType::Func(signature) = wanted.ty() else { continue };
        let Some(import) = names::import(wanted.name()) else { continue };
        linker.func_new(
            wanted.module(),
            wanted.name(),
            signature.clone(),
            move |mut caller, arguments, results| {
                let number = answer(import, &mut caller, arguments)?;
                if let Some(Val::I32(result)) = results.first_mut() {
                    *result = number;
                }
                Ok(())
            },
        )?;
    }
    Ok(linker)
}

fn answer(import: Import, caller: &mut Caller<State>, arguments: &[Val]) -> Result<i32, Error> {
    match import {
        Import::Assert => Err(Error::new(assertion(caller, arguments)?)),
        Import::Message => message(caller, arguments),
        Import::Grow => grow(caller, arguments),
        Import::Write => write(caller, arguments),
        Import::Random => random(caller, arguments),
        Import::Exit => Err(Error::i32_exit(number(arguments, 0).cast_signed())),
        Import::Abort => Err(Error::new("the module aborted")),
        Import::Absent(number) => Ok(number),
    }
}

fn assertion(caller: &Caller<State>, arguments: &[Val]) -> Result<String, Error> {
    let text = text_at(memory(caller)?.data(caller), number(arguments, 0));
    Ok(format!("assertion failed: {}", String::from_utf8_lossy(text)))
}

fn message(caller: &mut Caller<State>, arguments: &[Val]) -> Result<i32, Error> {
    let (data, state) = memory(caller)?.data_and_store_mut(caller);
    state.note(text_at(data, number(arguments, 0)));
    Ok(0)
}

/// Grows the memory to at least the wanted size; a refusal ends the run.
fn grow(caller: &mut Caller<State>, arguments: &[Val]) -> Result<i32, Error> {
    let memory = memory(caller)?;
    let wanted = u64::from(number(arguments, 0)).div_ceil(PAGE);
    let pages = wanted.saturating_sub(memory.size(&*caller));
    if memory.grow(&mut *caller, pages).is_err() {
        caller.data_mut().out_of_memory = true;
        return Err(Error::new("out of memory"));
    }
    Ok(1)
}

/// Stores what is written to any stream: (stream, pieces, count of pieces, place for the length).
fn write(caller: &mut Caller<State>, arguments: &[Val]) -> Result<i32, Error> {
    let memory = memory(caller)?;
    let (data, state) = memory.data_and_store_mut(&mut *caller);
    let (pieces, count) = (number(arguments, 1), number(arguments, 2));
    let mut written = 0_u32;
    for piece in (0..count).map(|i| pieces.wrapping_add(i.wrapping_mul(8))) {
        let (start, length) = (word_at(data, piece), word_at(data, piece.wrapping_add(4)));
        state.note(bytes_at(data, start, length));
        written = written.wrapping_add(length);
    }
    memory.write(caller, number(arguments, 3) as usize, &written.to_le_bytes())?;
    Ok(0)
}

fn random(caller: &mut Caller<State>, arguments: &[Val]) -> Result<i32, Error> {
    let memory = memory(caller)?;
    let start = number(arguments, 0) as usize;
    let end = start.saturating_add(number(arguments, 1) as usize);
    if let Some(bytes) = memory.data_mut(caller).get_mut(start..end) {
        bytes.fill(0);
    }
    Ok(0)
}

fn memory(caller: &Caller<State>) -> Result<Memory, Error> {
    caller
        .get_export(MEMORY)
        .and_then(Extern::into_memory)
        .ok_or_else(|| Error::new("the module has no memory"))
}

fn number(arguments: &[Val], index: usize) -> u32 {
    arguments.get(index).and_then(Val::i32).unwrap_or(0).cast_unsigned()
}

/// Text that ends at the first zero byte; empty if it is out of bounds.
pub(super) fn text_at(data: &[u8], start: u32) -> &[u8] {
    let tail = data.get(start as usize..).unwrap_or_default();
    tail.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn bytes_at(data: &[u8], start: u32, length: u32) -> &[u8] {
    let start = start as usize;
    data.get(start..start.saturating_add(length as usize)).unwrap_or_default()
}

fn word_at(data: &[u8], start: u32) -> u32 {
    bytes_at(data, start, 4).try_into().map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_stay_in_bounds() {
        let data = b"ab\0cd";
        assert_eq!(text_at(data, 0), b"ab");
        assert_eq!(text_at(data, 3), b"cd");
        assert_eq!(text_at(data, 99), b"");
        assert_eq!(bytes_at(data, 4, u32::MAX), b"");
        assert_eq!(word_at(data, 1), u32::from_le_bytes(*b"b\0cd"));
        assert_eq!(word_at(data, 3), 0);
    }

    #[test]
    fn messages_are_capped() {
        let mut state = State::new(0);
        state.note(&vec![b'x'; 2 * MOST_MESSAGES]);
        state.note(b"more");
        assert_eq!(state.messages.len(), MOST_MESSAGES);
    }
}
