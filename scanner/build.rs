//! Compiles the one piece of C that is ours: `src/fence.c`.

fn main() {
    println!("cargo:rerun-if-changed=src/fence.c");
    let headers = std::env::var("DEP_TREE_SITTER_INCLUDE").expect("tree-sitter tells its headers");
    cc::Build::new()
        .std("c11")
        .include(headers)
        .file("src/fence.c")
        .warnings_into_errors(true)
        .flag("-D_DEFAULT_SOURCE")
        .compile("fence");
}
