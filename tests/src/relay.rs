//! A mail relay and a webhook on loopback, as small as the couriers need, and
//! as unreliable as a test wants them.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What came in at a server on loopback.
#[derive(Clone)]
pub struct Received {
    /// Where it listens.
    pub address: SocketAddr,
    came: Arc<Mutex<Vec<String>>>,
    failures: Arc<AtomicU32>,
}

impl Received {
    async fn listen() -> (Self, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let received = Self {
            address: listener.local_addr().expect("an address"),
            came: Arc::default(),
            failures: Arc::default(),
        };
        (received, listener)
    }

    /// The next `times` letters are taken, and yet not acknowledged.
    pub fn fail(&self, times: u32) {
        self.failures.store(times, Ordering::SeqCst);
    }

    /// What has come, in order.
    ///
    /// # Panics
    /// When a server panicked.
    pub fn all(&self) -> Vec<String> {
        self.came.lock().expect("no panic").clone()
    }

    /// Keeps what came; whether it is to be acknowledged.
    fn keep(&self, text: String) -> bool {
        self.came.lock().expect("no panic").push(text);
        let less = |left: u32| left.checked_sub(1);
        self.failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
            .is_err()
    }
}

/// A mail relay without TLS that speaks enough SMTP for one letter a connection.
///
/// # Panics
/// Without a port.
pub async fn mail() -> Received {
    let (received, listener) = Received::listen().await;
    let kept = received.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let kept = kept.clone();
            // A client that goes away ends its conversation, nothing else.
            tokio::spawn(async move { converse(stream, &kept).await });
        }
    });
    received
}

async fn converse(mut stream: TcpStream, kept: &Received) -> std::io::Result<()> {
    let (reading, mut writing) = stream.split();
    let mut reading = BufReader::new(reading);
    writing.write_all(b"220 relay.test\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if reading.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => {
                writing
                    .write_all(b"250-relay.test\r\n250 8BITMIME\r\n")
                    .await?
            }
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await?;
                let letter = letter(&mut reading).await?;
                if !kept.keep(letter) {
                    return Ok(());
                }
                writing.write_all(b"250 taken\r\n").await?;
            }
            "QUIT" => return writing.write_all(b"221 bye\r\n").await,
            _ => writing.write_all(b"250 well\r\n").await?,
        }
    }
}

/// A letter up to its dot.
async fn letter(reading: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<String> {
    let mut letter = String::new();
    loop {
        let from = letter.len();
        if reading.read_line(&mut letter).await? == 0 || &letter[from..] == ".\r\n" {
            letter.truncate(from);
            return Ok(letter);
        }
        if letter[from..].starts_with('.') {
            letter.remove(from);
        }
    }
}

/// A webhook: keeps each request whole, head and body.
///
/// # Panics
/// Without a port.
pub async fn webhook() -> Received {
    let (received, listener) = Received::listen().await;
    let kept = received.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let kept = kept.clone();
            tokio::spawn(async move { answer(stream, &kept).await });
        }
    });
    received
}

async fn answer(mut stream: TcpStream, kept: &Received) -> std::io::Result<()> {
    let (reading, mut writing) = stream.split();
    let mut reading = BufReader::new(reading);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reading.read_line(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let mut body = vec![0; header(&head, "content-length").parse().unwrap_or(0)];
    reading.read_exact(&mut body).await?;
    let acknowledged = kept.keep(head + &String::from_utf8_lossy(&body));
    let status = if acknowledged {
        "204 No Content"
    } else {
        "503 Service Unavailable"
    };
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    writing.write_all(answer.as_bytes()).await
}

/// The value of a header of a letter or request, unfolded; empty when it is not there.
pub fn header(text: &str, name: &str) -> String {
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let unfolded = head.replace("\r\n ", " ");
    unfolded
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

/// What stands after the head.
pub fn body(text: &str) -> &str {
    text.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}
