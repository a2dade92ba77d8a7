package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.InstalledPackage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PackageInventoryTest {
  private static List<InstalledPackage> of(String... lines) {
    return PackageInventory.of(List.of(lines));
  }

  @Test
  void whatTheProjectDeclaresComesFirst() {
    assertThat(of(
            "accepts@1.3.8\tbrought\t120\tMIT",
            "express@4.19.2\tdirect\t500\tMIT",
            "@types/node@20.1.0\tdirect\t9\tMIT OR Apache-2.0"))
        .containsExactly(
            new InstalledPackage("@types/node", "20.1.0", "MIT OR Apache-2.0", 9, true),
            new InstalledPackage("express", "4.19.2", "MIT", 500, true),
            new InstalledPackage("accepts", "1.3.8", "MIT", 120, false));
  }

  @Test
  void whatIsNotSaidIsUnknown() {
    assertThat(of("a@1", "b@2\tdirect", "c@3\tbrought\t\t", "d@4\tbrought\t12"))
        .containsExactly(
            new InstalledPackage("b", "2", "", 0, true),
            new InstalledPackage("a", "1", "", 0, false),
            new InstalledPackage("c", "3", "", 0, false),
            new InstalledPackage("d", "4", "", 12, false));
  }

  @Test
  void onePackageInSeveralFoldersIsOne() {
    assertThat(of("a@1\tbrought\t10\t", "a@1\tdirect\t5\tMIT"))
        .containsExactly(new InstalledPackage("a", "1", "MIT", 15, true));
    assertThat(PackageInventory.count(List.of("a@1\tbrought\t10", "a@1\tdirect\t5", "b@1")))
        .isEqualTo(2);
  }

  @Test
  void whatAPackageSaysOfItselfIsNotTrusted() {
    String longName = "n".repeat(PackageInventory.MAX_NAME_CHARS + 1);
    assertThat(of(
            "no-version",
            "@1",
            "a@",
            "a b@1",
            "a\u202eb@1",
            "a\u001b[31m@1",
            longName + "@1",
            "a@" + "1".repeat(PackageInventory.MAX_VERSION_CHARS + 1)))
        .isEmpty();
    assertThat(of("a@1\tdirect\t-5\t\u001b[31mM\u202eIT\u0007 <b>x</b>"))
        .containsExactly(new InstalledPackage("a", "1", "[31mMIT <b>x</b>", 0, true));
    assertThat(of("a@1\tx\t9999999999999999999\t" + "L".repeat(5_000)))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.bytes()).isZero();
          assertThat(each.license())
              .hasSize(PackageInventory.MAX_LICENSE_CHARS + 1)
              .endsWith("…");
          assertThat(each.direct()).isFalse();
        });
  }

  @Test
  void theListIsPartOfAnEventAndHasALimit() {
    List<String> lines = IntStream.range(0, 3_000)
        .mapToObj(i -> "p" + i + "@1\t" + (i < 2_500 ? "brought" : "direct"))
        .toList();

    assertThat(PackageInventory.of(lines))
        .hasSize(PackageInventory.MAX_PACKAGES)
        .filteredOn(InstalledPackage::direct)
        .hasSize(500);
  }
}
