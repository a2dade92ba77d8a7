# Makes an empty source for every target that a Cargo.toml declares, since cargo refuses a package
# without targets. Both scripts begin with this file.

# Prints the paths of a manifest's targets, relative to it.
targets() {
  awk '
    function value(line) {
      sub(/^[^=]*=[ \t]*/, "", line)
      quote = substr(line, 1, 1)
      if (quote != "\"" && quote != "\047") return ""
      line = substr(line, 2)
      end = index(line, quote)
      return end > 0 ? substr(line, 1, end - 1) : ""
    }
    function flush() {
      if (section == "package") {
        print "src/lib.rs"
        print "src/main.rs"
        if (build != "") print build
      } else if (folder != "" && path != "") print path
      else if (section == "bin" && name != "") print "src/bin/" name ".rs"
      else if (folder != "" && section != "lib" && name != "") print folder "/" name ".rs"
      name = path = build = folder = ""
    }
    /^[ \t]*\[/ {
      flush()
      section = $0
      gsub(/[][ \t\r]|#.*/, "", section)
      if (section == "bin" || section == "lib") folder = "src"
      if (section == "test") folder = "tests"
      if (section == "example") folder = "examples"
      if (section == "bench") folder = "benches"
      next
    }
    /^[ \t]*name[ \t]*=/ { name = value($0) }
    /^[ \t]*path[ \t]*=/ { path = value($0) }
    /^[ \t]*build[ \t]*=/ { build = value($0) }
    END { flush() }
  ' "$1"
}

find . -name Cargo.toml -not -path '*/target/*' | while IFS= read -r manifest; do
  targets "$manifest" | while IFS= read -r target; do
    case $target in /* | *..*) continue ;; esac
    source=${manifest%Cargo.toml}$target
    if [ ! -e "$source" ]; then
      mkdir -p "${source%/*}"
      echo 'fn main() {}' > "$source"
    fi
  done
done
