package atelier.bench;

import java.util.List;
import java.util.Map;

/**
 * A small project with packages, as people ask for it.
 *
 * @param name what it is made with
 * @param files its files, by path, without a lock file
 * @param check the command that tests it
 */
record PackagesCase(String name, String ecosystem, Map<String, String> files, List<String> check) {
  static final List<PackagesCase> ALL = List.of(express(), fastApi(), clap(), cobra(), junit());

  private static PackagesCase express() {
    return new PackagesCase(
        "TypeScript, Express",
        "npm",
        Map.of(
            "package.json", """
            {"name": "todo", "private": true, "type": "module",
             "scripts": {"build": "tsc", "test": "tsc --noEmit && vitest run"},
             "dependencies": {"express": "^4.21.0"},
             "devDependencies": {"typescript": "^5.6.0", "vitest": "^2.1.0",
               "supertest": "^7.0.0", "@types/express": "^4.17.21", "@types/node": "^20.16.0",
               "@types/supertest": "^6.0.2"}}
            """, "tsconfig.json", """
            {"compilerOptions": {"target": "ES2022", "module": "NodeNext", "strict": true,
             "moduleResolution": "NodeNext", "outDir": "dist", "skipLibCheck": true},
             "include": ["src"]}
            """, "src/app.ts", """
            import express from "express";
            export const app = express();
            app.get("/todos", (request, response) => { response.json([]); });
            """, "src/app.test.ts", """
            import request from "supertest";
            import { expect, test } from "vitest";
            import { app } from "./app.js";
            test("no todos", async () => {
              expect((await request(app).get("/todos")).body).toEqual([]);
            });
            """),
        List.of("npm", "test"));
  }

  private static PackagesCase fastApi() {
    return new PackagesCase(
        "FastAPI",
        "pip",
        Map.of(
            "requirements.txt",
            "fastapi\nuvicorn\npytest\nhttpx\n",
            "main.py",
            """
            from fastapi import FastAPI

            app = FastAPI()


            @app.get("/todos")
            def todos() -> list[str]:
                return []
            """,
            "test_main.py",
            """
            from fastapi.testclient import TestClient

            from main import app


            def test_no_todos():
                assert TestClient(app).get("/todos").json() == []
            """),
        List.of("python3", "-m", "pytest", "-q"));
  }

  private static PackagesCase clap() {
    return new PackagesCase(
        "clap, serde",
        "cargo",
        Map.of("Cargo.toml", """
            [package]
            name = "todo"
            version = "0.1.0"
            edition = "2021"

            [dependencies]
            clap = { version = "4", features = ["derive"] }
            serde = { version = "1", features = ["derive"] }
            serde_json = "1"
            """, "src/main.rs", """
            use clap::Parser;

            #[derive(Parser, serde::Serialize)]
            struct Words {
                title: String,
            }

            fn main() {
                println!("{}", serde_json::to_string(&Words::parse()).unwrap());
            }

            #[test]
            fn is_written() {
                let words = Words { title: "x".into() };
                assert_eq!(serde_json::to_string(&words).unwrap(), r#"{"title":"x"}"#);
            }
            """),
        List.of("cargo", "test"));
  }

  private static PackagesCase cobra() {
    return new PackagesCase(
        "cobra",
        "go",
        Map.of(
            "go.mod",
            "module todo\n\ngo 1.21\n\nrequire github.com/spf13/cobra v1.8.1\n",
            "main.go",
            """
            package main

            import "github.com/spf13/cobra"

            func root() *cobra.Command { return &cobra.Command{Use: "todo"} }

            func main() { _ = root().Execute() }
            """,
            "main_test.go",
            """
            package main

            import "testing"

            func TestName(t *testing.T) {
            	if root().Name() != "todo" {
            		t.Fail()
            	}
            }
            """),
        List.of("go", "test", "./..."));
  }

  private static PackagesCase junit() {
    return new PackagesCase(
        "JUnit",
        "maven",
        Map.of(
            "pom.xml",
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>todo</groupId><artifactId>todo</artifactId><version>1</version>
              <properties>
                <maven.compiler.source>17</maven.compiler.source>
                <maven.compiler.target>17</maven.compiler.target>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
                  <version>5.10.2</version><scope>test</scope>
                </dependency>
              </dependencies>
              <build><plugins><plugin>
                <artifactId>maven-surefire-plugin</artifactId><version>3.2.5</version>
              </plugin></plugins></build>
            </project>
            """,
            "src/main/java/todo/Todo.java",
            """
            package todo;

            public record Todo(String title) {}
            """,
            "src/test/java/todo/TodoTest.java",
            """
            package todo;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.Test;

            class TodoTest {
              @Test
              void hasATitle() {
                assertEquals("x", new Todo("x").title());
              }
            }
            """),
        List.of("mvn", "-q", "-B", "test"));
  }
}
