# Adds up what a process and all below it use, from /proc/uptime and /proc/PID/stat (proc(5)).
NR == 1 { now = $1; next }
/^[0-9]+ \(/ && match($0, /.*\) /) {
  if (split(substr($0, RLENGTH + 1), field, " ") < 22) next
  pid = $1 + 0
  parent[pid] = field[2]
  ticks = field[12] + field[13] + field[14] + field[15]
  if (ticks > used[pid]) used[pid] = ticks
  pages[pid] = field[22]
}
END {
  below[root] = 1
  do {
    more = 0
    for (pid in parent) {
      if (!(pid in below) && (parent[pid] in below)) { below[pid] = 1; more = 1 }
    }
  } while (more)
  for (pid in below) { cpu += used[pid] * 10; memory += pages[pid] * 4 }
  wall = (now - start) * 1000
  found = ""
  if (cpu_ms > 0 && cpu > cpu_ms) found = "cpu"
  else if (memory > memory_kib) found = "memory"
  else if (wall >= wall_ms) found = "wall"
  if (found != "") printf "%s %.0f %.0f %.0f\n", found, wall, cpu, memory
}
