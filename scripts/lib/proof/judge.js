// Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
// Node or TypeScript, 0 if there is none.
const fs = require("fs");
const vm = require("vm");
const [kind, library] = process.argv.slice(2);
const ts = kind === "typescript" ? require(library) : undefined;

function typescript(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const errors = file.parseDiagnostics;
  return errors.length ? file.getLineAndCharacterOfPosition(errors[0].start).line + 1 : 0;
}

function lineOf(error) {
  // Node puts "path:line" before the message; the frames below are of this program.
  const line = /^[^\n]*:(\d+)\n/.exec(String(error.stack));
  return line ? Number(line[1]) : 1;
}

function javascript(path, text) {
  try {
    new vm.SourceTextModule(text, { identifier: path });
    return 0;
  } catch (moduleError) {
    if (path.endsWith(".mjs")) return lineOf(moduleError);
    try {
      vm.compileFunction(text.replace(/^#!.*/, ""), [], { filename: path });
      return 0;
    } catch (scriptError) {
      return lineOf(/^(import|export)\b/m.test(text) ? moduleError : scriptError);
    }
  }
}

for (const path of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const judge = ts ? typescript : javascript;
  console.log(`${path}\t${judge(path, fs.readFileSync(path, "utf8"))}`);
}
