//! C, C++ and C# with conditions and macros: valid code is accepted, slips are reported.

use atelier_scanner::{analyze, Deadline};

fn first_error_line(path: &str, text: &str) -> Option<usize> {
    let analysis = analyze(path, text, Deadline::in_ms(10_000)).expect("within the limits");
    analysis.problems.first().map(|error| error.line)
}

#[test]
fn conditions_and_macros_are_accepted() {
    let valid = [
        ("a.c", "LUA_API int open(void) {\n  return 1;\n}\n"),
        ("a.c", "local const int extra[2] = {0, 1};\nint CDECL main(void) {\n  return 0;\n}\n"),
        ("a.c", "Z_INTERNAL Z_TARGET void fold(const BYTE* p, U32 const count) {\n}\n"),
        ("a.c", "static QUEUE queue;\ntypedef HANDLE lock_t;\nstatic const U32 most = 9;\n"),
        ("a.c", "int f(void) {\n#ifdef A\n  if (a) {\n#else\n  if (b) {\n#endif\n  }\n}\n"),
        ("a.c", "#ifdef A\nint f(void) {\n#else\nint f(int x) {\n#endif\n  return 1;\n}\n"),
        ("a.c", "#if 0\nit's no code (\n#endif\nint x;\n"),
        ("a.c", "int f(void) {\n  g(cast(unsigned char, x), va_arg(ap, char *), op(+, 1));\n}\n"),
        ("a.c", "long size = 128 KB;\nconst char *path = ROOT SEPARATOR;\n"),
        ("a.c", "void f(void) {\n  log(\"%\" PRIu64 \"\\n\", n);\n}\n"),
        ("a.c", "void f(void) {\n  fail(QUOTED(\"x\") \" is odd\");\n}\n"),
        ("a.c", "TEST(group, one)\n{\n  int x = 1;\n}\nCASE(0)\nCASE(44)\nint y;\n"),
        ("a.c", "void f(void) {\n  for_each(test, tests)\n  {\n    run(test);\n  }\n}\n"),
        ("a.c", "void f(void) {\n  try_it(L, &lj,\n    (*g)(L, ud);\n  );\n}\n"),
        ("a.c", "void f(void) {\n  check(\"a\")\n  g();\n  check(\"b\")\n  g();\n}\n"),
        ("a.c", "DECLARE(int)\nread_it(parser *p)\n{\n  return 1;\n}\n"),
        ("a.c", "int f(a, b) int a; long b;\n{\n  return a;\n}\n"),
        ("a.c", "API int f(void) {\n  g((BYTE *)(text + 1), (__m128i *)(text));\n}\n"),
        ("a.c", "API void f(void) {\n  (void)\n  g();\n  (void) h();\n  (*i)(1);\n}\n"),
        ("a.c", "typedef int (CALL *callback)(int x);\nchar FAR *text;\nint x ALIGNED(16) = 3;\n"),
        ("a.c", "#define MOST(a, b) \\\n  ((a) > (b) /* both ( */ ? (a) : (b))\nint x;\n"),
        ("a.cpp", "int f() { printf(\"%\" PRIu64 \"\\n\", n); }\n"),
        ("a.cpp", "class SHAPE_API Shape : public Base {\n  Q_OBJECT\npublic:\n  Shape();\n};\n"),
        ("a.cpp", "Point::Point() : x{1}, y{2} {\n}\nauto f() -> int {\n  return 1'000;\n}\n"),
        ("a.cpp", "auto s = R\"x(a \" b)x\";\nSTATIC_CHECK(1)\nnamespace n {\n}\n"),
        ("a.cpp", "void f() {\n  a = new int *[9];\n  p->~list<item>();\n}\n"),
        ("a.cpp", "void f() {\n  q->operator item *();\n}\n"),
        ("a.cpp", "void f() {\n  Reader reader(data, sizeof(data), this);\n}\n"),
        ("a.cpp", "struct GJK {\n  GJK()\n  {\n    run();\n  }\n};\n"),
        ("a.cpp", "struct A {\n  int f() const OVERRIDE { return 1; }\n};\n"),
        ("a.cpp", "void Net_API start() {\n}\nconst ALIGNED(Volume) bounds = f();\nMain(Suite)\n"),
        ("a.cpp", "struct All : Types... {\n  using Types::operator()...;\n};\n"),
        ("a.cpp", "int a::A::*b = &a::A::c;\nint (A::*f)(int) = &A::g;\n"),
        ("a.cpp", "template class list<item>;\nextern template class std::list<int>;\n"),
        ("a.cpp", "void f() {\n  x += p->*member;\n}\n"),
        ("a.cpp", "class A {\nsignals:\n  void b();\npublic slots:\n  void c();\n};\n"),
        ("a.c", "static int __init start(void) {\n  return 0;\n}\n"),
        ("a.c", "static struct foo bar __attribute__((aligned(8))) = {.a = 1};\nAPI int x;\n"),
        (
            "a.md",
            "# A\n\n```c\nLUA_API int f(void);\n#if A\nint g(\n#else\nint h(\n#endif\n);\n```\n",
        ),
        ("A.cs", "\u{feff}#if B\nclass A { }\n#endif\n"),
        ("A.cs", "class A {\n  string s = @\"a \"\"\n#elif no\n\";\n#region B\n#endregion\n}\n"),
    ];
    for (path, text) in valid {
        assert_eq!(first_error_line(path, text), None, "{path}: {text}");
    }
}

