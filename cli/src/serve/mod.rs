//! Serves a page on this machine only, and updates it when its files are saved.
//!
//! Only 127.0.0.1 is listened to, at a port and under an address that nobody can
//! guess; whoever asks by another name, without the token or for anything else is refused.

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

/// What a browser is shown: a page, or why there is none.
pub type Made = Result<String, Failure>;

/// Shows the page that `make` makes of files, and makes it again whenever they are saved.
///
/// Prints the address on standard output. Ends with the program.
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

/// 128 bits that nobody can guess.
fn token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| failed(&error))?;
    Ok(format!("{:032x}", u128::from_le_bytes(bytes)))
}

fn failed(why: &dyn std::error::Error) -> Failure {
    Failure::Usage(format!("the page cannot be shown: {why}"))
}
