//! The processor time of everything below this process.

use crate::process::{descendants, stat};
use crate::system;

const MS_PER_TICK: u64 = 10;
/// The first and the last of user, system and both times of waited children in `/proc/PID/stat`,
/// counted after the name.
const TICKS: std::ops::RangeInclusive<usize> = 11..=14;

/// What processes that have ended and processes that run have used so far. Only this process takes
/// the ended ones from the table, so that none counts twice; what ends below another process in
/// between is missing until the next call.
pub fn used_ms() -> u64 {
    let ended = system::ended_cpu_ms();
    ended + descendants().into_iter().map(live_ms).sum::<u64>()
}

fn live_ms(id: i32) -> u64 {
    let Some(fields) = stat(id) else { return 0 };
    let ticks = fields.split(' ').skip(*TICKS.start()).take(TICKS.count());
    ticks.filter_map(|field| field.parse::<u64>().ok()).sum::<u64>() * MS_PER_TICK
}
