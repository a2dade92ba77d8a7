# Downloads the packages of a package.json without running any script of theirs or of the project.
found=$LAYER/.atelier
tools=$LAYER/.tools
mkdir -p "$found" "$tools"
cat > "$tools/declared.cjs" <<'END'
#include declared.cjs
END
cat > "$tools/installed.cjs" <<'END'
#include installed.cjs
END
cat > "$tools/published.cjs" <<'END'
#include published.cjs
END
find . -path ./node_modules -prune -o -name package.json -print | while read -r file; do
  mkdir -p "$LAYER/$(dirname "$file")"
  cp "$file" "$LAYER/$file"
done
# Settings of the project are not copied: .npmrc and .yarnrc.yml can name programs to run.
for lock in package-lock.json npm-shrinkwrap.json pnpm-lock.yaml pnpm-workspace.yaml yarn.lock; do
  if [ -f "$lock" ]; then cp "$lock" "$LAYER/$lock"; fi
done
(cd "$LAYER" && find . -name package.json | sed 's|^\./||' | xargs node "$tools/declared.cjs")
cd "$LAYER"
export npm_config_ignore_scripts=true
export npm_config_cache="${npm_config_cache:-$LAYER/.cache}"
export npm_config_git=false
manifests=$(find . -name package.json -not -path '*/node_modules/*')
node "$tools/published.cjs" ask "$tools/times" $manifests > /dev/null 2>&1 &
asking=$!

warn() { echo "$1" >> "$found/warnings"; }

# Runs a command quietly; failed ends as it did, since its status tells which limit was reached.
try() {
  status=0
  "$@" > "$tools/log" 2>&1 || status=$?
  return "$status"
}
failed() {
  # npm gets the signal of a file that is too large, and ends in its own way.
  if grep -q 'process terminated' "$tools/log"; then
    echo "error: a file of a package reached the sandbox's limit of the size of a file"
  fi
  cat "$tools/log"
  exit "$status"
}

# Chooses old versions where the manifest allows it, also of what packages bring along; a registry
# that says no times is asked as always.
install_new_by_npm() {
  if [ -n "$PUBLISHED_BEFORE" ]; then
    if try npm install --before="$PUBLISHED_BEFORE"; then
      return
    fi
    grep -q 'ETARGET\|ENOVERSIONS\|ERESOLVE' "$tools/log" || failed
  fi
  try npm install || failed
  if [ -n "$PUBLISHED_BEFORE" ]; then
    warn "package.json asks for a version younger than packages.min-age: all ages were allowed"
  fi
}

install_by_npm() {
  if [ -f npm-shrinkwrap.json ]; then lock=npm-shrinkwrap.json; else lock=package-lock.json; fi
  if [ -f "$lock" ] && try npm ci; then
    cp "$lock" "$found/$lock"
    return
  fi
  if [ -f "$lock" ]; then
    grep -q 'can only install packages when\|EUSAGE\|lockfileVersion' "$tools/log" || failed
    warn "$lock does not agree with package.json: it was made anew"
  fi
  install_new_by_npm
  cp "$lock" "$found/$lock"
}

# Whether a package manager is installed, or can be had from the registry like any package: in the
# version that package.json says, else by $2. The layer keeps it, since programs may be started by it.
has_client() {
  if command -v "$1" > /dev/null; then return; fi
  wanted=$(node -p "(/^$1@(\\d+\\.\\d+\\.\\d+)(\\+|\$)/
    .exec(require('./package.json').packageManager) || [])[1] || '$2'")
  if npm install --prefix "$LAYER/client" --no-package-lock \
      ${PUBLISHED_BEFORE:+--before="$PUBLISHED_BEFORE"} "$1@$wanted" > "$tools/log" 2>&1; then
    export PATH="$LAYER/client/node_modules/.bin:$PATH"
    return
  fi
  rm -rf "$LAYER/client"
  return 1
}

# The version of pnpm that reads a lock file.
pnpm_of_lock() {
  case $(sed -n "s/^lockfileVersion: *'\{0,1\}\([0-9]*\).*/\1/p" pnpm-lock.yaml) in
    5) echo 7 ;;
    6) echo 8 ;;
    *) echo 10 ;;
  esac
}

install_by_pnpm() {
  export npm_config_store_dir="$LAYER/.cache/pnpm" npm_config_package_import_method=copy
  export npm_config_manage_package_manager_versions=false
  flags='--ignore-scripts --ignore-pnpmfile'
  if ! try pnpm install --frozen-lockfile $flags; then
    grep -q 'ERR_PNPM_OUTDATED_LOCKFILE\|ERR_PNPM_LOCKFILE' "$tools/log" || failed
    warn "pnpm-lock.yaml does not agree with package.json: it was made anew"
    pnpm install --no-frozen-lockfile $flags
  fi
  cp pnpm-lock.yaml "$found/pnpm-lock.yaml"
}

# yarn 1 asks the hosts that its lock file names, and not this machine's registry; what it gets is
# held to the hashes there in any case.
install_by_yarn() {
  cp yarn.lock "$tools/yarn.lock"
  registry=$(npm config get registry | sed 's|/*$||')
  sed -i -e "s|\"https\{0,1\}://[^\"]*/\(@[^/\"]*/[^/\"]*/-/[^\"]*\)\"|\"$registry/\1\"|" -e t \
    -e "s|\"https\{0,1\}://[^\"]*/\([^/\"]*/-/[^\"]*\)\"|\"$registry/\1\"|" yarn.lock
  export YARN_CACHE_FOLDER="$LAYER/.cache/yarn"
  flags='--ignore-scripts --non-interactive --no-progress'
  if try yarn install --frozen-lockfile $flags; then
    cp "$tools/yarn.lock" "$found/yarn.lock"
  else
    grep -q 'needs to be updated' "$tools/log" || failed
    warn "yarn.lock does not agree with package.json: it was made anew"
    yarn install $flags
    cp yarn.lock "$found/yarn.lock"
  fi
}

is_classic() { [ "$(yarn --version 2> /dev/null | cut -d . -f 1)" = 1 ]; }

if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then
  install_by_npm
elif [ -f pnpm-lock.yaml ] && has_client pnpm "$(pnpm_of_lock)"; then
  install_by_pnpm
elif [ -f yarn.lock ] && grep -q '^# yarn lockfile v1' yarn.lock \
    && is_classic; then
  install_by_yarn
elif [ -f pnpm-lock.yaml ]; then
  warn "pnpm is neither installed nor in the registry: npm chose the versions, not pnpm-lock.yaml"
  install_by_npm
  rm "$found/package-lock.json"
elif [ -f yarn.lock ] && grep -q '^# yarn lockfile v1' yarn.lock; then
  warn "yarn 1 is not installed: npm installed the versions of yarn.lock"
  install_by_npm
  rm "$found/package-lock.json"
elif [ -f yarn.lock ]; then
  warn "yarn.lock has a format that only yarn 2 and later read: npm chose the versions"
  mv yarn.lock .cache.yarn.lock
  install_by_npm
  rm "$found/package-lock.json"
else
  install_by_npm
fi
rm -rf "$LAYER/.cache" "$LAYER/.cache.yarn.lock"
# Vite and others write here; a read-only folder needs them beforehand.
mkdir -p node_modules/.vite node_modules/.vite-temp node_modules/.cache

wait "$asking" || true
node "$tools/published.cjs" write "$tools/times" "$found" $manifests
node "$tools/installed.cjs" "$found"
rm -rf "$tools"
