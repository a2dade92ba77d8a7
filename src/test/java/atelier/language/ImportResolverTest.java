package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.language.source.SourceTree;
import atelier.scan.NativeScanner;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Resolvable and unresolvable imports of several languages, as the scanner finds them. */
final class ImportResolverTest {
  private static final NativeScanner SCANNER =
      NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static final CheckedProject GO = CheckedProject.of(
          "go.mod",
          "module example.com/shop",
          "go 1.22",
          "require github.com/google/uuid v1.6.0",
          "require (",
          "\tgolang.org/x/text v0.14.0 // indirect",
          ")")
      .with("store/store.go", "package store");
  private static final CheckedProject RUST = CheckedProject.of(
          "Cargo.toml",
          "[package]",
          "name = \"my-shop\"",
          "[dependencies]",
          "serde_json = \"1\"",
          "tokio-util = { version = \"0.7\" }")
      .with("src/cart.rs", "pub struct Cart;")
      .with("src/api/mod.rs", "");
  private static final CheckedProject JAVA = CheckedProject.of(
          "pom.xml",
          "<project><dependencies><dependency><groupId>com.google.code.gson</groupId>",
          "<artifactId>gson</artifactId></dependency><dependency><groupId>org.junit.jupiter",
          "</groupId></dependency></dependencies></project>")
      .with("src/main/java/com/shop/model/Item.java", "package com.shop.model;")
      .planning("src/main/java/com/shop/Later.java");
  private static final CheckedProject KOTLIN = CheckedProject.of(
          "build.gradle.kts", "dependencies { implementation(\"io.ktor:ktor-server-core:2.3\") }")
      .with("src/Item.kt", "package com.shop.model");
  private static final CheckedProject C = CheckedProject.of(
          "Makefile", "app: ; cc main.c -lcurl -lz")
      .with("include/store.h", "int sum(int a, int b);")
      .with("src/util/text.h", "");
  private static final CheckedProject RUBY =
      CheckedProject.of("Gemfile", "gem 'sinatra'", "gem \"rspec-core\"").with("lib/store.rb", "");
  private static final CheckedProject PHP = CheckedProject.of(
          "composer.json", "{\"require\": {\"guzzlehttp/guzzle\": \"^7\", \"psr/log\": \"3\"}}")
      .with("src/Store.php", "<?php", "namespace App\\Model;", "class Store {}");
  private static final CheckedProject CSHARP = CheckedProject.of(
          "Shop.csproj", "<Project><PackageReference Include=\"Dapper\" /></Project>")
      .with("Item.cs", "namespace Shop.Models { class Item {} }");
  private static final CheckedProject ELIXIR = CheckedProject.of(
          "mix.exs", "defp deps, do: [{:plug_cowboy, \"~> 2.6\"}, {:ecto_sql, \"~> 3.1\"}]")
      .with("lib/store.ex", "defmodule Shop.Store do", "end");
  private static final CheckedProject ERLANG = CheckedProject.of(
          "rebar.config", "{deps, [cowboy]}.")
      .with("src/store.erl", "-module(store).");
  private static final CheckedProject LUA = CheckedProject.of(
          "a.rockspec", "dependencies = {\"luasocket\"}")
      .with("shop/store.lua", "return {}")
      .with("shop/init.lua", "return {}");
  private static final CheckedProject PAGE =
      CheckedProject.of("app.js", "").with("css/base.css", "").with("css/theme.css", "");

