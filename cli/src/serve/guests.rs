//! Handles connections: each has a task, a limit and a deadline, and none waits for another.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::runtime;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

use super::door::Door;
use super::page_desk::WAIT;

/// The time limit for a request line and its headers.
const ASKING: Duration = Duration::from_secs(5);
/// The time limit for a connection: enough to wait for the next page and to receive it.
const LASTING: Duration = WAIT.saturating_add(Duration::from_secs(30));
/// The largest request without its body, in bytes, and the largest number of headers.
const LARGEST: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;
/// The largest number of connections without a request. For one more, the oldest is closed: a browser sends
/// its request at once, and a process can open only a few files.
const MOST_SILENT: usize = 128;
/// The largest number of requests that are worked on at once.
const MOST_AT_WORK: usize = 8;
/// The pause if the system cannot accept more connections.
const BREATH: Duration = Duration::from_millis(20);

/// Answers requests until the program ends.
pub(super) fn serve(listener: TcpListener, door: &Arc<Door>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MOST_AT_WORK)
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let mut silent = Silent::default();
        loop {
            match listener.accept().await {
                Ok((stream, _)) => silent.admit(stream, door),
                Err(_) => sleep(BREATH).await,
            }
        }
    })
}

/// Connections without a request so far, the oldest first.
#[derive(Default)]
struct Silent(VecDeque<Guest>);

struct Guest {
    task: AbortHandle,
    has_asked: Arc<AtomicBool>,
}

impl Silent {
    fn admit(&mut self, stream: TcpStream, door: &Arc<Door>) {
        self.0
            .retain(|guest| !guest.task.is_finished() && !guest.has_asked.load(Ordering::Relaxed));
        if self.0.len() >= MOST_SILENT
            && let Some(oldest) = self.0.pop_front()
        {
            oldest.task.abort();
        }
        let has_asked = Arc::new(AtomicBool::new(false));
        let guest = talk(stream, Arc::clone(door), Arc::clone(&has_asked));
        let task = tokio::spawn(timeout(LASTING, guest)).abort_handle();
        self.0.push_back(Guest { task, has_asked });
    }
}

/// Answers one request, and closes the connection.
async fn talk(stream: TcpStream, door: Arc<Door>, has_asked: Arc<AtomicBool>) {
    let answer = service_fn(|request| {
        has_asked.store(true, Ordering::Relaxed);
        let door = Arc::clone(&door);
        async move { Ok::<_, Infallible>(door.answer(request).await) }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(ASKING).keep_alive(false);
    builder.max_buf_size(LARGEST).max_headers(MOST_HEADERS);
    // An error means that the browser has gone.
    let _ = builder.serve_connection(TokioIo::new(stream), answer).await;
}
