while :; do cat /dev/zero | head -c 10000000 >&2; done
