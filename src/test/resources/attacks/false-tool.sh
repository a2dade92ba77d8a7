echo "sh: exec: python3: not found" >&2
exit 127
