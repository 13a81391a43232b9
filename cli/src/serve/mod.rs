//! Serves a page on this machine only, and updates it when its files are saved.
//!
//! It listens only on 127.0.0.1, at a random port, under an address that nobody can guess. A request with
//! another host name, without the token, or for anything else is refused.

mod desk;
mod guests;
mod shown;
mod watch;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use self::desk::Desk;
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
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let listener = listener.map_err(|error| failed(&error))?;
    let port = listener.local_addr().map_err(|error| failed(&error))?.port();
    let shown = Arc::new(Shown::new(make()));
    let desk = Desk::new(port, token()?, Arc::clone(&shown));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", desk.address())?;
    out.flush()?;
    message::note("the page follows its files; Ctrl-C ends it");
    thread::spawn(move || {
        if let Err(error) = guests::serve(listener, &Arc::new(desk)) {
            message::failure(&failed(&error));
            std::process::exit(2);
        }
    });
    for () in changes {
        shown.renew(make());
    }
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
