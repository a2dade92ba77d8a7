package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts list of packages that lie there already: no registry is asked. */
final class InventoryScriptsTest {
  private static final long TIMEOUT_S = 60;

  @TempDir
  private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("printed").toFile())
          .start();
    } catch (IOException missing) {
      assumeTrue(false, command[0] + " is not installed");
      throw missing;
    }
    assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("printed")))
        .isZero();
  }

  private List<String> packages() throws IOException {
    return Files.readAllLines(folder.resolve("found/packages"));
  }

  @Test
  void npmPackagesSayTheirLicence() throws Exception {
    Files.createDirectories(folder.resolve("found"));
    write("script.cjs", RecipeScripts.text("npm/installed.cjs"));
    write("package.json", "{\"dependencies\": {\"a\": \"1\", \"alias\": \"npm:@s/d@1\"}}");
    write("apps/web/package.json", "{\"devDependencies\": {\"c\": \"1\"}}");
    write("node_modules/a/package.json", json("a", "\"license\": \"MIT\""));
    write("node_modules/a/lib/index.js", "1234567890");
    write(
        "node_modules/a/node_modules/b/package.json", json("b", "\"license\": {\"type\": \"X\"}"));
    write(
        "node_modules/c/package.json",
        json("c", "\"licenses\": [{\"type\": \"MIT\"}, {\"type\": \"ISC\\n\\tx\"}, 3]"));
    write("node_modules/alias/package.json", json("@s/d", "\"license\": null"));

    run("node", "script.cjs", "found");

    assertThat(packages())
        .containsExactly(
            "@s/d@1.0.0\tdirect\t" + size("node_modules/alias/package.json") + "\t",
            "a@1.0.0\tdirect\t" + (size("node_modules/a/package.json") + 10) + "\tMIT",
            "b@1.0.0\tbrought\t" + size("node_modules/a/node_modules/b/package.json") + "\tX",
            "c@1.0.0\tdirect\t" + size("node_modules/c/package.json") + "\tMIT OR ISC x");
  }

  private static String json(String name, String license) {
    return "{\"name\": \"" + name + "\", \"version\": \"1.0.0\", " + license + "}";
  }

  private long size(String path) throws IOException {
    return Files.size(folder.resolve(path));
  }

  @Test
  void pythonPackagesSayTheirLicence() throws Exception {
    Files.createDirectories(folder.resolve("found"));
    write("script.py", RecipeScripts.text("pip/installed.py"));
    write("requirements.txt", "The_New[x]>=1\n");
    write("project.json", "{\"name\": null}");
    run("python3", "-m", "venv", "--without-pip", "venv");
    distribution("The.New", "License-Expression: MIT OR Apache-2.0\nLicense: other");
    distribution(
        "old",
        "License: BSD\n\tRedistribution and use\nClassifier: License :: OSI"
            + " Approved :: BSD License");
    distribution("plain", "License: UNKNOWN");

    run("venv/bin/python", "script.py", "./project.json", "found", folder.toString());

    assertThat(packages())
        .containsExactly(
            "old@1.0\tbrought\t12\tBSD License",
            "plain@1.0\tbrought\t12\t",
            "The.New@1.0\tdirect\t12\tMIT OR Apache-2.0");
  }

  private void distribution(String name, String metadata) throws IOException {
    Path site;
    try (var files = Files.walk(folder.resolve("venv/lib"))) {
      site = files.filter(file -> file.endsWith("site-packages")).findFirst().orElseThrow();
    }
    String info = folder.relativize(site) + "/" + name + "-1.0.dist-info/";
    write(
        info + "METADATA",
        "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n" + metadata + "\n");
    write(info + "RECORD", name + "/__init__.py,,\n" + name + "/missing.py,,\n");
    write(folder.relativize(site) + "/" + name + "/__init__.py", "x = 123456 #");
  }

  @Test
  void javaArtifactsHaveTheLicenceOfTheirParent() throws Exception {
    Files.createDirectories(folder.resolve("found"));
    Files.createDirectories(folder.resolve("work"));
    write("work/ListJars.java", RecipeScripts.text("maven/ListJars.java.txt"));
    write(
        "work/pom.xml",
        "<project><dependencies><dependency><groupId>${g}</groupId><artifactId>own</artifactId>"
            + "</dependency></dependencies><dependencyManagement><dependencies><dependency>"
            + "<groupId>org.x</groupId><artifactId>other</artifactId></dependency></dependencies>"
            + "</dependencyManagement></project>");
    artifact(
        "own",
        "<parent><groupId>org.x</groupId><artifactId>parent</artifactId>"
            + "<version>1</version></parent>");
    artifact(
        "other",
        "<licenses><license><name>MIT</name></license><license><name> Apache \n 2.0"
            + "</name></license></licenses>");
    write(
        "m2/org/x/parent/1/parent-1.pom",
        "<project><licenses><license><name>EPL-2.0</name></license></licenses></project>");
    artifact(
        "circle",
        "<parent><groupId>org.x</groupId><artifactId>circle</artifactId>"
            + "<version>1</version></parent>");
    artifact(
        "outside",
        "<parent><groupId>..</groupId><artifactId>..</artifactId>"
            + "<version>../../../../..</version></parent>");
    write(
        "m2/org/x/entity/1/entity-1.pom",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
            + "<project><licenses><license><name>&e;</name></license></licenses></project>");
    jar("entity");
    String paths = String.join(
        ":",
        List.of("own", "other", "circle", "outside", "entity").stream()
            .map(name ->
                folder.resolve("m2/org/x/" + name + "/1/" + name + "-1.jar").toString())
            .toList());
    write("work/stub.classpath", paths);

    run(
        "sh",
        "-c",
        "cd work && java ListJars.java ../m2 ../found stub.classpath"
            .replace("../m2", folder.resolve("m2").toString()));

    long bytes = size("m2/org/x/own/1/own-1.jar");
    assertThat(packages())
        .containsExactly(
            "org.x:circle@1\tbrought\t" + bytes + "\t",
            "org.x:entity@1\tbrought\t" + bytes + "\t",
            "org.x:other@1\tbrought\t" + bytes + "\tMIT OR Apache 2.0",
            "org.x:outside@1\tbrought\t" + bytes + "\t",
            "org.x:own@1\tdirect\t" + bytes + "\tEPL-2.0");
    assertThat(Files.readAllLines(folder.resolve("found/provides"))).containsExactly("org.x");
  }

  private void artifact(String name, String pom) throws IOException {
    write("m2/org/x/" + name + "/1/" + name + "-1.pom", "<project>" + pom + "</project>");
    jar(name);
  }

  private void jar(String name) throws IOException {
    Path jar = folder.resolve("m2/org/x/" + name + "/1/" + name + "-1.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("org/x/A.class"));
    }
  }
}
