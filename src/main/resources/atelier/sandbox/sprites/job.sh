# Runs one job on a sprite. Written in front of it: the limits, the files' places and the words.
# Atelier reads the verdict afterwards: time, limit, missing, broken, and what times(1) prints.
job=$(cd "$(dirname "$0")" && pwd) || exit 125
base=${job%/jobs/*}
result=$job/result
mkdir "$result" || exit 125
: "${PATH:=/usr/local/bin:/usr/bin:/bin}"
path=$PATH
rustup=${RUSTUP_HOME:-${HOME:-}/.rustup}
[ -d "$rustup" ] || rustup=
mark=

broken() {
  echo "broken: $1" >"$job/verdict"
  exit 125
}

uptime_now() {
  read -r now rest </proc/uptime
}

# The children of a process, which the kernel may have given to another parent, are found by a mark.
stop() {
  kill -KILL "$root" 2>/dev/null
  if [ "$isolation" = none ]; then
    for file in $(grep -lsa "$mark" /proc/[0-9]*/environ); do
      pid=${file#/proc/}
      kill -KILL "${pid%/environ}" 2>/dev/null
    done
  fi
}

watch() {
  while sleep 0.2; do
    reached=$(cat /proc/uptime /proc/[0-9]*/stat 2>/dev/null | awk -v root="$root" \
      -v start="$start" -v wall_ms="$wall_ms" -v cpu_ms="$cpu_ms" -v memory_kib="$memory_kib" \
      "$usage")
    if [ -n "$reached" ]; then
      echo "$reached" >"$result/limit"
      stop
      return
    fi
  done
}

exec 3<"$job/files.tar" || broken "the files are missing"
exec 4</dev/null
if [ -n "$launcher" ]; then
  echo "$launcher_hash  $base/$launcher" | sha256sum -c --status 2>/dev/null ||
    broken "the launcher was changed"
  exec 4<"$base/$launcher"
fi
exec 5>"$result/missing"
exec 6<"$job/input" || broken "the input is missing"
rm -f "$job/input"

if [ "$isolation" = namespaces ]; then
  home=/tmp
  temporary=/tmp
else
  home=$job/home
  temporary=$job/home
  mark=ATELIER_JOB=${job##*/}
  mkdir "$home" "$job/work" || broken "the folder cannot be created"
  (cd "$job/work" && tar -xf - <&3) || broken "the files cannot be unpacked"
fi
limited='for limit in @LIMITS@; do prlimit --pid $$ $limit 2>/dev/null; done; exec "$@"'
set -- sh -c "$limited" sh @WORDS@
uptime_now
start=$now
if [ "$isolation" = namespaces ]; then
  number=$(id -u)
  [ "$number" = 0 ] && number=1000
  setpriv --pdeathsig KILL timeout -k 2 "$seconds" setpriv --pdeathsig KILL \
    unshare --user --map-root-user --mount --pid --fork --kill-child --mount-proc \
    sh -c "$inside" "$base" "$number" "$command" "$launcher" "$@" <&6 &
else
  (
    cd "$job/work" || exit 125
    if [ -z "$launcher" ] && ! command -v -- "$command" >/dev/null && [ ! -e "$command" ]; then
      echo missing >&5
      exit 127
    fi
    exec setpriv --pdeathsig KILL timeout -k 2 "$seconds" "$@" 3<&- 4<&- 5>&-
  ) <&6 &
fi
root=$!
exec 3<&- 4<&- 5>&- 6<&- 2>/dev/null
trap 'stop; exit 143' TERM INT HUP
watch </dev/null >/dev/null 2>&1 &
watcher=$!
wait "$root"
code=$?
uptime_now
kill -KILL "$watcher" 2>/dev/null
[ "$isolation" = none ] && stop
{
  echo "time $start $now"
  [ -s "$result/limit" ] && echo "limit $(cat "$result/limit")"
  [ -s "$result/missing" ] && head -n 1 "$result/missing"
  times
} >"$job/verdict"
exit "$code"
