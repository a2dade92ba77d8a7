package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.scan.NativeScanner;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that a declared one brings, other manifests, aliases, and files nobody writes. */
final class DeclaredPackagesTest {
  private static final NativeScanner SCANNER = NativeScanner.open("");

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static List<Diagnostic> unresolved(CheckedProject project, String path, String text) {
    var sources = project.with(path, text).at(path);
    return Languages.of(sources)
        .orElseThrow()
        .imports
        .orElseThrow()
        .findUnresolved(sources, SCANNER.analyze(path, sources.text()).imported());
  }

  @ParameterizedTest
  @CsvSource({
    "fastapi,pydantic",
    "fastapi,starlette.testclient",
    "FastAPI[all],anyio",
    "uvicorn,click",
    "Flask==3.0,werkzeug.security",
    "flask,jinja2",
    "flask,markupsafe",
    "Flask,itsdangerous",
    "flask-sqlalchemy,sqlalchemy",
    "pandas,numpy",
    "pandas,dateutil",
    "pandas>2,pytz",
    "requests,urllib3",
    "requests,certifi",
    "boto3,botocore.exceptions",
    "django,asgiref.sync",
    "scikit-learn,scipy",
    "streamlit,pandas",
    "celery,kombu",
    "rich,pygments",
    "pytest,_pytest",
    "djangorestframework,django",
    "pymongo,bson",
    "SpeechRecognition,speech_recognition",
  })
  void whatADeclaredPackageBringsMayBeImported(String declared, String module) {
    CheckedProject project = CheckedProject.of("requirements.txt", declared);
    assertThat(unresolved(project, "a.py", "import " + module)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fastapi,flask",
    "flask,requests",
    "requests,numpy",
    "numpy,pandas",
    "pydantic,fastapi",
    "pytz,numpy",
    "click,werkzeug",
  })
  void whatItDoesNotBringIsReported(String declared, String module) {
    CheckedProject project = CheckedProject.of("requirements.txt", declared);
    assertThat(unresolved(project, "a.py", "import " + module)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "environment.yml|dependencies:\\n  - numpy=1.26\\n  - pip:\\n    - httpx",
        "conda/environment-dev.yaml|dependencies: [numpy, httpx]",
        "constraints.txt|numpy<2\\nhttpx",
        "requirements/base.txt|numpy\\nhttpx[http2]",
        "requirements/ci/all.in|numpy\\nhttpx",
        "dev-requirements.in|numpy\\nhttpx",
        "Pipfile|[packages]\\nnumpy = '*'\\nhttpx = '*'",
        "uv.lock|[[package]]\\nname = 'numpy'\\n[[package]]\\nname = 'httpx'",
        "setup.cfg|[options]\\ninstall_requires =\\n  numpy\\n[options.extras_require]\\nx = httpx",
        "pyproject.toml|[project.optional-dependencies]\\na = ['numpy']"
            + "\\n[dependency-groups]\\nb = ['httpx']",
        "pyproject.toml|[tool.poetry.group.dev.dependencies]\\nnumpy = '^1'\\nhttpx = '*'",
      })
  void everyManifestOfPythonDeclares(String manifest, String text) {
    CheckedProject project =
        CheckedProject.of("README.md").with(manifest, text.replace("\\n", "\n"));
    assertThat(unresolved(project, "a.py", "import numpy, httpx")).isEmpty();
    assertThat(unresolved(project, "a.py", "import scrapy")).hasSize(1);
  }

  @Test
  void includedRequirementsDeclare() {
    CheckedProject project = CheckedProject.of(
            "requirements.txt", "-r deps/web.list", "-c pins.cfg")
        .with("deps/web.list", "httpx")
        .with("other.list", "scrapy");
    assertThat(unresolved(project, "a.py", "import httpx")).isEmpty();
    assertThat(unresolved(project, "a.py", "import scrapy")).hasSize(1);
  }

