# Runs the install scripts of packages that have one, without a network.
found=$LAYER/.atelier
if [ ! -s "$found/scripts" ]; then exit 0; fi
cd "$LAYER"
home=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
if [ -f "$home/include/node/node.h" ]; then export npm_config_nodedir="$home"; fi
export npm_config_offline=true npm_config_cache=/tmp/npm
if [ -d node_modules/.pnpm ]; then client=pnpm; else client=npm; fi
while read -r name; do
  if ! $client rebuild --foreground-scripts --ignore-scripts=false "$name" > /tmp/log 2>&1 < /dev/null
  then
    why=$(grep -v '^npm \(error\|ERR!\)\|^$' /tmp/log | tail -n 1 | cut -c 1-200)
    echo "the install script of $name fails without a network: $why" >> "$found/warnings"
  fi
done < "$found/scripts"
