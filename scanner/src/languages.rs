//! The table of languages: a row each, with a file of queries in `queries/` and a line in
//! `Cargo.toml`.

use crate::language::Language;
use crate::{limits, preprocessor, reader, soft_words, sql, strictness, template};
use tree_sitter_typescript::LANGUAGE_TYPESCRIPT;

macro_rules! queries {
    ($($name:literal),+) => {
        concat!($(include_str!(concat!("../queries/", $name, ".scm"))),+)
    };
}

macro_rules! words {
    ($name:literal) => {
        include_str!(concat!("../words/", $name, ".txt"))
    };
}

const CPP: &[&str] = &["cc", "cpp", "cxx", "hh", "hpp", "hxx"];
const DOCKER: &[&str] = &["dockerfile"];
const PYTHON: &[&str] = &["py", "pyi", "pyw"];
const TYPESCRIPT: &[&str] = &["cts", "mts", "ts"];

/// All of them.
pub static ALL: [Language; 26] = [
    Language::row("c", &["c", "h"], tree_sitter_c::LANGUAGE, queries!("c"))
        .reserving(words!("c"))
        .preprocessed(preprocessor::of_c),
    Language::row("cpp", CPP, tree_sitter_cpp::LANGUAGE, queries!("cpp"))
        .reserving(words!("cpp"))
        .preprocessed(preprocessor::of_c)
        .also(&["c++"]),
    Language::row("csharp", &["cs"], tree_sitter_c_sharp::LANGUAGE, queries!("csharp"))
        .also(&["cs", "c#"])
        .preprocessed(preprocessor::of_csharp)
        .held_to(strictness::CSHARP),
    Language::row("css", &["css"], tree_sitter_css::LANGUAGE, queries!("css")).doubted(),
    Language::row("docker", DOCKER, tree_sitter_containerfile::LANGUAGE, queries!("docker"))
        .files(&["Dockerfile", "Containerfile"])
        .also(&["dockerfile"])
        .read_by(reader::DOCKER)
        .doubted()
        .loose(),
    Language::row("elixir", &["ex", "exs"], tree_sitter_elixir::LANGUAGE, queries!("elixir"))
        .reserving(words!("elixir"))
        .also(&["ex"]),
    Language::row("erlang", &["erl", "hrl"], tree_sitter_erlang::LANGUAGE, queries!("erlang"))
        .also(&["erl"]),
    Language::row("go", &["go"], tree_sitter_go::LANGUAGE, queries!("go"))
        .also(&["golang"])
        .held_to(strictness::GO)
        .reserving(words!("go")),
    Language::row("html", &["htm", "html"], tree_sitter_html::LANGUAGE, queries!("html"))
        .filled_in(template::page)
        .loose(),
    Language::row("java", &["java"], tree_sitter_java::LANGUAGE, queries!("java"))
        .held_to(strictness::JAVA)
        .reserving(words!("java")),
    Language::row(
        "javascript",
        &["cjs", "js", "jsx", "mjs"],
        tree_sitter_javascript::LANGUAGE,
        queries!("script", "jsx"),
    )
    .also(&["js", "jsx"])
    .read_by(reader::SCRIPT),
    Language::row("json", &["json", "webmanifest"], tree_sitter_json::LANGUAGE, queries!("json"))
        .read_by(reader::JSON),
    Language::row("jsonc", &["json5", "jsonc"], tree_sitter_json::LANGUAGE, queries!("json"))
        .files(&["jsconfig.json", "tsconfig.json"]),
    Language::row("kotlin", &["kt", "kts"], tree_sitter_kotlin_ng::LANGUAGE, queries!("kotlin"))
        .held_to(strictness::KOTLIN)
        .reserving(words!("kotlin"))
        .preprocessed(soft_words::named)
        .also(&["kt"]),
    Language::row("lua", &["lua"], tree_sitter_lua::LANGUAGE, queries!("lua"))
        .reserving(words!("lua")),
    Language::row("markdown", &["markdown", "md"], tree_sitter_md::LANGUAGE, queries!("markdown"))
        .loose(),
    Language::row("php", &["php"], tree_sitter_php::LANGUAGE_PHP, queries!("php")),
    Language::row("python", PYTHON, tree_sitter_python::LANGUAGE, queries!("python"))
        .also(&["py", "python3"])
        .held_to(strictness::PYTHON)
        .reserving(words!("python")),
    Language::row("ruby", &["gemspec", "rake", "rb"], tree_sitter_ruby::LANGUAGE, queries!("ruby"))
        .files(&["Gemfile", "Rakefile"])
        .also(&["rb"])
        .reserving(words!("ruby"))
        .admitting(limits::admit_heredocs),
    Language::row("rust", &["rs"], tree_sitter_rust::LANGUAGE, queries!("rust"))
        .also(&["rs"])
        .read_by(reader::RUST),
    Language::row("shell", &["bash", "sh"], tree_sitter_bash::LANGUAGE, queries!("bash"))
        .also(&["bash", "sh"])
        .loose()
        .doubted()
        .read_by(reader::SHELL),
    Language::row("sql", &["sql"], tree_sitter_sequel::LANGUAGE, queries!("sql"))
        .preprocessed(sql::paired)
        .loose()
        .doubted()
        .admitting(limits::admit_dollars),
    Language::row("toml", &["toml"], tree_sitter_toml_ng::LANGUAGE, queries!("toml"))
        .files(&["Cargo.lock", "Pipfile", "poetry.lock"])
        .read_by(reader::TOML),
    Language::row(
        "tsx",
        &["tsx"],
        tree_sitter_typescript::LANGUAGE_TSX,
        queries!("script", "typescript", "jsx"),
    )
    .read_by(reader::SCRIPT),
    Language::row("typescript", TYPESCRIPT, LANGUAGE_TYPESCRIPT, queries!("script", "typescript"))
        .also(&["ts"])
        .read_by(reader::SCRIPT),
    Language::row("yaml", &["yaml", "yml"], tree_sitter_yaml::LANGUAGE, queries!("yaml"))
        .held_to(strictness::YAML)
        .filled_in(template::data)
        .also(&["yml"])
        .loose(),
];
