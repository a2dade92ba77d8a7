# Runs the build of the project's poms on stubs, since only a build finds out what it needs: some
# plugins choose at run time what they download. Their code comes from the registry, and the poms
# are all that they see; the repository is this layer's own and never shared.
findings=$LAYER/.atelier
repository=$LAYER/m2
mkdir -p "$findings" "$repository" "$LAYER/home/.m2"

# The work folder is in memory, and packages can be large.
cp -R . "$LAYER/work"
cd "$LAYER/work"

maven() {
  mvn --batch-mode --quiet -Dstyle.color=never ${MAVEN_SETTINGS:+--settings "$MAVEN_SETTINGS"} \
    "-Dmaven.repo.local=$repository" "$@" > "$findings/output" 2>&1
}
warn() {
  echo "$1" >> "$findings/warnings"
  grep -m 1 '\[ERROR\] .*[a-z]' "$findings/output" | sed 's/^.*\[ERROR\] //' | cut -c 1-300 \
    >> "$findings/warnings" || true
}

# The test imports no framework: Surefire chooses one by the class path.
find . -name pom.xml | while IFS= read -r pom; do
  module=${pom%/pom.xml}
  mkdir -p "$module/src/main/java/stub" "$module/src/test/java/stub"
  echo 'package stub; public class Stub { public static void main(String[] words) {} }' \
    > "$module/src/main/java/stub/Stub.java"
  echo 'package stub; public class StubTest {}' > "$module/src/test/java/stub/StubTest.java"
  echo 'package stub; public class StubIT {}' > "$module/src/test/java/stub/StubIT.java"
done

# A plugin may want more than stubs, such as the file of a rule or a specification.
if ! maven clean install; then
  mv "$findings/output" "$findings/first"
  # The compiler has no reason to refuse the stubs but the POM's settings.
  if ! grep 'Failed to execute goal [^ ]*:' "$findings/first" \
      | grep -qv ':maven-compiler-plugin:'; then
    cat "$findings/first" >&2
    exit 1
  elif maven test; then
    mv "$findings/first" "$findings/output"
    warn 'mvn install does not work with the POMs alone; mvn test does'
    maven package || true
  elif maven dependency:go-offline; then
    mv "$findings/first" "$findings/output"
    warn 'mvn test does not work with the POMs alone, so parts of plugins may be missing'
  else
    cat "$findings/first" >&2
    exit 1
  fi
fi

# A README often starts a program so, and the plugin need not be declared for it.
maven exec:java -Dexec.mainClass=stub.Stub || true

maven test-compile dependency:build-classpath -DincludeScope=test \
  -Dmdep.outputFile=target/stub.classpath || warn 'the class path is not known'
cat > "$findings/ListJars.java" <<'END'
#include ListJars.java.txt
END
find . -name stub.classpath -exec java "$findings/ListJars.java" "$repository" "$findings" {} +

# Programs run Maven without the mirrors of this machine: Maven would not use a file that came
# from a repository of another name.
find "$repository" \( -name _remote.repositories -o -name '*.lastUpdated' -o -name '*.sha1' \
  -o -name resolver-status.properties \) -delete
find "$repository" -name 'maven-metadata-*.xml' | while IFS= read -r metadata; do
  central=${metadata%/*}/maven-metadata-central.xml
  [ -e "$central" ] || cp "$metadata" "$central"
done
# What the stubs installed is the project's own.
find "$repository" -name maven-metadata-local.xml | while IFS= read -r metadata; do
  rm -rf "${metadata%/*}"
done
cat > "$LAYER/home/.m2/settings.xml" <<END
<settings>
  <localRepository>$repository</localRepository>
  <offline>true</offline>
  <interactiveMode>false</interactiveMode>
</settings>
END
rm -rf "$LAYER/work" "$findings/output" "$findings/first" "$findings/ListJars.java"
