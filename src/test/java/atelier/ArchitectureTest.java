package atelier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import atelier.role.Role;
import atelier.role.Roles;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of docs/architecture.md, and what each may see of the others. */
final class ArchitectureTest {
  private static final JavaClasses OURS = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("atelier");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pattern     | ",
        "cancel      | ",
        "event       | ",
        "project     | event",
        "journal     | event",
        "consensus   | event,journal",
        "config      | ",
        "secret      | config",
        "llm         | event,config,secret,cancel",
        "sandbox     | event,config,cancel",
        "packages    | event,config,sandbox,packages.egress,cancel",
        "sandbox.sprites | event,config,sandbox,cancel",
        "packages.egress | config",
        "scan        | event",
        "language.source  | ",
        "language.imports | event,scan,language.source",
        "language.facts   | event,scan,language.source,language.imports",
        "language    | event,scan,sandbox,language.source,language.imports,language.facts",
        "research    | config,secret",
        "knowledge   | event,journal",
        "workspace   | event,project,journal",
        "sbom        | event,project",
        "proof       | event,project,language,llm,sandbox,scan",
        "role.prompt | event,project,proof,packages",
        "role.answer | event,project,proof",
        "role        | event,project,proof,llm,language,scan,sandbox,packages,workspace,research,"
            + "knowledge,role.prompt,role.answer,cancel",
        "studio      | event,project,journal,role.answer",
        "message     | event,project,journal,studio,role",
        "schedule    | event,project,journal,message,studio,role,cancel",
        "cluster     | event,journal,consensus,config,message",
        "web.http    | event,journal,studio,workspace",
        "web.feed    | event,journal,studio,web.http",
        "web.security | web.http",
        "web         | event,project,journal,studio,llm,workspace,config,sbom,web.http,web.feed,"
            + "web.security",
        "client      | ",
        "cli.context | event,studio,llm,language,scan,sandbox,packages,config,client,secret",
        "cli.report  | event,config,cli.context",
        "cli.doctor  | llm,language,scan,sandbox,packages,config,cli.context,cli.report",
        "cli.watch   | event,journal,llm,config,client,cli.context,cli.report",
        "cli.command | event,journal,llm,scan,config,client,secret,cli.context,cli.report,"
            + "cli.doctor,cli.watch",
        "cli         | studio,config,secret,cli.context,cli.report,cli.command"
      })
  void aRoomSeesOnlyWhatItMay(String room, String may) {
    Set<String> allowed = may == null ? Set.of() : Set.of(may.split(","));

    noClasses()
        .that()
        .resideInAPackage("atelier." + room)
        .should()
        .dependOnClassesThat(
            new com.tngtech.archunit.base.DescribedPredicate<>(
                "are in another room than " + allowed) {
              @Override
              public boolean test(JavaClass other) {
                String home = other.getPackageName();
                return home.startsWith("atelier")
                    && !home.equals("atelier." + room)
                    && !home.equals("atelier.pattern")
                    && !allowed.contains(home.replaceFirst("^atelier\\.?", ""));
              }
            })
        .check(OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "org.eclipse.jgit.., workspace", "com.sun.jna.., scan", "com.hazelcast.., cluster",
    "picocli.., cli..", "org.sqlite.., journal", "io.vertx.ext.web.client.., research"
  })
  void aLibraryIsKnownInOneRoomOnly(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage("atelier." + room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(OURS);
  }

  @Test
  void rolesSeeInterfacesAndNotWhatIsBehindThem() {
    noClasses()
        .that()
        .resideInAPackage("atelier.role..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "atelier\\.(journal\\.(Disk|Memory|Data).*|llm\\.ModelRouter|llm\\.Endpoint"
                + "|sandbox\\.(Bubblewrap|SandboxFactory|sprites\\..*)"
                + "|workspace\\.(Git.*|PathGuard)|scan\\.Native.*"
                + "|research\\.ResearchSources|knowledge\\.LessonStore|language\\.Local.*)")
        .check(OURS);
  }

  @Test
  void rolesHaveNoStateOfTheirOwn() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .implement(Role.class)
        .should()
        .beStatic()
        .check(OURS);
  }

  @Test
  void everyRoleHasItsRow() {
    Set<String> written = OURS.stream()
        .filter(one -> one.isAssignableTo(Role.class) && !one.isInterface())
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toSet());
    Set<String> listed = Roles.ALL.stream()
        .map(row -> row.role().getClass().getSimpleName())
        .collect(Collectors.toSet());

    Assertions.assertThat(listed).isEqualTo(written).hasSize(10);
  }

  @Test
  void onlySettingsReadTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackage("atelier.config")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(OURS);
  }

  /**
   * The common pool has one thread on two cores, and libraries keep it busy: what waits for it
   * stands still.
   */
  @Test
  void nothingRunsOnTheCommonPool() {
    noClasses()
        .should()
        .callMethodWhere(DescribedPredicate.describe("runs on the common pool", call -> {
          String method = call.getTarget().getName();
          int parameters = call.getTarget().getRawParameterTypes().size();
          return switch (call.getTargetOwner().getSimpleName()) {
            case "ForkJoinPool" -> method.equals("commonPool");
            case "CompletableFuture", "CompletionStage" ->
              method.endsWith("Async")
                  && call.getTarget().getRawParameterTypes().stream()
                      .noneMatch(type -> type.isEquivalentTo(Executor.class));
            case "Process", "ProcessHandle" -> method.equals("onExit");
            default -> method.equals("parallelStream") && parameters == 0;
          };
        }))
        .check(OURS);
  }

  @Test
  void namesSayWhatATypeIs() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Util|Utils|Manager|Helper|Abstract\\w*)$")
        .check(OURS);
  }
}
