# Downloads crates, for the platforms that the installed compiler has a standard library for.
export CARGO_HOME="$LAYER/cargo"
mkdir -p "$CARGO_HOME" "$LAYER/.atelier"
findings=$LAYER/.atelier

platforms=
for library in "$(rustc --print sysroot)"/lib/rustlib/*/lib; do
  platform=${library%/lib}
  platforms="$platforms --target ${platform##*/}"
done

if [ -e Cargo.lock ]; then
  cp Cargo.lock "$findings/before"
fi
if ! cargo fetch $platforms 2> "$findings/errors"; then
  cat "$findings/errors" >&2
  # A lock file that cargo cannot read is made anew; one with wrong checksums is an error.
  grep -Eq 'failed to parse lock file|lock file version|\(locked to ' "$findings/errors" || exit 1
  rm Cargo.lock
  cargo fetch $platforms
fi
if [ -e "$findings/before" ] && ! cmp -s Cargo.lock "$findings/before"; then
  echo 'Cargo.lock did not agree with Cargo.toml and was updated' > "$findings/warnings"
fi
rm -f "$findings/before" "$findings/errors"
cp Cargo.lock "$findings/"

# Packages of a registry, and the names by which the project's own packages use them.
tree() {
  cargo tree --offline --locked --workspace --edges normal,build,dev --prefix none "$@"
}
tree --depth 1 --format '{p}' | awk '!/ \(\// { print $1 "@" substr($2, 2) }' \
  > "$findings/direct"
du -s --apparent-size -B 1 "$CARGO_HOME"/registry/src/*/*/ > "$findings/sizes" 2> /dev/null || true
# A crate's path ends with its name and version; "/" between licences is the old form of "OR".
tree --format "{p}$(printf '\t'){l}" | sort -u | awk -F '\t' '
  FILENAME == ARGV[1] { direct[$1] = 1; next }
  FILENAME == ARGV[2] { sub(/\/$/, "", $2); sub(/.*\//, "", $2); bytes[$2] = $1; next }
  / \(\// { next }
  {
    split($1, parts, " ")
    version = substr(parts[2], 2)
    name = parts[1] "@" version
    license = $2
    sub(/ *\(\*\)$/, "", license)
    gsub(/ *\/ */, " OR ", license)
    is_direct = (name in direct) ? "direct" : "brought"
    lines[name] = name "\t" is_direct "\t" bytes[parts[1] "-" version] "\t" license
  }
  END { for (name in lines) print lines[name] }
' "$findings/direct" "$findings/sizes" - | sort > "$findings/packages"
rm "$findings/direct" "$findings/sizes"
# The index, which was downloaded in any case, says when a version of a direct dependency came.
tree --depth 1 --format '{p}' | awk '!/ \(\// { print $1, substr($2, 2) }' | sort -u \
  | while read -r name version; do
    time=$(find "$CARGO_HOME/registry/index" -path '*/.cache/*' -type f -iname "$name" \
        -exec cat {} + 2> /dev/null | tr '\000' '\n' \
      | grep -aF -e "\"vers\":\"$version\"" -e "\"vers\": \"$version\"" \
      | sed -n 's/.*"pubtime": *"\([^"]*\)".*/ \1/p' | head -n 1)
    echo "$name@$version$time"
  done > "$findings/published"
{
  tree --depth 1 --no-dedupe --format '{lib}' | awk '{ print $1 }'
  find . -name Cargo.toml -exec awk '
    /^[ \t]*\[/ { inside = /dependencies[]. \t]/ }
    inside && /^[ \t]*[A-Za-z0-9_-]+[ \t]*=.*package[ \t]*=/ { gsub(/-/, "_", $1); print $1 }
  ' {} +
} | sed 's/=.*//' | grep -v '^$' | sort -u > "$findings/provides"

# Offline, cargo finds crates only under the name of the registry that they came from: a mirror, if
# this machine's settings name one. The file has no token.
if [ -f /work/.cargo/config.toml ]; then cp /work/.cargo/config.toml "$CARGO_HOME/config.toml"; fi

# Programs see the folder read-only, where cargo can lock nothing: it needs no lock then.
rm -f "$CARGO_HOME/.package-cache" "$CARGO_HOME/.package-cache-mutate"
