# Runs as the first process of the namespaces of a job: mounts, unpacks, and starts the command.
base=$0
number=$1
command=$2
launcher=$3
shift 3
broken() {
  echo "broken: $1" >&5
  exit 125
}
mount -o remount,bind,ro / 2>/dev/null
mount -t tmpfs -o size=256m,mode=1777 tmpfs /tmp || broken "/tmp cannot be mounted"
mkdir -p "$base" || broken "$base cannot be created"
mount -t tmpfs -o size=256m,mode=755 tmpfs "$base" || broken "$base cannot be mounted"
cd "$base" || broken "$base cannot be entered"
tar --no-same-owner -xf - <&3 || broken "the files cannot be unpacked"
if [ -z "$launcher" ] && ! command -v -- "$command" >/dev/null && [ ! -e "$command" ]; then
  echo missing >&5
  exit 127
fi
exec 3<&- 5>&-
if [ -n "$launcher" ]; then
  exec unshare --user --map-user="$number" --map-group="$number" "$@"
fi
# A shell would print how its command was killed.
exec 4<&- 7>&2 2>/dev/null
unshare --user --map-user="$number" --map-group="$number" "$@" 2>&7 7>&-
exit $?
