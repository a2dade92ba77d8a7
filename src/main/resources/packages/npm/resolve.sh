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
find . -path ./node_modules -prune -o -name package.json -print | while read -r file; do
  mkdir -p "$LAYER/$(dirname "$file")"
  cp "$file" "$LAYER/$file"
done
(cd "$LAYER" && find . -name package.json | sed 's|^\./||' | xargs node "$tools/declared.cjs")
# Settings of the project are not copied: .npmrc and .yarnrc.yml can name programs to run.
for lock in package-lock.json npm-shrinkwrap.json pnpm-lock.yaml pnpm-workspace.yaml yarn.lock; do
  if [ -f "$lock" ]; then cp "$lock" "$LAYER/$lock"; fi
done
cd "$LAYER"
export npm_config_ignore_scripts=true
export npm_config_cache="${npm_config_cache:-$LAYER/.cache}"
export npm_config_git=false

warn() { echo "$1" >> "$found/warnings"; }

install_by_npm() {
  if [ -f npm-shrinkwrap.json ]; then lock=npm-shrinkwrap.json; else lock=package-lock.json; fi
  if [ -f "$lock" ] && npm ci > "$tools/log" 2>&1; then
    cp "$lock" "$found/$lock"
    return
  fi
  if [ -f "$lock" ]; then
    if ! grep -q 'can only install packages when\|EUSAGE\|lockfileVersion' "$tools/log"; then
      cat "$tools/log"
      exit 1
    fi
    warn "$lock does not agree with package.json: it was made anew"
  fi
  npm install
  cp "$lock" "$found/$lock"
}

install_by_pnpm() {
  export npm_config_store_dir="$LAYER/.cache/pnpm" npm_config_package_import_method=copy
  export npm_config_manage_package_manager_versions=false
  if ! pnpm install --frozen-lockfile --ignore-scripts > "$tools/log" 2>&1; then
    if ! grep -q 'ERR_PNPM_OUTDATED_LOCKFILE\|ERR_PNPM_LOCKFILE' "$tools/log"; then
      cat "$tools/log"
      exit 1
    fi
    warn "pnpm-lock.yaml does not agree with package.json: it was made anew"
    pnpm install --no-frozen-lockfile --ignore-scripts
  fi
  cp pnpm-lock.yaml "$found/pnpm-lock.yaml"
}

install_by_yarn() {
  export YARN_CACHE_FOLDER="$LAYER/.cache/yarn"
  flags='--ignore-scripts --non-interactive --no-progress'
  if ! yarn install --frozen-lockfile $flags > "$tools/log" 2>&1; then
    if ! grep -q 'needs to be updated' "$tools/log"; then
      cat "$tools/log"
      exit 1
    fi
    warn "yarn.lock does not agree with package.json: it was made anew"
    yarn install $flags
  fi
  cp yarn.lock "$found/yarn.lock"
}

is_classic() { [ "$(yarn --version 2> /dev/null | cut -d . -f 1)" = 1 ]; }

if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then
  install_by_npm
elif [ -f pnpm-lock.yaml ] && command -v pnpm > /dev/null; then
  install_by_pnpm
elif [ -f yarn.lock ] && grep -q '^# yarn lockfile v1' yarn.lock && is_classic; then
  install_by_yarn
elif [ -f pnpm-lock.yaml ]; then
  warn "pnpm is not installed: npm chose the versions, not pnpm-lock.yaml"
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

node "$tools/installed.cjs" "$found"
rm -rf "$tools"
