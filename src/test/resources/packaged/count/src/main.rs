use clap::Parser;

/// Counts the lines of a file.
#[derive(Parser)]
struct Options {
    /// The file to read.
    file: std::path::PathBuf,
    /// Count words instead of lines.
    #[arg(long)]
    words: bool,
}

fn main() -> std::io::Result<()> {
    let options = Options::parse();
    let text = std::fs::read_to_string(&options.file)?;
    let counted = if options.words { count::words(&text) } else { count::lines(&text) };
    println!("{counted}");
    Ok(())
}
