# Compiles the crates once, as programs will: at the same path, with the same profile.
export CARGO_HOME="$LAYER/cargo"
mkdir -p "$LAYER/target"
cp "$LAYER/.atelier/Cargo.lock" .
ln -s "$LAYER/target" target

# What does not compile here does not compile for programs either, which then say why: a library
# of the system may be missing.
if cargo test --workspace --no-run --locked; then
  cargo build --workspace --locked
else
  echo 'not every crate could be compiled' >> "$LAYER/.atelier/warnings"
fi

# Nothing of the stubs stays: cargo compares times, so a stub that is newer than the project's
# source would be taken for its compiled form.
packages=$(cargo tree --workspace --locked --depth 0 --prefix none --format '{p}' \
  | awk 'NF { print "--package", $1 }')
cargo clean --locked $packages
rm -rf "$LAYER"/target/*/incremental
