package atelier.language;

/** The projects in which facts across files are tested, one for each language. */
final class FactProjects {
  static final CheckedProject PYTHON = CheckedProject.of(
          "store.py", "LIMIT = 9", "def add(item, price=0): pass", "def all_items(): pass")
      .with("pkg/__init__.py", "from .sub import name")
      .with("pkg/sub.py", "name = 1", "class Box:", "    def __init__(self, a): pass");
  static final CheckedProject SCRIPT = CheckedProject.of(
          "store.js", "export function add(item) {}", "export default 1;")
      .with("old.js", "function all() {}", "module.exports = { all };")
      .with("typed.ts", "export function put(item: string, price?: number) {}");
  static final CheckedProject GO = CheckedProject.of("go.mod", "module shop")
      .with("store/store.go", "package store", "func Add(item string) {}")
      .with("util.go", "package main", "func run(a, b int) {}");
  static final CheckedProject JAVA = CheckedProject.of(
      "src/shop/Store.java",
      "package shop;",
      "public class Store { Store(int a) {} static void add(int a) {} static void add() {} }");
  static final CheckedProject RUST = CheckedProject.of("src/main.rs", "mod store;")
      .with("src/store.rs", "pub fn add(item: u8) {}");

  private FactProjects() {}
}
