//! Writes the samples as inputs of the targets: `seeds SAMPLES FOLDER`.

use atelier_scanner::{Language, ALL};
use std::path::PathBuf;

// What watches the memory is written in C++; the targets get this from libFuzzer.
#[link(name = "stdc++")]
extern "C" {}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (samples, folder) = (arguments.next().expect("SAMPLES"), arguments.next().expect("FOLDER"));
    std::fs::create_dir_all(&folder)?;
    for sample in std::fs::read_dir(samples)? {
        let sample = sample?;
        let name = sample.file_name().to_string_lossy().into_owned();
        let row = ALL
            .iter()
            .position(|row| Language::of(&name).is_some_and(|language| language.name == row.name));
        let mut input = vec![u8::try_from(row.expect("a language")).expect("fewer than 256")];
        input.extend(std::fs::read(sample.path())?);
        std::fs::write(folder.join(name), input)?;
    }
    Ok(())
}
