package atelier.proof;

import static atelier.proof.LackRow.FILE;
import static atelier.proof.LackRow.MODULE;
import static atelier.proof.LackRow.NEVER;

import java.util.List;
import java.util.stream.Stream;

/** How tools and programs of scripting languages tell that a package is missing. */
final class PackageLacks {
  static final String ONLINE =
      "declare it in a manifest, so that it is installed, or set runner.network to true";

  private static final List<LackRow> PYTHON = List.of(
      LackRow.of(
          "No module named '?(_?tkinter|venv|ensurepip|_curses|_sqlite3|_ssl|_ctypes|_bz2|_lzma"
              + "|readline|distutils)\\b",
          MODULE,
          "the part %s of Python",
          "install the system's package with it, such as python3-tk or python3-venv"),
      LackRow.of(
          "No module named '?([\\w.]+)'?",
          MODULE,
          PackageLacks::pythonPackage,
          "the Python package %s",
          "pip install %s"),
      LackRow.of(
          "Missing optional dependency '([\\w.-]+)'"
              + "|requires the ([\\w-]+) package to be installed"
              + "|requires \"([\\w-]+)\" to be installed"
              + "|ImportError: ([\\w-]+) is not installed"
              + "|ImportError: ([\\w-]+) not found, please install it"
              + "|Error loading (psycopg2|MySQLdb|cx_Oracle|oracledb)\\b"
              + "|ImportError: Couldn't import (Django)"
              + "|with the features you requested: ([\\w-]+)\\. Do you need to install"
              + "|No package metadata was found for ([\\w-]+)"
              + "|DistributionNotFound: The '([\\w.-]+)[^']*' distribution was not found"
              + "|satisfies the requirement ([\\w.-]+)[^\\n]{0,80}\\(from versions: none\\)",
          NEVER,
          "the Python package %s",
          "pip install %s"),
      LackRow.of(
          "pytest: error: unrecognized arguments: [^\\n]{0,200}?--?(cov|numprocesses|asyncio"
              + "|timeout|benchmark|reruns|html|django|flake8|mypy|black)\\b",
          NEVER,
          "a plugin of pytest for --%s",
          "pip install it"),
      LackRow.of(
          "ensurepip is not available|externally-managed-environment",
          NEVER,
          "the module venv of Python",
          "apt install python3-venv"),
      LackRow.of(
          "Resource \\W{0,2}(?:\\d+m)?(\\w+)\\W{0,2}(?:\\d+m)? not found\\.\\s+Please use the NLTK"
              + "|\\[E050\\] Can't find model '([\\w-]+)'"
              + "|We couldn't connect to '(https?://[\\w.-]+)' to load",
          NEVER,
          "the data %s",
          "download it before the run"),
      LackRow.of(
          "No time zone found with key ([\\w/+-]+)",
          NEVER,
          "the time zone %s",
          "pip install tzdata"));

  private static final List<LackRow> NODE = List.of(
      LackRow.of(
          "(?:^|\\n)> [^\\n]{1,300}\\n\\n(?:[^\\n]{1,300}\\n)?"
              + "(?:[\\w./-]*sh: (?:\\d+: |line \\d+: )?)"
              + "([\\w.+@/-]+): (?:command )?not found",
          FILE,
          "the program %s, which a script of npm runs",
          "npm install"),
      LackRow.of(
          "Cannot find (?:package|module) '(?!@/|node:)([^'./~#][^']*)'"
              + "|Could not resolve \"(?!@/)([^\"./~#][^\"]*)\""
              + "|failed to resolve import \"(?!@/)([^\"./~#][^\"]*)\""
              + "|Can't resolve '(?!@/)([^'./~#][^']*)'"
              + "|Could not find a declaration file for module '(?!@/)([^'./~#][^']*)'",
          MODULE,
          PackageLacks::npmPackage,
          "the npm package %s",
          "npm install %s"),
      LackRow.of(
          "Cannot find type definition file for '([^'./]+)'",
          NEVER,
          "the npm package @types/%s",
          "npm install @types/%s"),
      LackRow.of(
          "npm (?:error|ERR!) (?:canceled due to missing packages and no YES option: \\[\"([^\"]+)"
              + "|could not determine (executable) to run)"
              + "|Need to install the following packages:\\s+(\\S+)",
          NEVER,
          "the npm package %s",
          "add it to devDependencies and run npm install"),
      LackRow.of(
          "npm (?:error|ERR!) code (ENOTFOUND|EAI_AGAIN|ENOTCACHED|ETIMEDOUT|ENETUNREACH)"
              + "|JSR package manifest for '([^']+)' failed to load"
              + "|Module not found \"(https?://[^\"]+)\"",
          NEVER,
          "a package that must be downloaded (%s)",
          ONLINE),
      LackRow.of(
          "No such built-in module: ([\\w:/]+)|Cannot find module '(node:[\\w/]+)'",
          NEVER,
          "a version of Node.js with %s",
          "install a newer Node.js"),
      LackRow.of(
          "npm ci. can only install|package-lock\\.json .*(?:missing|not found)"
              + "|the lock file .* needs to be updated but --locked",
          NEVER,
          "a lock file",
          "install the packages once without the lock, and commit the lock file"));

