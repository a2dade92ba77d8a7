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
if (errors.length > 0) {
  console.error(errors.join("\n"));
  process.exit(1);
}
