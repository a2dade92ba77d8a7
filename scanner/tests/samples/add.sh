#!/usr/bin/env bash
set -euo pipefail

add() {
  local title=$1
  if [[ -n ${title:-} && $title != "-"* ]]; then
    printf "%s\n" "$title" >>"$HOME/todo.txt"
  else
    cat <<EOF
usage: add TITLE
EOF
  fi
}

for each in "$@"; do add "$each"; done
