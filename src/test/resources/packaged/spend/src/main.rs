use clap::{Parser, Subcommand};
use spend::Expense;
use std::path::PathBuf;

/// Tracks expenses.
#[derive(Parser)]
#[command(name = "spend")]
struct Options {
    /// Where the expenses are kept.
    #[arg(long, default_value = "expenses.json", global = true)]
    file: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Adds an expense.
    Add { amount: f64, note: String },
    /// Prints all expenses.
    List,
    /// Prints the sum.
    Total,
}

fn main() -> std::io::Result<()> {
    let options = Options::parse();
    let mut expenses = spend::load(&options.file)?;
    match options.command {
        Command::Add { amount, note } => {
            expenses.push(Expense { amount, note });
            spend::save(&options.file, &expenses)?;
        }
        Command::List => {
            for expense in &expenses {
                println!("{:.2} {}", expense.amount, expense.note);
            }
        }
        Command::Total => println!("{:.2}", spend::total(&expenses)),
    }
    Ok(())
}