#[test]
fn slips_among_conditions_and_macros_are_reported() {
    let broken = [
        ("a.c", "#ifdef A\nint x;\n#else\nint y;\n", 1),
        ("a.c", "int x;\n#endif\n", 2),
        ("a.c", "#include \"a.h\n", 1),
        ("a.c", "#include <a.h\n", 1),
        ("a.c", "int x;\n#if defined(A\n#endif\n", 2),
        ("a.c", "int x;\n#defined A\n", 2),
        ("a.c", "#define SUM(a, b ((a) + (b))\nint x;\n", 1),
        ("a.c", "#define NAME \"a\nint x;\n", 1),
        ("a.c", "#ifdef A\nint f(void) { return 1; }\n#else\nint f(void) { g(\"x); }\n#endif\n", 4),
        ("a.c", "#ifdef A\nint x;\n#else\nint f(void) { g(1; }\n#endif\n", 4),
        ("a.c", "LUA_API int f(void) {\n  g(1;\n}\n", 2),
        ("a.c", "LUA_API int f(void) {\n  int x = 1\n  g(x);\n}\n", 3),
        ("a.c", "LUA_API int f(void) {\n  g(1)\n  return 1;\n}\n", 2),
        ("a.c", "API int x;\n\n{\n  return 1;\n}\n", 3),
        ("a.c", "API int x;\nif (x) y();\n", 2),
        ("a.c", "API void f(void) {\n   (opened)\n    g(1);\n}\n", 2),
        ("a.c", "API void f(void) {\n   (is(1)) g(1);\n}\n", 2),
        ("a.md", "# A\n\n```c\nLUA_API int f(void;\n```\n", 4),
        ("a.c", "#pragma clang ignored \"-W\nint x;\n", 1),
        ("a.cpp", "namespace a {\n\n{\n  return 1;\n}\nAPI int x;\n}\n", 3),
        ("a.cpp", "class API Shape : public Base {\n  int x\n};\n", 2),
        ("A.cs", "class A {\n#region B\n  int x;\n}\n", 2),
        ("A.cs", "#if A\nclass A { int x }\n#endif\n", 2),
    ];
    for (path, text, line) in broken {
        let reported = first_error_line(path, text);
        let is_near = reported.is_some_and(|reported| reported.abs_diff(line) <= 1);
        assert!(is_near, "{path}: {reported:?}: {text}");
    }
}
