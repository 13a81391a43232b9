//! A page on this machine alone, made anew when its files are saved.
//!
//! Only 127.0.0.1 is listened to, at a port and under an address that nobody can
//! guess; whoever asks by another name, without the token or for anything else is refused.

mod request;
mod shown;
mod watch;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use tiny_http::Server;

use self::request::Desk;
use self::shown::Shown;
use crate::failure::Failure;
use crate::message;

/// What a browser is shown: a page, or why there is none.
pub(crate) type Made = Result<String, Failure>;

/// Shows the page that `make` makes of files, and makes it again whenever they are saved.
///
/// Prints the address on standard output. Ends with the program.
pub(crate) fn serve(files: &[PathBuf], make: impl Fn() -> Made) -> Result<(), Failure> {
    let changes = watch::changes(files)?;
    let server = Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let server = server.map_err(|error| failed(&error.to_string()))?;
    let port = server.server_addr().to_ip().map(|address| address.port());
    let port = port.ok_or_else(|| failed("there is no port"))?;
    let shown = Arc::new(Shown::new(make()));
    let desk = Desk::new(port, token()?, Arc::clone(&shown));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", desk.address())?;
    out.flush()?;
    message::note("the page follows its files; Ctrl-C ends it");
    thread::spawn(move || desk.answer_all(&server));
    for () in changes {
        shown.renew(make());
    }
    Ok(())
}

/// 128 bits that nobody can guess.
fn token() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| failed(&error.to_string()))?;
    Ok(format!("{:032x}", u128::from_le_bytes(bytes)))
}

fn failed(why: &str) -> Failure {
    Failure::Usage(format!("the page cannot be shown: {why}"))
}
