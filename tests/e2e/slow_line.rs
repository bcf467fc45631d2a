//! A slow line between a browser and the host, which all requests of all its workers share.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use futures_util::stream;
use tokio::time::{Instant, sleep, sleep_until};

/// So much goes over it at a time.
const PIECE_BYTES: usize = 4 * 1024;

pub struct SlowLine {
    /// From a question to the first byte of its answer.
    latency: Duration,
    bytes_per_second: f64,
    free_at: Mutex<Instant>,
}

impl SlowLine {
    /// 4 Mbit/s and 150 ms: a good phone in a bad place.
    pub fn phone() -> Self {
        let latency = Duration::from_millis(150);
        Self { latency, bytes_per_second: 500_000.0, free_at: Mutex::new(Instant::now()) }
    }

    /// The same answer, as it comes over this line.
    pub async fn carry(line: Arc<Self>, answer: Response) -> Response {
        let (parts, body) = answer.into_parts();
        // What cannot be read to its end was cut off before the line.
        let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
        sleep(line.latency).await;
        let pieces = stream::unfold((bytes, line), async |(mut rest, line): (Bytes, Arc<Self>)| {
            if rest.is_empty() {
                return None;
            }
            let piece = rest.split_to(rest.len().min(PIECE_BYTES));
            line.wait_for(piece.len()).await;
            Some((Ok::<_, Infallible>(piece), (rest, line)))
        });
        Response::from_parts(parts, Body::from_stream(pieces))
    }

    async fn wait_for(&self, bytes: usize) {
        let gone_at = {
            let mut free_at = self.free_at.lock().expect("no thread panics while taking its turn");
            *free_at = (*free_at).max(Instant::now()) + Duration::from_secs_f64(bytes as f64 / self.bytes_per_second);
            *free_at
        };
        sleep_until(gone_at).await;
    }
}
