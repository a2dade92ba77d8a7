// Lists the installed packages, the names that can be imported, and who has an install script.
const fs = require("fs");
const path = require("path");
const packages = new Set();
const scripts = new Set();
const links = new Set();

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
  packages.add(json.name + "@" + json.version);
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

walk("node_modules", 0);
write("packages", packages);
write("provides", provided("node_modules", ""));
write("scripts", scripts);