  static Stream<Arguments> there() {
    return Stream.of(
        row(GO, "main.go", """
            package main
            import (
             "fmt"
             "net/http"
             "example.com/shop/store"
             "github.com/google/uuid"
             "golang.org/x/text/language"
             "C"
            )
            """),
        row(RUST, "src/main.rs", """
            use std::{fs, io};
            use serde_json::Value;
            use cart::Cart;
            use tokio_util::codec;
            use my_shop::run;
            use crate::api;
            use codec::Framed;
            use Shape::*;
            mod inner { pub fn f() {} }
            use inner::f;
            enum Shape { A }
            """),
        row(JAVA, "src/main/java/com/shop/Main.java", """
            package com.shop;
            import java.util.List;
            import static java.lang.Math.max;
            import com.google.gson.Gson;
            import com.shop.model.Item;
            import com.shop.model.*;
            import com.shop.Later;
            import com.shop.model.Item.Kind;
            import org.junit.jupiter.api.Test;
            import javax.sql.DataSource;
            class Main {}
            """),
        row(KOTLIN, "src/Main.kt", """
            import com.shop.model.total
            import kotlin.math.max
            import java.time.Instant
            import io.ktor.server.routing.get
            fun main() {}
            """),
        row(C, "src/main.c", """
            #include <stdio.h>
            #include <sys/types.h>
            #include "store.h"
            #include "util/text.h"
            #include <curl/curl.h>
            #include <zlib.h>
            """),
        row(C, "src/port.h", """
            #ifndef PORT_H
            #define PORT_H
            #include <stdio.h>
            #ifdef _WIN32
            #include <wincrypt.h>
            #endif
            #endif
            """),
        row(C, "src/main.cpp", """
            #include <vector>
            #include <filesystem>
            #include <cmath>
            """),
        row(RUBY, "app.rb", """
            require 'json'
            require 'net/http'
            require 'sinatra/base'
            require_relative 'lib/store'
            require 'store'
            require 'rspec/core'
            require "#{dir}/x"
            require './lib/store.rb'
            begin
              require 'oj'
            rescue LoadError
              nil
            end
            """),
        row(PHP, "index.php", """
            <?php
            use DateTime;
            use GuzzleHttp\\Client;
            use Psr\\Log\\LoggerInterface;
            use App\\Model\\Store;
            use App\\{Model, Other};
            """),
        row(PHP.with("src/Own.php", "<?php\nnamespace GuzzleHttp;"), "index.php", """
            <?php
            use GuzzleHttp\\Promise\\Each;
            """),
        row(CSHARP, "Program.cs", """
            using System.Linq;
            using Dapper;
            using Shop.Models;
            using static System.Math;
            class P {}
            """),
        row(ELIXIR, "lib/web.ex", """
            defmodule Shop.Web do
              use Plug.Router
              alias Shop.Store
              import Ecto.Query
              require Logger
              alias Store.Inner
            end
            """),
        row(ERLANG, "src/web.erl", """
            -module(web).
            -import(lists, [map/2]).
            -import(store, [get/1]).
            -import(cowboy_req, [reply/2]).
            """),
        row(LUA, "main.lua", """
            local a = require('shop.store')
            local b = require 'shop'
            local c = require("socket.http")
            local d = require('ffi')
            """),
        row(PAGE, "index.html", """
            <html><script src="app.js"></script>
            <script src="https://x.org/y.js"></script><script src="/api.js"></script>
            <script src="{{ url }}"></script><script src="dist/app.min.js"></script></html>
            """),
        row(PAGE, "css/main.css", """
            @import "base.css";
            @import './theme.css';
            """));
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        row(
            GO,
            "main.go",
            """
            package main

            import "github.com/pkg/errors"
            """,
            3,
            "'github.com/pkg/errors' is not part of Go, not in the project and not a"
                + " declared dependency: remove it, or declare it in go.mod"),
        row(
            GO,
            "main.go",
            """
            package main
            import "example.com/shop/api"
            """,
            2,
            "the project has no 'example.com/shop/api': import something that exists"),
        row(GO, "main.go", """
            package main
            import "net/https"
            """, 2, "'net/https' is not part of Go"),
        row(RUST, "src/main.rs", """
            use std::fs;
            use rand::Rng;
            """, 2, "declare it in Cargo.toml"),
        row(RUST, "src/main.rs", "extern crate regex;\n", 1, "'regex'"),
        row(JAVA, "Main.java", """
            import java.util.List;
            import org.apache.commons.io.IOUtils;
            class Main {}
            """, 2, "declare it in pom.xml"),
        row(JAVA, "Main.java", """
            import com.shop.model.parts.Missing;
            class Main {}
            """, 1, "the project has no 'com.shop.model.parts.Missing'"),
        row(C, "src/port.h", """
            #ifndef PORT_H
            #define PORT_H
            #include <wincrypt.h>
            #endif
            """, 3, "'wincrypt.h'"),
        row(JAVA, "Main.java", """
            import com.shop.model.Missing;
            class Main {}
            """, 1, "the project has no 'com.shop.model.Missing'"),
        row(KOTLIN, "Main.kt", """
            import kotlinx.coroutines.launch
            fun main() {}
            """, 1, "declare it in build.gradle.kts"),
        row(C, "src/main.c", """
            #include <stdio.h>
            #include <SDL2/SDL.h>
            """, 2, "CMakeLists.txt"),
        row(C, "src/main.c", "#include \"stores.h\"\n", 1, "the project has no 'stores.h'"),
        row(RUBY, "app.rb", "require 'httparty'\n", 1, "declare it in Gemfile"),
        row(RUBY, "app.rb", "require_relative 'stores'\n", 1, "the project has no 'stores'"),
        row(PHP, "index.php", """
            <?php
            use Monolog\\Logger;
            """, 2, "declare it in composer.json"),
        row(PHP, "index.php", """
            <?php
            use App\\Model\\Basket;
            """, 2, "the project has no 'App\\Model\\Basket'"),
        row(CSHARP, "Program.cs", """
            using Newtonsoft.Json;
            class P {}
            """, 1, ".csproj"),
        row(CSHARP, "Program.cs", """
            using Shop.Basket;
            class P {}
            """, 1, "the project has no"),
        row(ELIXIR, "lib/a.ex", """
            defmodule A do
              alias HTTPoison.Response
            end
            """, 2, "mix.exs"),
        row(ERLANG, "src/a.erl", """
            -module(a).
            -import(jsx, [decode/1]).
            """, 2, "rebar.config"),
        row(LUA, "main.lua", "local a = require('shop.basket')\n", 1, "'shop.basket'"),
        row(PAGE, "index.html", """
            <html>
            <script src="main.js"></script></html>
            """, 2, "the project has no 'main.js'"),
        row(PAGE, "css/main.css", "@import 'missing.css';\n", 1, "'missing.css'"));
  }

  private static Arguments row(CheckedProject project, String path, Object... more) {
    return Arguments.of(Stream.concat(Stream.of(project, path), Stream.of(more)).toArray());
  }

  private static List<Diagnostic> unresolved(CheckedProject project, String path, String text) {
    SourceTree sources = project.with(path, text).at(path);
    Language language = Languages.of(sources).orElseThrow();
    var reading = SCANNER.analyze(path, sources.text());
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.imported()).as("the scanner sees its imports").isNotEmpty();
    return language.imports.orElseThrow().findUnresolved(sources, reading.imported());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("there")
  void resolvableImportsAreAccepted(CheckedProject project, String path, String text) {
    assertThat(unresolved(project, path, text)).isEmpty();
  }

  @ParameterizedTest(name = "{1}: {4}")
  @MethodSource("missing")
  void undeclaredImportsAreReported(
      CheckedProject project, String path, String text, int line, String message) {
    assertThat(unresolved(project, path, text)).singleElement().satisfies(problem -> {
      assertThat(problem.line()).isEqualTo(line);
      assertThat(problem.message()).contains(message);
    });
  }

  @Test
  void aPendingManifestAcceptsAnyImport() {
    CheckedProject planned =
        CheckedProject.of("a.txt").planning("Gemfile", "pom.xml", "go.mod", "Cargo.toml");

    assertThat(unresolved(planned, "a.rb", "require 'sinatra'\n")).isEmpty();
    assertThat(unresolved(planned, "A.java", """
            import org.x.Y;
            class A {}
            """)).isEmpty();
    assertThat(unresolved(planned, "a.go", """
            package a
            import "x.org/y"
            """)).isEmpty();
    assertThat(unresolved(planned, "a.rs", "use rand::Rng;\n")).isEmpty();
  }
}
