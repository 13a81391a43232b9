//! Graphviz as WebAssembly, run by an interpreter.

use super::host::{self, State};
use super::messages::{complaint, errors};
use super::{Algorithm, EngineError, Limits, names};
use std::io::Read;
use std::sync::OnceLock;
use wasmi::errors::{ErrorKind, InstantiationError};
use wasmi::{
    CompilationMode, Config, CustomFuelCosts, Error, Instance, Memory, Module, Store, TrapCode,
    WasmParams, WasmResults,
};

/// Deepest nesting of calls inside the module.
const DEEPEST: usize = 20_000;
/// Largest stack of the interpreter, in bytes.
const STACK: usize = 16 << 20;

/// The layout of one graph, as JSON.
pub(super) fn layout(
    dot: &str,
    algorithm: Algorithm,
    limits: Limits,
) -> Result<String, EngineError> {
    let mut run = Run::start(limits).map_err(|trap| failure(&trap, ""))?;
    let json = run.layout(dot, algorithm).map_err(|stop| run.explain(stop))?;
    match errors(&run.said()) {
        None => Ok(json),
        Some(errors) => Err(EngineError::Refused(errors)),
    }
}

/// Why a run ended early.
enum Stop {
    /// Graphviz said no.
    Refused,
    /// The interpreter stopped.
    Trap(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Trap(error)
    }
}

/// One instance of the module, used for one graph only.
struct Run {
    store: Store<State>,
    instance: Instance,
    memory: Memory,
}

impl Run {
    fn start(limits: Limits) -> Result<Self, Error> {
        let module = module();
        let mut store = Store::new(module.engine(), State::new(limits.memory));
        store.limiter(|state| &mut state.limits);
        store.set_fuel(limits.fuel)?;
        let instance = host::linker(module)?.instantiate_and_start(&mut store, module)?;
        let memory = instance
            .get_memory(&store, names::MEMORY)
            .ok_or_else(|| Error::new("the module has no memory"))?;
        Ok(Self { store, instance, memory })
    }

    fn layout(&mut self, dot: &str, algorithm: Algorithm) -> Result<String, Stop> {
        self.call::<_, ()>(names::CONSTRUCTORS, ())?;
        let graph = self.graph(dot)?;
        let context: u32 = self.call(names::CREATE_CONTEXT, ())?;
        self.call::<_, ()>(names::RESET_ERRORS, ())?;
        let engine = self.text(algorithm.name())?;
        if self.call::<_, i32>(names::LAYOUT, (context, graph, engine))? != 0 {
            return Err(Stop::Refused);
        }
        let format = self.text("json")?;
        let json = self.call(names::RENDER, (context, graph, format))?;
        self.string(json)
    }

    fn graph(&mut self, dot: &str) -> Result<u32, Stop> {
        let text = self.text(dot)?;
        match self.call(names::READ_GRAPH, text)? {
            0 => Err(Stop::Refused),
            graph => Ok(graph),
        }
    }

    fn call<P: WasmParams, R: WasmResults>(
        &mut self,
        name: &str,
        arguments: P,
    ) -> Result<R, Error> {
        let function = self.instance.get_typed_func::<P, R>(&self.store, name)?;
        function.call(&mut self.store, arguments)
    }

    /// Copies a text into the module, up to its first zero character.
    fn text(&mut self, text: &str) -> Result<u32, Stop> {
        let mut bytes = host::text_at(text.as_bytes(), 0).to_vec();
        bytes.push(0);
        let size = u32::try_from(bytes.len()).map_err(|_| Error::from(TrapCode::OutOfFuel))?;
        let address: u32 = self.call(names::MALLOC, size)?;
        self.memory.write(&mut self.store, address as usize, &bytes).map_err(Error::from)?;
        Ok(address)
    }

    fn string(&self, address: u32) -> Result<String, Stop> {
        if address == 0 {
            return Err(Stop::Refused);
        }
        let bytes = host::text_at(self.memory.data(&self.store), address);
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&self.store.data().messages).into_owned()
    }

    fn explain(&self, stop: Stop) -> EngineError {
        let said = complaint(&self.said());
        match stop {
            Stop::Refused if said.is_empty() => EngineError::Refused("no graph found".into()),
            Stop::Refused => EngineError::Refused(said),
            Stop::Trap(_) if self.store.data().out_of_memory => EngineError::TooLarge,
            Stop::Trap(trap) => failure(&trap, &said),
        }
    }
}

fn failure(trap: &Error, said: &str) -> EngineError {
    if used_up(trap) {
        return EngineError::TooLarge;
    }
    let between = if said.is_empty() { "" } else { ": " };
    EngineError::Broken(format!("{trap}{between}{said}"))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours")]
fn used_up(trap: &Error) -> bool {
    match trap.kind() {
        ErrorKind::Instantiation(InstantiationError::FailedToInstantiateMemory(_)) => true,
        _ => matches!(trap.as_trap_code(), Some(TrapCode::OutOfFuel | TrapCode::StackOverflow)),
    }
}

/// The module, unpacked and read once; its functions are translated when first called.
fn module() -> &'static Module {
    static MODULE: OnceLock<Module> = OnceLock::new();
    MODULE.get_or_init(|| {
        let engine = wasmi::Engine::new(&config());
        Module::new(&engine, unpack()).expect("the embedded module is valid")
    })
}

/// Fuel counts steps, not translation: the first run costs what all runs cost.
fn config() -> Config {
    let mut config = Config::default();
    config.consume_fuel(true).compilation_mode(CompilationMode::LazyTranslation);
    config.set_max_recursion_depth(DEEPEST).set_max_stack_height(STACK);
    config.fuel_cost(CustomFuelCosts {
        bytes_copied_per_fuel: 64,
        fuel_per_bytes_translated: 0,
        fuel_per_bytes_validated: 0,
    });
    config
}

fn unpack() -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(names::MODULE)
        .read_to_end(&mut bytes)
        .expect("the embedded module is whole");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use wasmi::ExternType;

    #[test]
    fn every_import_is_known_by_name() {
        let wanted: BTreeSet<_> =
            module().imports().map(|import| (import.module(), import.name())).collect();
        let known: BTreeSet<_> = names::IMPORTS.iter().map(|(short, ..)| ("a", *short)).collect();
        assert_eq!(wanted, known);
    }

    #[test]
    fn every_export_exists_with_its_type() {
        let run = Run::start(Limits::default()).unwrap();
        let (instance, store) = (run.instance, &run.store);
        instance.get_typed_func::<(), ()>(store, names::CONSTRUCTORS).unwrap();
        instance.get_typed_func::<u32, u32>(store, names::MALLOC).unwrap();
        instance.get_typed_func::<u32, u32>(store, names::READ_GRAPH).unwrap();
        instance.get_typed_func::<(), u32>(store, names::CREATE_CONTEXT).unwrap();
        instance.get_typed_func::<(), ()>(store, names::RESET_ERRORS).unwrap();
        instance.get_typed_func::<(u32, u32, u32), i32>(store, names::LAYOUT).unwrap();
        instance.get_typed_func::<(u32, u32, u32), u32>(store, names::RENDER).unwrap();
        assert!(matches!(module().get_export(names::MEMORY), Some(ExternType::Memory(_))));
    }

    #[test]
    fn fuel_does_not_depend_on_earlier_runs() {
        let fuel_left = || {
            let mut run = Run::start(Limits::default()).unwrap();
            assert!(run.layout("digraph { a -> b }", Algorithm::Dot).is_ok());
            run.store.get_fuel().unwrap()
        };
        assert_eq!(fuel_left(), fuel_left());
    }
}
