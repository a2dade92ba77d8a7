//! The table of languages: a row each, with a file of queries in `queries/` and a line in
//! `Cargo.toml`.

use crate::limits::{self, Admission};
use crate::preprocessor::{self, Branch};
use crate::reader::{self, Reader};
use crate::strictness::{self, Strictness};
use crate::{soft_words, sql};
use std::sync::OnceLock;
use tree_sitter::Query;
use tree_sitter_language::LanguageFn;
use tree_sitter_typescript::LANGUAGE_TYPESCRIPT;

/// A language that can be read.
pub struct Language {
    /// Its name, such as `python`; the same as in the studio's own table.
    pub name: &'static str,
    /// What its files end in, without the dot.
    pub endings: &'static [&'static str],
    /// Its files by their whole name.
    pub files: &'static [&'static str],
    /// What else it is called, after a fence of Markdown.
    pub aliases: &'static [&'static str],
    grammar: LanguageFn,
    queries: &'static str,
    /// Whether brackets pair up everywhere in its code.
    pub(crate) brackets: bool,
    /// A second look, where the grammar takes more than the language does.
    pub(crate) reader: Option<Reader>,
    /// What to look for in a tree without errors, where the grammar lets it pass.
    pub(crate) strictness: Option<Strictness>,
    /// Words that name nothing.
    pub(crate) reserved: &'static str,
    /// Whether only brackets are told: what else the grammar finds is wrong too often.
    pub(crate) doubted: bool,
    /// What a compiler may see of a text with words of a preprocessor in it.
    pub(crate) branches: Option<fn(text: &str) -> Vec<Branch>>,
    /// What its grammar must not be given.
    pub(crate) admit: Option<Admission>,
    compiled: OnceLock<Query>,
}

impl Language {
    const fn row(
        name: &'static str,
        endings: &'static [&'static str],
        grammar: LanguageFn,
        queries: &'static str,
    ) -> Self {
        Self {
            name,
            endings,
            files: &[],
            aliases: &[],
            grammar,
            queries,
            brackets: true,
            reader: None,
            strictness: None,
            reserved: "",
            doubted: false,
            branches: None,
            admit: None,
            compiled: OnceLock::new(),
        }
    }

    const fn files(mut self, files: &'static [&'static str]) -> Self {
        self.files = files;
        self
    }

    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    const fn loose(mut self) -> Self {
        self.brackets = false;
        self
    }

    const fn read_by(mut self, reader: Reader) -> Self {
        self.reader = Some(reader);
        self
    }

    const fn held_to(mut self, strictness: Strictness) -> Self {
        self.strictness = Some(strictness);
        self
    }

    const fn reserving(mut self, words: &'static str) -> Self {
        self.reserved = words;
        self
    }

    const fn admitting(mut self, admit: Admission) -> Self {
        self.admit = Some(admit);
        self
    }

    const fn preprocessed(mut self, branches: fn(&str) -> Vec<Branch>) -> Self {
        self.branches = Some(branches);
        self
    }

    const fn doubted(mut self) -> Self {
        self.doubted = true;
        self
    }

    pub(crate) fn grammar(&self) -> tree_sitter::Language {
        self.grammar.into()
    }

    /// Its queries, compiled at their first use.
    pub(crate) fn query(&self) -> &Query {
        self.compiled.get_or_init(|| {
            Query::new(&self.grammar(), self.queries)
                .unwrap_or_else(|e| panic!("queries of {}: {e}", self.name))
        })
    }

    /// The language of a path, by its file's name or ending.
    #[must_use]
    pub fn of(path: &str) -> Option<&'static Self> {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is = |names: &[&str], name| names.iter().any(|one| one.eq_ignore_ascii_case(name));
        let by_name = ALL.iter().find(|one| is(one.files, file));
        by_name.or_else(|| ALL.iter().find(|one| is(one.endings, ending)))
    }

    /// The language that a fence of Markdown names.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|one| one.name == name || one.aliases.contains(&name))
    }
}

macro_rules! queries {
    ($name:literal) => {
        include_str!(concat!("../queries/", $name, ".scm"))
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
        .held_to(strictness::csharp),
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
        .held_to(strictness::go)
        .reserving(words!("go")),
    Language::row("html", &["htm", "html"], tree_sitter_html::LANGUAGE, queries!("html")).loose(),
    Language::row("java", &["java"], tree_sitter_java::LANGUAGE, queries!("java"))
        .held_to(strictness::java)
        .reserving(words!("java")),
    Language::row(
        "javascript",
        &["cjs", "js", "jsx", "mjs"],
        tree_sitter_javascript::LANGUAGE,
        queries!("javascript"),
    )
    .also(&["js", "jsx"])
    .read_by(reader::SCRIPT),
    Language::row("json", &["json", "webmanifest"], tree_sitter_json::LANGUAGE, queries!("json"))
        .read_by(reader::JSON),
    Language::row("jsonc", &["json5", "jsonc"], tree_sitter_json::LANGUAGE, queries!("json"))
        .files(&["jsconfig.json", "tsconfig.json"]),
    Language::row("kotlin", &["kt", "kts"], tree_sitter_kotlin_ng::LANGUAGE, queries!("kotlin"))
        .held_to(strictness::kotlin)
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
        .held_to(strictness::python)
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
    Language::row("tsx", &["tsx"], tree_sitter_typescript::LANGUAGE_TSX, queries!("tsx"))
        .read_by(reader::SCRIPT),
    Language::row("typescript", TYPESCRIPT, LANGUAGE_TYPESCRIPT, queries!("typescript"))
        .also(&["ts"])
        .read_by(reader::SCRIPT),
    Language::row("yaml", &["yaml", "yml"], tree_sitter_yaml::LANGUAGE, queries!("yaml"))
        .held_to(strictness::yaml)
        .also(&["yml"])
        .loose(),
];
