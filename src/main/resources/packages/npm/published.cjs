// Finds out when the installed versions of direct dependencies were published.
//
// published.cjs ask TIMES [MANIFEST...]: asks the registry by npm itself, so that its settings and
// mirrors count, and writes all times that it says. Runs while packages are downloaded.
// published.cjs write TIMES FOUND [MANIFEST...]: writes a line NAME@VERSION TIME for each; without
// the time if no registry said it.
const { execFile } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

const MAX_NAMES = 60;
const AT_A_TIME = 3;
const CALL_MS = 15_000;
const TOTAL_MS = 30_000;
const MAX_BYTES = 8_000_000;
const TABLES = ["dependencies", "devDependencies", "optionalDependencies"];
const NAME = /^(?!-)(@[\w.~-]+\/)?[\w.~][\w.~-]*$/;
const ALIAS = /^npm:(.+?)(@[^@]*)?$/;
const FOLDER = /^(file|link|portal|workspace|patch):|^\.{0,2}\//;

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "")) || {};
  } catch {
    return {};
  }
}

/** Each dependency that comes from a registry, by the folder of its manifest and its own name. */
function declared(manifests) {
  const all = [];
  for (const manifest of manifests) {
    const json = read(manifest);
    for (const [folder, wanted] of TABLES.flatMap((table) => Object.entries(json[table] || {}))) {
      const alias = typeof wanted === "string" ? ALIAS.exec(wanted) : null;
      const name = alias ? alias[1] : folder;
      if (NAME.test(name) && NAME.test(folder) && !FOLDER.test(wanted)) {
        all.push({ from: path.dirname(manifest), folder, name });
      }
    }
  }
  return all;
}

function ask(out, manifests) {
  const names = [...new Set(declared(manifests).map((each) => each.name))].slice(0, MAX_NAMES);
  const times = {};
  const options = { cwd: os.tmpdir(), timeout: CALL_MS, maxBuffer: MAX_BYTES };
  const end = () => {
    fs.writeFileSync(out, JSON.stringify(times));
    process.exit(0);
  };
  const next = () => {
    const name = names.shift();
    if (name === undefined) return Promise.resolve();
    return new Promise((done) => {
      execFile("npm", ["view", name, "time", "--json"], options, (problem, output) => {
        try {
          if (!problem) times[name] = JSON.parse(output);
        } catch {
          // A registry need not know.
        }
        done(next());
      });
    });
  };
  setTimeout(end, TOTAL_MS);
  Promise.all(Array.from({ length: AT_A_TIME }, next)).then(end);
}

function time(times, name, version) {
  const at = Date.parse((times[name] || {})[version]);
  return Number.isNaN(at) ? "" : " " + new Date(at).toISOString();
}

function write(file, found, manifests) {
  const times = read(file);
  const lines = declared(manifests).flatMap(({ from, folder, name }) => {
    const version = [from, "."]
      .map((at) => read(path.join(at, "node_modules", folder, "package.json")).version)
      .find((each) => typeof each === "string" && /^[\w.+-]+$/.test(each));
    return version ? [`${name}@${version}${time(times, name, version)}`] : [];
  });
  const text = [...new Set(lines)].sort().map((line) => line + "\n").join("");
  fs.writeFileSync(path.join(found, "published"), text);
}

const [mode, times, ...others] = process.argv.slice(2);
if (mode === "ask") {
  ask(times, others);
} else {
  write(times, others[0], others.slice(1));
}
