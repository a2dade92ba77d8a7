# Runs the project's build scripts, which are programs, on stubs: nothing else knows what they
# declare. They see build files alone; the layer's downloads are its own and never shared.
findings=$LAYER/.atelier
export GRADLE_USER_HOME="$LAYER/gradle"
mkdir -p "$findings" "$GRADLE_USER_HOME"

# The work folder is in memory, and packages can be large.
cp -R . "$LAYER/work"
cd "$LAYER/work"
find . -name 'build.gradle*' | while IFS= read -r file; do
  module=${file%/*}
  mkdir -p "$module/src/main/java/stub" "$module/src/test/java/stub"
  echo 'package stub; public class Stub { public static void main(String[] words) {} }' \
    > "$module/src/main/java/stub/Stub.java"
  echo 'package stub; public class StubTest {}' > "$module/src/test/java/stub/StubTest.java"
done

# Lists what the class paths consist of: modules, and the Java packages in their jars.
cat > "$findings/list.gradle" <<'END'
def findings = new File(System.getenv('LAYER'), '.atelier')
allprojects { each ->
  each.tasks.create('atelierPackages') {
    doLast {
      def paths = ['compileClasspath', 'runtimeClasspath', 'testCompileClasspath',
          'testRuntimeClasspath', 'annotationProcessor', 'testAnnotationProcessor']
      paths.collect { each.configurations.findByName(it) }.findAll { it }.each { path ->
        def direct = path.resolvedConfiguration.firstLevelModuleDependencies
            .collect { it.moduleGroup + ':' + it.moduleName }
        path.resolvedConfiguration.resolvedArtifacts.each { artifact ->
          def id = artifact.id.componentIdentifier
          if (!id.hasProperty('module')) return
          def how = direct.contains("${id.group}:${id.module}".toString()) ? 'direct' : 'brought'
          new File(findings, 'modules') <<
              "${id.group}:${id.module}@${id.version}\t$how\t${artifact.file.length()}\t\n"
          if (!artifact.file.name.endsWith('.jar')) return
          new java.util.zip.ZipFile(artifact.file).withCloseable { zip ->
            zip.entries().each { entry ->
              def slash = entry.name.lastIndexOf('/')
              if (slash > 0 && entry.name.endsWith('.class')
                  && !entry.name.startsWith('META-INF/')) {
                new File(findings, 'classes') <<
                    entry.name.substring(0, slash).replace('/', '.') + '\n'
              }
            }
          }
        }
      }
    }
  }
}
END
run() {
  gradle --no-daemon --quiet --console=plain "$@" > "$findings/output" 2>&1
}
locking=
if grep -qs dependencyLocking build.gradle*; then locking=--write-locks; fi
if ! run $locking --init-script "$findings/list.gradle" atelierPackages testClasses; then
  cat "$findings/output" >&2
  exit 1
fi
# Further tasks download tools of their own; a test without tests may be an error.
if ! run --continue build; then
  echo 'gradle build does not work with the build files alone, so tools may be missing' \
    >> "$findings/warnings"
fi
if [ -e gradle.lockfile ]; then cp gradle.lockfile "$findings/"; fi

touch "$findings/modules" "$findings/classes"
LC_ALL=C sort -u "$findings/modules" > "$findings/packages"
LC_ALL=C sort -u "$findings/classes" \
  | awk 'kept == "" || index($0, kept ".") != 1 { print; kept = $0 }' > "$findings/provides"

mkdir -p "$GRADLE_USER_HOME/init.d"
echo 'gradle.startParameter.offline = true' > "$GRADLE_USER_HOME/init.d/offline.gradle"
echo 'org.gradle.daemon=false' > "$GRADLE_USER_HOME/gradle.properties"
rm -rf "$LAYER/work" "$GRADLE_USER_HOME/daemon" "$GRADLE_USER_HOME/workers" \
  "$findings/output" "$findings/list.gradle" "$findings/modules" "$findings/classes"
