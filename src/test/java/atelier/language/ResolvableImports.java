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

/** Files whose imports exist: project, path, content. */
final class ResolvableImports {
  private ResolvableImports() {}

  static Stream<Arguments> samples() {
    return Stream.of(
        arguments(GO, "main.go", """
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
        arguments(RUST, "src/main.rs", """
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
        arguments(JAVA, "src/main/java/com/shop/Main.java", """
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
        arguments(KOTLIN, "src/Main.kt", """
            import com.shop.model.total
            import kotlin.math.max
            import java.time.Instant
            import io.ktor.server.routing.get
            fun main() {}
            """),
        arguments(C, "src/main.c", """
            #include <stdio.h>
            #include <sys/types.h>
            #include "store.h"
            #include "util/text.h"
            #include <curl/curl.h>
            #include <zlib.h>
            """),
        arguments(C, "src/port.h", """
            #ifndef PORT_H
            #define PORT_H
            #include <stdio.h>
            #ifdef _WIN32
            #include <wincrypt.h>
            #endif
            #endif
            """),
        arguments(C, "src/main.cpp", """
            #include <vector>
            #include <filesystem>
            #include <cmath>
            """),
        arguments(RUBY, "app.rb", """
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
        arguments(PHP, "index.php", """
            <?php
            use DateTime;
            use GuzzleHttp\\Client;
            use Psr\\Log\\LoggerInterface;
            use App\\Model\\Store;
            use App\\{Model, Other};
            """),
        arguments(PHP.with("src/Own.php", "<?php\nnamespace GuzzleHttp;"), "index.php", """
            <?php
            use GuzzleHttp\\Promise\\Each;
            """),
        arguments(CSHARP, "Program.cs", """
            using System.Linq;
            using Dapper;
            using Shop.Models;
            using static System.Math;
            class P {}
            """),
        arguments(ELIXIR, "lib/web.ex", """
            defmodule Shop.Web do
              use Plug.Router
              alias Shop.Store
              import Ecto.Query
              require Logger
              alias Store.Inner
            end
            """),
        arguments(ERLANG, "src/web.erl", """
            -module(web).
            -import(lists, [map/2]).
            -import(store, [get/1]).
            -import(cowboy_req, [reply/2]).
            """),
        arguments(LUA, "main.lua", """
            local a = require('shop.store')
            local b = require 'shop'
            local c = require("socket.http")
            local d = require('ffi')
            """),
        arguments(PAGE, "index.html", """
            <html><script src="app.js"></script>
            <script src="https://x.org/y.js"></script><script src="/api.js"></script>
            <script src="{{ url }}"></script><script src="dist/app.min.js"></script></html>
            """),
        arguments(PAGE, "css/main.css", """
            @import "base.css";
            @import './theme.css';
            """));
  }
}
