package atelier.language;

/** Projects of several languages, each with a manifest of its dependencies. */
final class ImportingProjects {
  static final CheckedProject GO = CheckedProject.of(
          "go.mod",
          "module example.com/shop",
          "go 1.22",
          "require github.com/google/uuid v1.6.0",
          "require (",
          "\tgolang.org/x/text v0.14.0 // indirect",
          ")")
      .with("store/store.go", "package store");
  static final CheckedProject RUST = CheckedProject.of(
          "Cargo.toml",
          "[package]",
          "name = \"my-shop\"",
          "[dependencies]",
          "serde_json = \"1\"",
          "tokio-util = { version = \"0.7\" }")
      .with("src/cart.rs", "pub struct Cart;")
      .with("src/api/mod.rs", "");
  static final CheckedProject JAVA = CheckedProject.of(
          "pom.xml",
          "<project><dependencies><dependency><groupId>com.google.code.gson</groupId>",
          "<artifactId>gson</artifactId></dependency><dependency><groupId>org.junit.jupiter",
          "</groupId></dependency></dependencies></project>")
      .with("src/main/java/com/shop/model/Item.java", "package com.shop.model;")
      .planning("src/main/java/com/shop/Later.java");
  static final CheckedProject KOTLIN = CheckedProject.of(
          "build.gradle.kts", "dependencies { implementation(\"io.ktor:ktor-server-core:2.3\") }")
      .with("src/Item.kt", "package com.shop.model");
  static final CheckedProject C = CheckedProject.of("Makefile", "app: ; cc main.c -lcurl -lz")
      .with("include/store.h", "int sum(int a, int b);")
      .with("src/util/text.h", "");
  static final CheckedProject RUBY =
      CheckedProject.of("Gemfile", "gem 'sinatra'", "gem \"rspec-core\"").with("lib/store.rb", "");
  static final CheckedProject PHP = CheckedProject.of(
          "composer.json", "{\"require\": {\"guzzlehttp/guzzle\": \"^7\", \"psr/log\": \"3\"}}")
      .with("src/Store.php", "<?php", "namespace App\\Model;", "class Store {}");
  static final CheckedProject CSHARP = CheckedProject.of(
          "Shop.csproj", "<Project><PackageReference Include=\"Dapper\" /></Project>")
      .with("Item.cs", "namespace Shop.Models { class Item {} }");
  static final CheckedProject ELIXIR = CheckedProject.of(
          "mix.exs", "defp deps, do: [{:plug_cowboy, \"~> 2.6\"}, {:ecto_sql, \"~> 3.1\"}]")
      .with("lib/store.ex", "defmodule Shop.Store do", "end");
  static final CheckedProject ERLANG = CheckedProject.of("rebar.config", "{deps, [cowboy]}.")
      .with("src/store.erl", "-module(store).");
  static final CheckedProject LUA = CheckedProject.of(
          "a.rockspec", "dependencies = {\"luasocket\"}")
      .with("shop/store.lua", "return {}")
      .with("shop/init.lua", "return {}");
  static final CheckedProject PAGE =
      CheckedProject.of("app.js", "").with("css/base.css", "").with("css/theme.css", "");

  private ImportingProjects() {}
}
