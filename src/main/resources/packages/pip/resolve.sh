# Installs wheels of the declared packages into a virtual environment; no code of theirs runs.
found=$LAYER/.atelier
venv=$LAYER/venv
tools=$LAYER/.tools
export TMPDIR="$LAYER/.tmp"
mkdir -p "$found" "$TMPDIR" "$tools"
cat > "$tools/declared.py" <<'END'
#include declared.py
END
cat > "$tools/agrees.py" <<'END'
#include agrees.py
END
cat > "$tools/explain.py" <<'END'
#include explain.py
END
cat > "$tools/locked.py" <<'END'
#include locked.py
END
cat > "$tools/installed.py" <<'END'
#include installed.py
END

warn() { echo "$1" >> "$found/warnings"; }

# pip of the system installs into the environment; else the environment gets its own.
make_venv() {
  rm -rf "$venv"
  python3 -m venv --without-pip "$venv"
  pip="python3 -m pip --python $venv/bin/python"
  if $pip --version > "$tools/log" 2>&1; then return; fi
  if ! python3 -m venv "$venv" > "$tools/log" 2>&1; then
    echo "pip is not installed: apt install python3-venv" > "$found/skipped"
    cat "$found/skipped"
    exit 1
  fi
  pip="$venv/bin/python -m pip"
}

# Installs what the lock file says if that is what the manifests declare.
install_locked() {
  if ! grep -q -e '--hash=' requirements.lock; then
    warn "requirements.lock has no hashes: it was made anew"
    return 1
  fi
  if python3 "$tools/agrees.py" requirements.lock "$tools/requirements.txt" "$tools/kept.txt"; then
    if ! $pip install --no-deps --require-hashes -r requirements.lock > "$tools/log" 2>&1; then
      if grep -q 'DO NOT MATCH THE HASHES' "$tools/log"; then
        cat "$tools/log"
        exit 1
      fi
    elif $pip install --no-index --dry-run $declared > "$tools/log" 2>&1; then
      cp requirements.lock "$found/requirements.lock"
      python3 "$tools/locked.py" requirements.lock "$found" "$tools/requirements.txt"
      return
    fi
    make_venv
  fi
  warn "requirements.lock does not agree with the manifests: it was made anew"
  return 1
}

# Chooses versions, those of an old lock file first.
install_new() {
  new="install --report $tools/report.json $declared"
  if [ ! -s "$tools/kept.txt" ] || ! $pip $new -c "$tools/kept.txt" > "$tools/log" 2>&1; then
    if ! $pip $new > "$tools/log" 2>&1; then
      grep -v '^ *\(Downloading\|Collecting\|Using cached\)' "$tools/log"
      python3 "$tools/explain.py" "$tools/log"
      exit 1
    fi
  fi
  python3 "$tools/locked.py" "$tools/report.json" "$found"
}

python3 "$tools/declared.py" "$tools" "$found/warnings"
declared="-r $tools/requirements.txt -c $tools/constraints.txt"
make_venv
if [ -s "$tools/requirements.txt" ]; then
  if [ ! -f requirements.lock ] || ! install_locked; then
    install_new
  fi
fi
"$venv/bin/python" "$tools/installed.py" "$tools/project.json" "$found" "$PWD"
rm -rf "$TMPDIR" "$tools"
