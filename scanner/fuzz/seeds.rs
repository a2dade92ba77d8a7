//! Writes the samples as a seed corpus for the fuzz targets: `seeds SAMPLES FOLDER`.

use atelier_scanner::{Language, ALL};
use std::path::PathBuf;

// AddressSanitizer's runtime needs the C++ library; the targets get it from libFuzzer.
#[link(name = "stdc++")]
extern "C" {}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (samples, folder) = (arguments.next().expect("SAMPLES"), arguments.next().expect("FOLDER"));
    std::fs::create_dir_all(&folder)?;
    for sample in std::fs::read_dir(samples)? {
        let sample = sample?;
        let name = sample.file_name().to_string_lossy().into_owned();
        let language = Language::of(&name).expect("a known language");
        let row = ALL.iter().position(|row| row.name == language.name).expect("a row");
        let mut input = vec![u8::try_from(row).expect("fewer than 256 rows")];
        input.extend(std::fs::read(sample.path())?);
        std::fs::write(folder.join(name), input)?;
    }
    Ok(())
}
