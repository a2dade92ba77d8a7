// Lists the installed packages, the names that can be imported, and who has an install script.
const fs = require("fs");
const path = require("path");
const packages = new Map();
const scripts = new Set();
const links = new Set();

const declared = new Set();

// The folders of what the manifests of the project and of its workspaces declare.
function readDeclared(folder, depth) {
  const file = path.join(folder, "package.json");
  if (fs.existsSync(file)) {
    const json = JSON.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
    for (const table of ["dependencies", "devDependencies", "optionalDependencies"]) {
      for (const name of Object.keys(json[table] || {})) {
        const own = path.join(folder, "node_modules", name);
        const at = fs.existsSync(own) ? own : path.join("node_modules", name);
        if (fs.existsSync(at)) declared.add(fs.realpathSync(at));
      }
    }
  }
  for (const entry of folders(folder)) {
    if (depth < 6 && entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name)) {
      readDeclared(path.join(folder, entry.name), depth + 1);
    }
  }
}

function sizeOf(folder) {
  let bytes = 0;
  for (const entry of folders(folder)) {
    const at = path.join(folder, entry.name);
    if (entry.isFile()) bytes += fs.lstatSync(at).size;
    else if (entry.isDirectory() && entry.name !== "node_modules") bytes += sizeOf(at);
  }
  return bytes;
}

// A text, or in old packages an object or a list of objects, of which one is to be chosen.
function licenseOf(json) {
  const all = [json.license || json.licenses].flat()
    .map((each) => (typeof each === "string" ? each : each && each.type))
    .filter((each) => typeof each === "string");
  return all.join(" OR ").replace(/\s+/g, " ");
}

function addPackage(json, folder) {
  const key = json.name + "@" + json.version;
  const known = packages.get(key) || { direct: false, bytes: 0 };
  packages.set(key, {
    direct: known.direct || declared.has(fs.realpathSync(folder)),
    bytes: known.bytes + sizeOf(folder),
    license: licenseOf(json),
  });
}

function folders(at) {
  try {
    return fs.readdirSync(at, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readPackage(folder) {
  let json;
  try {
    json = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  } catch {
    return;
  }
  if (!json.name || !json.version) return;
  addPackage(json, folder);
  const own = json.scripts || {};
  const builds = fs.existsSync(path.join(folder, "binding.gyp")) && json.gypfile !== false;
  if (own.preinstall || own.install || own.postinstall || builds) scripts.add(json.name);
}

function walk(modules, depth) {
  for (const entry of folders(modules)) {
    const folder = path.join(modules, entry.name);
    if (entry.isSymbolicLink() || !entry.isDirectory()) continue;
    if (entry.name === ".pnpm") {
      for (const each of folders(folder)) walk(path.join(folder, each.name, "node_modules"), depth);
    } else if (entry.name.startsWith("@")) {
      walk(folder, depth);
    } else if (!entry.name.startsWith(".")) {
      readPackage(folder);
      if (depth < 20) walk(path.join(folder, "node_modules"), depth + 1);
    }
  }
}

function provided(modules, scope) {
  return folders(modules).flatMap((entry) => {
    if (entry.name.startsWith("@") && !scope) {
      return provided(path.join(modules, entry.name), entry.name + "/");
    }
    return entry.name.startsWith(".") || entry.isFile() ? [] : [scope + entry.name];
  });
}

function write(name, lines) {
  const text = [...lines].sort().map((line) => line + "\n").join("");
  fs.writeFileSync(path.join(process.argv[2], name), text);
}

readDeclared(".", 0);
walk("node_modules", 0);
write("packages", [...packages].map(([name, { direct, bytes, license }]) =>
  [name, direct ? "direct" : "brought", bytes, license].join("\t")));
write("provides", provided("node_modules", ""));
write("scripts", scripts);
