//! Compiles the scanner's own C code, `src/memory_guard.c`.

fn main() {
    println!("cargo:rerun-if-changed=src/memory_guard.c");
    let headers =
        std::env::var("DEP_TREE_SITTER_INCLUDE").expect("tree-sitter exports its headers");
    cc::Build::new()
        .std("c11")
        .include(headers)
        .file("src/memory_guard.c")
        .warnings_into_errors(true)
        .flag("-D_DEFAULT_SOURCE")
        .compile("memory_guard");
}
