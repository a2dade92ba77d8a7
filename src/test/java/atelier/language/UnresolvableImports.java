package atelier.language;

import static atelier.language.ImportingProjects.C;
import static atelier.language.ImportingProjects.CSHARP;
import static atelier.language.ImportingProjects.ELIXIR;
import static atelier.language.ImportingProjects.ERLANG;
import static atelier.language.ImportingProjects.GO;
import static atelier.language.ImportingProjects.JAVA;
import static atelier.language.ImportingProjects.KOTLIN;
import static atelier.language.ImportingProjects.LUA;
import static atelier.language.ImportingProjects.PAGE;
import static atelier.language.ImportingProjects.PHP;
import static atelier.language.ImportingProjects.RUBY;
import static atelier.language.ImportingProjects.RUST;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Files with one import that does not exist: project, path, content, its line, the message. */
final class UnresolvableImports {
  private UnresolvableImports() {}

  static Stream<Arguments> samples() {
    return Stream.of(
        arguments(
            GO,
            "main.go",
            """
            package main

            import "github.com/pkg/errors"
            """,
            3,
            "'github.com/pkg/errors' is not part of Go, not in the project and not a"
                + " declared dependency: remove it, or declare it in go.mod"),
        arguments(
            GO,
            "main.go",
            """
            package main
            import "example.com/shop/api"
            """,
            2,
            "the project has no 'example.com/shop/api': import something that exists"),
        arguments(GO, "main.go", """
            package main
            import "net/https"
            """, 2, "declare it in go.mod: did you mean `net/http`?"),
        arguments(RUST, "src/main.rs", """
            use std::fs;
            use rand::Rng;
            """, 2, "declare it in Cargo.toml"),
        arguments(RUST, "src/main.rs", "extern crate regex;\n", 1, "'regex'"),
        arguments(JAVA, "Main.java", """
            import java.util.List;
            import org.apache.commons.io.IOUtils;
            class Main {}
            """, 2, "declare it in pom.xml"),
        arguments(JAVA, "Main.java", """
            import com.shop.model.parts.Missing;
            class Main {}
            """, 1, "the project has no 'com.shop.model.parts.Missing'"),
        arguments(C, "src/port.h", """
            #ifndef PORT_H
            #define PORT_H
            #include <wincrypt.h>
            #endif
            """, 3, "'wincrypt.h'"),
        arguments(JAVA, "Main.java", """
            import com.shop.model.Missing;
            class Main {}
            """, 1, "the project has no 'com.shop.model.Missing'"),
        arguments(KOTLIN, "Main.kt", """
            import kotlinx.coroutines.launch
            fun main() {}
            """, 1, "declare it in build.gradle.kts"),
        arguments(C, "src/main.c", """
            #include <stdio.h>
            #include <SDL2/SDL.h>
            """, 2, "CMakeLists.txt"),
        arguments(C, "src/main.c", "#include \"stores.h\"\n", 1, "the project has no 'stores.h'"),
        arguments(RUBY, "app.rb", "require 'httparty'\n", 1, "declare it in Gemfile"),
        arguments(RUBY, "app.rb", "require_relative 'stores'\n", 1, "the project has no 'stores'"),
        arguments(PHP, "index.php", """
            <?php
            use Monolog\\Logger;
            """, 2, "declare it in composer.json"),
        arguments(PHP, "index.php", """
            <?php
            use App\\Model\\Basket;
            """, 2, "the project has no 'App\\Model\\Basket'"),
        arguments(CSHARP, "Program.cs", """
            using Newtonsoft.Json;
            class P {}
            """, 1, ".csproj"),
        arguments(CSHARP, "Program.cs", """
            using Shop.Basket;
            class P {}
            """, 1, "the project has no"),
        arguments(ELIXIR, "lib/a.ex", """
            defmodule A do
              alias HTTPoison.Response
            end
            """, 2, "mix.exs"),
        arguments(ERLANG, "src/a.erl", """
            -module(a).
            -import(jsx, [decode/1]).
            """, 2, "rebar.config"),
        arguments(LUA, "main.lua", "local a = require('shop.basket')\n", 1, "'shop.basket'"),
        arguments(PAGE, "index.html", """
            <html>
            <script src="main.js"></script></html>
            """, 2, "the project has no 'main.js'"),
        arguments(PAGE, "css/main.css", "@import 'missing.css';\n", 1, "'missing.css'"));
  }
}
