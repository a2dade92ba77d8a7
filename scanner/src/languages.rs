//! The table of languages, and lookups in it. Each row has a file in `queries/` and a grammar in
//! `Cargo.toml`.

use crate::language::Language;
use crate::{
    contextual_keywords, limits, preprocessor, reference_parser, sql, strict_checks, template,
};
use tree_sitter_typescript::LANGUAGE_TYPESCRIPT;

macro_rules! queries {
    ($($name:literal),+) => {
        concat!($(include_str!(concat!("../queries/", $name, ".scm"))),+)
    };
}

macro_rules! keywords {
    ($name:literal) => {
        include_str!(concat!("../keywords/", $name, ".txt"))
    };
}

const CPP: &[&str] = &["cc", "cpp", "cxx", "hh", "hpp", "hxx"];
const DOCKER: &[&str] = &["dockerfile"];
const PYTHON: &[&str] = &["py", "pyi", "pyw"];
const TYPESCRIPT: &[&str] = &["cts", "mts", "ts"];

/// All languages, sorted by name.
pub static ALL: [Language; 26] = [
    Language::new("c", &["c", "h"], tree_sitter_c::LANGUAGE, queries!("c_family", "c"))
        .reserved_words(keywords!("c"))
        .preprocess(preprocessor::preprocess_c),
    Language::new("cpp", CPP, tree_sitter_cpp::LANGUAGE, queries!("c_family", "cpp"))
        .reserved_words(keywords!("cpp"))
        .preprocess(preprocessor::preprocess_c)
        .aliases(&["c++"]),
    Language::new("csharp", &["cs"], tree_sitter_c_sharp::LANGUAGE, queries!("csharp"))
        .aliases(&["cs", "c#"])
        .preprocess(preprocessor::preprocess_csharp)
        .node_check(strict_checks::CSHARP),
    Language::new("css", &["css"], tree_sitter_css::LANGUAGE, queries!("css")).unreliable_grammar(),
    Language::new("docker", DOCKER, tree_sitter_containerfile::LANGUAGE, queries!("docker"))
        .file_names(&["Dockerfile", "Containerfile"])
        .aliases(&["dockerfile"])
        .reference_parser(reference_parser::DOCKER)
        .unreliable_grammar()
        .without_bracket_check(),
    Language::new("elixir", &["ex", "exs"], tree_sitter_elixir::LANGUAGE, queries!("elixir"))
        .reserved_words(keywords!("elixir"))
        .aliases(&["ex"]),
    Language::new("erlang", &["erl", "hrl"], tree_sitter_erlang::LANGUAGE, queries!("erlang"))
        .aliases(&["erl"]),
    Language::new("go", &["go"], tree_sitter_go::LANGUAGE, queries!("go"))
        .aliases(&["golang"])
        .node_check(strict_checks::GO)
        .reserved_words(keywords!("go")),
    Language::new("html", &["htm", "html"], tree_sitter_html::LANGUAGE, queries!("html"))
        .template_check(template::is_page_template)
        .without_bracket_check(),
    Language::new("java", &["java"], tree_sitter_java::LANGUAGE, queries!("java"))
        .node_check(strict_checks::JAVA)
        .reserved_words(keywords!("java")),
    Language::new(
        "javascript",
        &["cjs", "js", "jsx", "mjs"],
        tree_sitter_javascript::LANGUAGE,
        queries!("javascript", "jsx"),
    )
    .aliases(&["js", "jsx"])
    .reference_parser(reference_parser::JAVASCRIPT),
    Language::new("json", &["json", "webmanifest"], tree_sitter_json::LANGUAGE, queries!("json"))
        .reference_parser(reference_parser::JSON),
    Language::new("jsonc", &["json5", "jsonc"], tree_sitter_json::LANGUAGE, queries!("json"))
        .file_names(&["jsconfig.json", "tsconfig.json"]),
    Language::new("kotlin", &["kt", "kts"], tree_sitter_kotlin_ng::LANGUAGE, queries!("kotlin"))
        .node_check(strict_checks::KOTLIN)
        .reserved_words(keywords!("kotlin"))
        .preprocess(contextual_keywords::rename_identifiers)
        .aliases(&["kt"]),
    Language::new("lua", &["lua"], tree_sitter_lua::LANGUAGE, queries!("lua"))
        .reserved_words(keywords!("lua")),
    Language::new("markdown", &["markdown", "md"], tree_sitter_md::LANGUAGE, queries!("markdown"))
        .without_bracket_check(),
    Language::new("php", &["php"], tree_sitter_php::LANGUAGE_PHP, queries!("php")),
    Language::new("python", PYTHON, tree_sitter_python::LANGUAGE, queries!("python"))
        .aliases(&["py", "python3"])
        .node_check(strict_checks::PYTHON)
        .reserved_words(keywords!("python")),
    Language::new("ruby", &["gemspec", "rake", "rb"], tree_sitter_ruby::LANGUAGE, queries!("ruby"))
        .file_names(&["Gemfile", "Rakefile"])
        .aliases(&["rb"])
        .reserved_words(keywords!("ruby"))
        .input_check(limits::check_heredocs),
    Language::new("rust", &["rs"], tree_sitter_rust::LANGUAGE, queries!("rust"))
        .aliases(&["rs"])
        .reference_parser(reference_parser::RUST),
    Language::new("shell", &["bash", "sh"], tree_sitter_bash::LANGUAGE, queries!("bash"))
        .aliases(&["bash", "sh"])
        .without_bracket_check()
        .unreliable_grammar()
        .reference_parser(reference_parser::SHELL),
    Language::new("sql", &["sql"], tree_sitter_sequel::LANGUAGE, queries!("sql"))
        .preprocess(sql::check_delimiters)
        .without_bracket_check()
        .unreliable_grammar()
        .input_check(limits::check_dollar_quotes),
    Language::new("toml", &["toml"], tree_sitter_toml_ng::LANGUAGE, queries!("toml"))
        .file_names(&["Cargo.lock", "Pipfile", "poetry.lock"])
        .reference_parser(reference_parser::TOML),
    Language::new(
        "tsx",
        &["tsx"],
        tree_sitter_typescript::LANGUAGE_TSX,
        queries!("javascript", "typescript", "jsx"),
    )
    .reference_parser(reference_parser::JAVASCRIPT),
    Language::new(
        "typescript",
        TYPESCRIPT,
        LANGUAGE_TYPESCRIPT,
        queries!("javascript", "typescript"),
    )
    .aliases(&["ts"])
    .reference_parser(reference_parser::JAVASCRIPT),
    Language::new("yaml", &["yaml", "yml"], tree_sitter_yaml::LANGUAGE, queries!("yaml"))
        .node_check(strict_checks::YAML)
        .template_check(template::is_data_template)
        .aliases(&["yml"])
        .without_bracket_check(),
];

impl Language {
    /// The language of a path, by the file's name or extension.
    #[must_use]
    pub fn of(path: &str) -> Option<&'static Self> {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        let contains =
            |names: &[&str], name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let by_name = ALL.iter().find(|language| contains(language.file_names, file));
        by_name.or_else(|| ALL.iter().find(|language| contains(language.extensions, extension)))
    }

    /// The language with this name or alias, as a Markdown code block names it.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|language| language.name == name || language.aliases.contains(&name))
    }
}