  private static final List<LackRow> SCRIPTS = List.of(
      LackRow.of(
          "cannot load such file -- ([\\w-]+)(?![\\w./-])"
              + "|cannot load such file -- ((?:rack|sinatra|active_\\w+|action_\\w+|minitest|rspec"
              + "|capybara|faraday|rails|webmock|bundler|rubygems)/[\\w/]+)"
              + "|Could not find gem '([\\w-]+)"
              + "|Could not find ([\\w-]+)-\\d[^\\n]{0,300} in locally installed gems"
              + "|bundler: command not found: ([\\w-]+)|Run `(bundle) install`",
          MODULE,
          name -> name.split("/", 2)[0],
          "the Ruby gem %s",
          "gem install %s"),
      LackRow.of(
          "(?:open|opening) (?:required )?'?(?:[^'\\n]*/)?vendor/(autoload\\.php)"
              + "|(vendor/autoload\\.php)\\)?: [Ff]ailed to open stream"
              + "|Could not open input file: (?:\\./)?vendor/bin/([\\w-]+)"
              + "|vendor/bin/([\\w-]+): (?:not found|No such file)",
          NEVER,
          "a PHP package (%s)",
          "composer install"),
      LackRow.of(
          "(could not find driver)|Call to undefined function ((?:mb|curl|gd|image|simplexml|pg"
              + "|mysqli|sqlite|bc|gmp|openssl|zip|sodium|iconv|ctype|intl|pcntl|posix)_?\\w*)\\(",
          NEVER,
          "an extension of PHP: %s",
          "install it"),
      LackRow.of(
          "(Could not find (?:Hex|rebar3?))"
              + "|(failed_connect), \\[\\{:to_address, \\{[^\\w]*(?!localhost|127\\.)\\w"
              + "|Unchecked (dependencies) for environ",
          NEVER,
          "a package of Mix (%s)",
          "mix deps.get"),
      LackRow.of(
          "Can't locate ([\\w/:]+)\\.pm in @INC",
          MODULE,
          "the Perl module %s",
          "install it with cpan"),
      LackRow.of(
          "module '([\\w.]+)' not found:\\s+no field package",
          MODULE,
          "the Lua module %s",
          "luarocks install %s"),
      LackRow.of(
          "there is no package called .([\\w.]+).",
          NEVER,
          "the R package %s",
          "install.packages(\"%s\")"));

  static final List<LackRow> ROWS =
      Stream.of(PYTHON, NODE, SCRIPTS).flatMap(List::stream).toList();

  private PackageLacks() {}

  /** The package that a module is in, where they differ. */
  private static String pythonPackage(String name) {
    String module = name.split("\\.", 2)[0];
    return switch (module) {
      case "yaml" -> "pyyaml";
      case "PIL" -> "pillow";
      case "cv2" -> "opencv-python";
      case "bs4" -> "beautifulsoup4";
      case "sklearn" -> "scikit-learn";
      case "dotenv" -> "python-dotenv";
      case "dateutil" -> "python-dateutil";
      case "jwt" -> "pyjwt";
      case "telegram" -> "python-telegram-bot";
      case "rest_framework" -> "djangorestframework";
      default -> module;
    };
  }

  private static String npmPackage(String name) {
    String[] parts = name.split("/", -1);
    return name.startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0];
  }
}
