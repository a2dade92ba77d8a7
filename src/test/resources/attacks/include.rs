compile_error!(include_str!("\x2fproc/self/environ"));
compile_error!(include_str!("@RUSTCANARY@/secret.txt"));
const SECRET: &str = include_str!("../../../../../../../@CANARY@/secret.txt");
include!("@CANARY@/secret.txt");
fn main() { println!("{}", SECRET); }
