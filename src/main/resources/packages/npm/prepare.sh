# Runs the install scripts of packages that have one, without a network.
found=$LAYER/.atelier
if [ ! -s "$found/scripts" ]; then exit 0; fi
cd "$LAYER"
export PATH="$LAYER/client/node_modules/.bin:$PATH"
home=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
if [ -f "$home/include/node/node.h" ]; then export npm_config_nodedir="$home"; fi
export npm_config_offline=true npm_config_cache=/tmp/npm
export npm_config_store_dir="$LAYER/.cache/pnpm"
export npm_config_ignore_scripts=false
if [ -d node_modules/.pnpm ]; then
  rebuild='pnpm rebuild'
else
  rebuild='npm rebuild --foreground-scripts'
fi
while read -r name; do
  if ! $rebuild "$name" > "$LAYER/.log" 2>&1 < /dev/null; then
    why=$(grep -i error "$LAYER/.log" | grep -v '^\(npm\|gyp\) \|^ *at ' | head -n 1)
    why=$(echo "$why" | cut -c 1-200)
    echo "the install script of $name fails without a network: $why" >> "$found/warnings"
  fi
done < "$found/scripts"
rm -rf "$LAYER/.log" "$LAYER/.cache"
