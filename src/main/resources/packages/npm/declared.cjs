// Refuses what is not a package of the registry, before npm asks anybody for it.
const fs = require("fs");

const OTHER = new RegExp(
  String.raw`^(git|github|gitlab|bitbucket|gist|ssh|https?|git\+\w+):|^git@|^[\w.-]+\/[\w.-]+(#|$)`,
);
const TABLES = [
  "dependencies", "devDependencies", "optionalDependencies", "overrides", "resolutions",
];
const errors = [];

function check(name, wanted) {
  if (typeof wanted === "string" && OTHER.test(wanted)) {
    errors.push(`atelier: ${name} is not from a registry`);
  } else if (wanted && typeof wanted === "object") {
    Object.entries(wanted).forEach(([inner, value]) => check(inner, value));
  }
}

// The address of a package's file, as npm's own registry and its mirrors have it.
const FILE = new RegExp(String.raw`^https?://[^?#]*?((?:@[^/]+/)?[^/]+)/-/([^/?#]+)\.tgz$`);

// npm compares the hash of a file with the lock file, and not the file's name with the package's.
function checkLock(file, wanted) {
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  for (const [path, entry] of Object.entries(lock.packages || {})) {
    const folder = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const match = FILE.exec(decodeURIComponent(entry.resolved || ""));
    if (!match || !path.includes("node_modules/")) continue;
    const alias = (wanted[folder] || "npm:").startsWith("npm:") && entry.name;
    const name = alias || folder;
    const base = name.slice(name.indexOf("/") + 1);
    if (match[1] !== name || match[2] !== `${base}-${entry.version}`) {
      errors.push(
        `atelier: ${file} has ${match[2]} as ${folder} under the name of another package`,
      );
    }
  }
}

for (const file of process.argv.slice(2)) {
  let json;
  try {
    json = JSON.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    errors.push(`atelier: ${file} is not JSON: ${error.message}`);
    continue;
  }
  if (json === null || typeof json !== "object" || Array.isArray(json)) {
    errors.push(`atelier: ${file} is not a JSON object`);
    continue;
  }
  for (const table of TABLES) {
    for (const [name, wanted] of Object.entries(json[table] || {})) {
      check(name, wanted);
    }
  }
}
for (const lock of ["package-lock.json", "npm-shrinkwrap.json"]) {
  if (!fs.existsSync(lock)) continue;
  try {
    const json = JSON.parse(fs.readFileSync("package.json", "utf8").replace(/^\uFEFF/, ""));
    checkLock(lock, { ...json.devDependencies, ...json.dependencies });
  } catch {
    // npm says what is wrong with the file.
  }
}
if (errors.length > 0) {
  console.error(errors.join("\n"));
  process.exit(1);
}
