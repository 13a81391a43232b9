//! Serves a page on this machine only: one that follows its files, or the workbench that writes them.
//!
//! It listens only on 127.0.0.1, at a random port, under an address that nobody can guess. A request with
//! another host name, from another origin, without the token, or for anything else is refused.

mod answer;
mod code_desk;
mod door;
mod guests;
mod page_desk;
mod session;
mod shown;
mod watch;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use self::code_desk::CodeDesk;
use self::door::{Desk, Door};
use self::page_desk::PageDesk;
use self::session::Session;
use self::shown::Shown;
use crate::failure::Failure;
use crate::message;

/// The content for a browser: a page, or the reason why there is none.
pub type Made = Result<String, Failure>;

/// Serves the page that `make` creates from files, and creates it again whenever they are saved.
///
/// Prints the address on standard output. Runs until the program ends.
pub fn serve(files: &[PathBuf], make: impl Fn() -> Made) -> Result<(), Failure> {
    let changes = watch::changes(files)?;
    let shown = Arc::new(Shown::new(make()));
    let desk = Desk::Page(PageDesk::new(Arc::clone(&shown)));
    open(desk, "the page follows its files; Ctrl-C ends it")?;
    for () in changes {
        shown.renew(make());
    }
    Ok(())
}

/// Serves the workbench for the files of a map, until the program ends.
pub fn code(files: &[PathBuf], coder: Option<String>, title: &str) -> Result<(), Failure> {
    let changes = watch::changes(files)?;
    let session = Arc::new(Session::open(files, coder)?);
    let desk = Desk::Code(CodeDesk::new(Arc::clone(&session), title));
    open(
        desk,
        "open the address in a browser; what is saved there is in the files at once; Ctrl-C ends it",
    )?;
    for () in changes {
        session.with(|_| ());
    }
    Ok(())
}

/// Prints the address, and answers requests on a thread of its own.
fn open(desk: Desk, note: &str) -> Result<(), Failure> {
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let listener = listener.map_err(|error| failed(&error))?;
    let port = listener.local_addr().map_err(|error| failed(&error))?.port();
    let door = Door::new(port, token()?, desk);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", door.address())?;
    out.flush()?;
    message::note(note);
    thread::spawn(move || {
        if let Err(error) = guests::serve(listener, &Arc::new(door)) {
            message::failure(&failed(&error));
            std::process::exit(2);
        }
    });
    Ok(())
}

/// 128 random bits.
fn token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| failed(&error))?;
    Ok(format!("{:032x}", u128::from_le_bytes(bytes)))
}

fn failed(why: &dyn std::error::Error) -> Failure {
    Failure::Usage(format!("the page cannot be shown: {why}"))
}