  @Test
  void theHeadOfAScriptDeclares() {
    String head = """
        # /// script
        # requires-python = '>=3.11'
        # dependencies = [
        #   'httpx',
        #   'rich>=13',
        # ]
        # ///
        """;
    assertThat(
            unresolved(CheckedProject.of("a.txt"), "a.py", head + "import httpx, rich, pygments"))
        .isEmpty();
    assertThat(unresolved(CheckedProject.of("a.txt"), "a.py", head + "import scrapy"))
        .hasSize(1);
    assertThat(unresolved(CheckedProject.of("a.txt"), "a.py", "# httpx\nimport httpx"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from app import todo_pb2, todo_pb2_grpc\nimport app.todo_pb2",
        "from app._version import version",
        "from ._native import parse",
      })
  void modulesThatABuildMakesAreAccepted(String text) {
    CheckedProject project = CheckedProject.of("app/__init__.py").with("src/lib.rs", "");
    assertThat(unresolved(project, "app/main.py", text)).isEmpty();
  }

  @Test
  void aPrivateModuleIsReportedIfNothingIsCompiled() {
    CheckedProject project = CheckedProject.of("app/__init__.py");
    assertThat(unresolved(project, "app/main.py", "from ._native import parse")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "next,react-dom/client",
    "next,react",
    "react-router-dom,react-router",
    "jest,@jest/globals",
    "express,body-parser",
    "vite,esbuild",
    "vitest,vite",
    "@nestjs/core,rxjs",
    "vue,@vue/shared",
    "@angular/core,rxjs",
    "gatsby,react",
    "nuxt,vue",
    "typescript-eslint,@typescript-eslint/parser",
    "d3,d3-scale",
    "mongoose,mongodb",
  })
  void whatAPackageOfNodeBringsMayBeImported(String declared, String module) {
    CheckedProject project =
        CheckedProject.of("package.json", "{\"dependencies\": {\"" + declared + "\": \"1\"}}");
    assertThat(unresolved(project, "a.js", "import x from '" + module + "';")).isEmpty();
    assertThat(unresolved(project, "a.js", "import x from 'leftpad';")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./logo.svg",
        "./img/photo.png?url",
        "../fonts/a.woff2",
        "virtual:pwa-register",
        "~icons/a/b",
        "virtual-x:y",
        "#internal",
        "$lib/a",
        "@/components/A",
        "@@/x",
        "%MODULE%",
        "{{ name }}",
        "!!raw-loader!./a.txt",
        "./generated/client",
        "./__generated__/a",
        "./a.gen",
        "./a_pb",
        "../dist/index.js",
        "./$types",
        "./+types/root",
        "./%NAME%.js",
        "./<name>",
        "../.svelte-kit/a",
      })
  void whatNobodyWritesIsAccepted(String name) {
    CheckedProject project = CheckedProject.of("package.json", "{}");
    assertThat(unresolved(project, "src/a.js", "import x from '" + name + "';")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"./logo", "./styles.css", "./data.json", "./genus", "../lib/a.js", "@a/b", "a.b"})
  void otherFilesAndPackagesAreReported(String name) {
    CheckedProject project = CheckedProject.of("package.json", "{}");
    assertThat(unresolved(project, "src/a.js", "import x from '" + name + "';")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tsconfig.json|{\"compilerOptions\": {\"paths\": {\"@app/*\": [\"./src/*\"]}}} // a|@app/x",
        "tsconfig.base.json|{\"compilerOptions\": {\"paths\": {\"@my/lib\": [\"./lib\"]}}}|@my/lib",
        "vite.config.ts|export default { resolve: { alias: { app: '/src' } } };|app/x",
        "vite.config.js|export default { resolve: { alias: [{ 'src': 1 }] } };|src/x",
        "package.json|{\"jest\": {\"moduleNameMapper\": {\"^utils/(.*)$\": \"u/$1\"}}}|utils/x",
        "deno.json|{\"imports\": {\"oak\": \"jsr:@oak/oak\"}}|oak",
        "jsconfig.json|{\"compilerOptions\": {\"baseUrl\": \"src\"}}|store",
        "tsconfig.json|{\"compilerOptions\": {\"baseUrl\": \"./\"}}|src/store",
      })
  void aConfigurationNamesFolders(String path, String text, String name) {
    CheckedProject project = CheckedProject.of("src/store.js", "").with(path, text);
    assertThat(unresolved(project, "src/a.js", "import x from '" + name + "';")).isEmpty();
    assertThat(unresolved(project, "src/a.js", "import x from 'lodash';")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"./Button", "./Card", "./lib", "./types"})
  void filesOfAPlatformAndOfAFrameworkAreFound(String name) {
    CheckedProject project = CheckedProject.of("src/Button.ios.tsx", "")
        .with("src/Card.vue", "")
        .with("src/lib/package.json", "{}")
        .with("src/types.d.mts", "");
    assertThat(unresolved(project, "src/a.ts", "import x from '" + name + "';")).isEmpty();
  }
}
