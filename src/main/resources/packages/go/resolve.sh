# Downloads the modules that the sources import; none of them is compiled.
found=$LAYER/.atelier
tools=$LAYER/.tools
mkdir -p "$found" "$LAYER/mod" "$tools"
export GOMODCACHE="$LAYER/mod" GOPATH=/tmp/go GOCACHE=/tmp/go-build GOFLAGS='-mod=mod -modcacherw'
export GOWORK=off
# Without "direct", nobody asks the hosts of sources, which are not registries.
proxies=$(go env GOPROXY | sed 's/[,|]direct//')
if [ -n "$proxies" ]; then export GOPROXY="$proxies"; fi
if [ ! -f go.sum ]; then : > go.sum; fi
cp go.mod "$tools/declared.mod"
module=$(sed -n 's/^module[[:space:]]*"\{0,1\}\([^"[:space:]]*\).*/\1/p' go.mod | head -n 1)

# Packages of the module itself may not be written yet: only others must be found.
go mod tidy -e > "$tools/log" 2>&1 || { status=$?; cat "$tools/log"; exit "$status"; }
cat "$tools/log"
problem=': \(cannot find\|no required\|reading\|unrecognized\|invalid\|no matching\|module \)'
if grep -v "imports\$\|^go: \(downloading\|finding\|found\)" "$tools/log" \
    | grep -v "\(^\|[[:space:]]\)$module/[^[:space:]]*: \|package $module/" \
    | grep -q "$problem"; then
  exit 1
fi

# A requirement that no source imports yet stays: other files may still be written.
go mod edit -json "$tools/declared.mod" | awk -F '"' '
  /"Replace"|"Exclude"/ { exit }
  /"Path":/ { path = $4; version = "" }
  /"Version":/ { version = $4 }
  /"Indirect": true/ { version = "" }
  /}/ { if (version != "") print path "@" version; version = "" }' > "$tools/required"
while read -r required; do
  path=${required%@*}
  if ! grep -q "^[[:space:]]*\(require[[:space:]]\)\{0,1\}[[:space:]]*$path " go.mod; then
    go mod edit -require="$required"
    echo "$path is required, but no file imports it" >> "$found/warnings"
  fi
done < "$tools/required"
go mod download
go mod verify > /dev/null
cp go.mod go.sum "$found/"
# Modules of the graph that are not needed are not downloaded. No metadata says what the licence
# of a module is.
direct='{{if .Indirect}}brought{{else}}direct{{end}}'
module="{{.Path}}@{{.Version}} $direct {{.Dir}}"
go list -m -f "{{if not .Main}}{{if .Dir}}$module{{end}}{{end}}" all \
  | sed '/^$/d' > "$tools/modules"
while read -r name is_direct dir; do
  size=$(du -s --apparent-size -B 1 "$dir" | cut -f 1)
  printf '%s\t%s\t%s\t\n' "$name" "$is_direct" "$size"
done < "$tools/modules" > "$found/packages"
go list -m -f '{{if not .Main}}{{.Path}}{{end}}' all | sed '/^$/d' > "$found/provides"
day='{{if .Time}} {{.Time.Format "2006-01-02T15:04:05Z07:00"}}{{end}}'
go list -m -f "{{if not (or .Main .Indirect)}}{{.Path}}@{{.Version}}$day{{end}}" all \
  | sed '/^$/d' > "$found/published"
rm -rf "$tools"
