package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.language.imports.ImportResolver;
import atelier.language.imports.PythonModules;
import atelier.language.source.SourceTree;
import atelier.scan.NativeScanner;
import atelier.scan.SyntaxAnalysis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports of Python, JavaScript and TypeScript, as the scanner finds them. */
class ImportsTest {
  private static final NativeScanner SCANNER =
      NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static List<Diagnostic> unresolved(CheckedProject project, String path) {
    SourceTree sources = project.at(path);
    SyntaxAnalysis analysis = SCANNER.analyze(path, sources.text());
    assertThat(analysis.problems()).isEmpty();
    return Languages.of(sources)
        .orElseThrow()
        .imports
        .orElseThrow()
        .findUnresolved(sources, analysis.imported());
  }

  @Test
  void withoutImportsNothingIsReported() {
    SourceTree sources = CheckedProject.of("a.py", "import nonsense").at("a.py");

    assertThat(new ImportResolver(new PythonModules()).findUnresolved(sources, List.of()))
        .isEmpty();
  }

  @Nested
  class Python {
    private final CheckedProject project = CheckedProject.of("app/__init__.py")
        .with("app/models.py", "class Todo: pass")
        .with(
            "requirements.txt",
            "Flask>=3  # web",
            "PyYAML==6.0",
            "python-dotenv",
            "pydantic[email]",
            "opentelemetry-api",
            "redis")
        .with("app/redis.py", "")
        .planning("app/store.py", "tests/test_store.py");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "import os, sys as system",
          "import xml.etree.ElementTree as tree",
          "from __future__ import annotations",
          "from . import models, anything",
          "from .store import Store",
          "from ..app.models import Todo",
          "from app.models import (Todo,\n    Other)",
          "import models",
          "import store as s",
          "from redis.asyncio import Redis",
          "import flask, yaml, dotenv, pydantic",
          "from opentelemetry import trace",
          "from flask.views import View",
          "\"\"\"\nimport nonsense\n\"\"\"",
          "# import nonsense",
          "text = 'a'  # 'import nonsense",
          "try:\n    import ujson as json\nexcept ImportError:\n    import json",
          "try:\n    import tomllib\nexcept ModuleNotFoundError:\n    import tomli as tomllib",
          "if TYPE_CHECKING:\n    from mypy_extensions import TypedDict",
          "def f():\n    import json\n    important = 1",
          "def f():\n  \"\"\"\n  >>> x = \"\n  import nonsense\n  \"\"\"",
          "text = f'''\nimport nonsense\n{1}'''",
          "try:\n    import nonsense\nexcept ImportError:\n    nonsense = None\nelse:\n"
              + "    from nonsense import x",
          "with contextlib.suppress(ImportError):\n    import nonsense",
          "if sys.version_info < (3, 11):\n    import nonsense",
        })
    void resolvableImportsAreAccepted(String text) {
      assertThat(unresolved("app/main.py", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\nimport requests",
          "import os\nfrom numpy.linalg import norm",
          "import os\nimport json, httpx",
          "import os\nfrom .missing import x",
          "import os\nfrom app.missing import x",
          "import os\nfrom .... import x",
          "def f():\n    import requests",
          "for x in y:\n    import requests",
          "if x: import os\nif y: import requests",
          "x = 'it\\'s'\nimport requests",
          "try: import os\nfinally: import requests",
        })
    void unresolvedImportsAreReportedAtTheirLine(String text) {
      List<Diagnostic> problems = unresolved("app/main.py", text);

      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).line()).isEqualTo(2);
    }

    @Test
    void theMessageNamesThePackageAndWhatToDo() {
      assertThat(unresolved("app/main.py", "if x:\n  import requests.sessions"))
          .containsExactly(new Diagnostic(
              2,
              10,
              "'requests' is not part of Python, not in the project and not a declared"
                  + " dependency: remove it, or declare it in requirements.txt"));
    }

    @Test
    void aTypingErrorInTheLanguagesOwnModulesIsNamed() {
      assertThat(message("import colections")).endsWith(": did you mean `collections`?");
      assertThat(message("import dattetime")).endsWith(": did you mean `datetime`?");
      assertThat(message("import requests")).doesNotContain("did you mean");
    }

    private String message(String text) {
      return unresolved("app/main.py", text).get(0).message();
    }

    @Test
    void aPendingManifestAcceptsAnyImport() {
      CheckedProject planned =
          CheckedProject.of("a.py", "import requests").planning("a.py", "pyproject.toml");

      assertThat(ImportsTest.unresolved(planned, "a.py")).isEmpty();
    }

    @Test
    void pyprojectDeclaresDependencies() {
      CheckedProject other = CheckedProject.of("a.py", "import httpx, sklearn, uvicorn")
          .with(
              "pyproject.toml",
              "[project]",
              "dependencies = [\"httpx>=0.27\", 'scikit_learn']",
              "[project.optional-dependencies]",
              "web = [\"uvicorn[standard]\"]");

      assertThat(ImportsTest.unresolved(other, "a.py")).isEmpty();
    }

    private List<Diagnostic> unresolved(String path, String text) {
      return ImportsTest.unresolved(project.with(path, text), path);
    }
  }

  @Nested
  class Script {
    private final CheckedProject project = CheckedProject.of("src/store.js", "export const a = 1;")
        .with("src/routes/index.ts", "export default 1;")
        .with(
            "package.json",
            "{\"name\": \"todo\", \"dependencies\": {\"express\": \"^5\", \"@scope/lib\": \"1\"},"
                + " \"devDependencies\": {\"@types/estree\": \"1\"}}")
        .planning("src/planned.ts");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "import fs from 'fs'; import { join } from \"node:path\";",
          "import test from 'node:test';",
          "import { readFile } from 'fs/promises'",
          "import express, {\n  Router,\n} from 'express';",
          "import '@scope/lib/deep/file.js';",
          "const a = require('./store'), b = require('./store.js');",
          "import r from './routes';",
          "import p from './planned.js';",
          "export * from './planned';",
          "import self from 'todo';",
          "import '../src/store.js';",
          "import data from '../package.json' with { type: 'json' };",
          "export const name = 'nothing';",
          "export default 'nothing'",
          "// import x from 'nothing'",
          "/* require('nothing') */ const s = \"require('nothing')\";",
          "const t = `\nimport x from 'nothing'\n`;",
          "await import(`./locales/${name}.js`);",
          "try { require('optional') } catch {}",
          "obj.require('nothing'); important('nothing')",
          "import x from '#internal'; import y from 'https://e.org/y.js'; import z from '@/a';",
          "const imported = { import: 'nothing' };",
          "const r = /['`]/;\n// `\nconst t = `\nimport x from 'nothing'\n`;",
          "const t = `${a ? `require('nothing')` : ''}`;",
          "try { if (a) { b(); } c = require('nothing'); } catch {  }",
          "const a = await import('nothing').catch(() => null);",
        })
    void resolvableImportsAreAccepted(String text) {
      assertThat(unresolved("src/main.js", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\nimport _ from 'lodash';",
          "\nimport 'lodash/fp'",
          "\nconst _ = require(\"lodash\");",
          "\nconst _ = await import('lodash');",
          "\nexport { x } from '@other/lib/x';",
          "\nimport x from './missing.js';",
          "\nimport x from '../../outside.js';",
          "\nimport x from 'node:nothing';",
          "import {\n  a } from 'lodash';",
          "const t = `\n${require('lodash')}`;",
          "const r = /['`]/;\nimport _ from 'lodash';",
          "try { f(); } finally { g(); }\nimport(`lodash`);",
        })
    void unresolvedImportsAreReportedAtTheirLine(String text) {
      List<Diagnostic> problems = unresolved("src/main.js", text);

      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\nimport _ = require('lodash');",
          "\nexport import _ = require('lodash');",
          "\nimport type { A } from './missing';",
          "\nlet a: import('./missing').A;",
          "\nexport type { A } from 'lodash';",
        })
    void typeImportsAreChecked(String text) {
      List<Diagnostic> problems = unresolved("src/types.ts", text);

      assertThat(problems).hasSize(1);
      assertThat(problems.get(0).line()).isEqualTo(2);
    }

    @Test
    void typesMayComeFromATypesPackage() {
      assertThat(unresolved("src/a.ts", "import type { Node } from 'estree';")).isEmpty();
    }

    @Test
    void displayedCodeIsNotAnImport() {
      assertThat(unresolved("src/a.tsx", "const a = <p>\nimport x from 'nothing'\n</p>;"))
          .isEmpty();
    }

    @Test
    void theMessageNamesThePackageAndWhatToDo() {
      assertThat(unresolved("src/main.js", "import x from '@other/lib/x';"))
          .containsExactly(new Diagnostic(
              1,
              15,
              "'@other/lib' is not part of Node, not in the project and not a declared"
                  + " dependency: remove it, or declare it in package.json"));
    }

    @Test
    void aPendingManifestAcceptsAnyImport() {
      CheckedProject planned =
          CheckedProject.of("a.js", "import 'lodash'").planning("a.js", "package.json");

      assertThat(ImportsTest.unresolved(planned, "a.js")).isEmpty();
    }

    private List<Diagnostic> unresolved(String path, String text) {
      return ImportsTest.unresolved(project.with(path, text), path);
    }
  }
}
