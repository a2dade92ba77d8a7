// Says of each file that standard input names whether Node or TypeScript takes its syntax:
// "path<tab>line" with line 0 where it does.
const fs = require("fs");
const vm = require("vm");
const [kind, library] = process.argv.slice(2);
const ts = kind === "typescript" ? require(library) : undefined;

function typescript(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const faults = file.parseDiagnostics;
  return faults.length ? file.getLineAndCharacterOfPosition(faults[0].start).line + 1 : 0;
}

function line(fault, path) {
  const at = new RegExp(`:(\\d+)(?:\\n|$)`).exec(String(fault.stack));
  return at ? Number(at[1]) : 1;
}

function javascript(path, text) {
  const asModule = () => new vm.SourceTextModule(text, { identifier: path });
  const asScript = () =>
    vm.compileFunction(text.replace(/^#!.*/, ""), [], { filename: path });
  try {
    asModule();
    return 0;
  } catch (module) {
    if (path.endsWith(".mjs")) return line(module, path);
    try {
      asScript();
      return 0;
    } catch (script) {
      return line(/^(import|export)\b/m.test(text) ? module : script, path);
    }
  }
}

for (const path of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const judge = ts ? typescript : javascript;
  console.log(`${path}\t${judge(path, fs.readFileSync(path, "utf8"))}`);
}
