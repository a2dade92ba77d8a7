package atelier.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Describes the packages of a project as a table, at most 80 columns wide. */
public final class PackagesTable {
  /** The widths of the columns: mark, package, version, licence, size. */
  private static final int[] WIDTHS = {2, 30, 16, 22, 10};

  private static final String INDENT = "   ";

  private final List<StyledLine> lines = new ArrayList<>();

  private PackagesTable() {}

  /** Describes a reply to {@code GET /api/projects/ID/packages}. */
  public static List<StyledLine> of(JsonNode reply) {
    PackagesTable table = new PackagesTable();
    if (reply.path("manifests").isEmpty()) {
      table.add(StyledLine.Style.PLAIN, "", text(reply.path("id")) + " declares no packages.");
    }
    reply.path("manifests").forEach(table::addManifest);
    return table.lines;
  }

  /** Describes the packages of one manifest in one line. */
  static StyledLine summary(JsonNode manifest) {
    String file = "📦 " + text(manifest.path("file")) + "  ";
    String ecosystem = text(manifest.path("ecosystem"));
    return switch (manifest.path("status").asString("")) {
      case "ready" ->
        StyledLine.plain(file
            + EventPhrases.countOf(manifest.path("packages").asInt(), ecosystem + " package")
            + ", " + size(manifest.path("bytes").asLong()));
      case "started" -> StyledLine.plain(file + ecosystem + " packages are being installed");
      default ->
        StyledLine.warning(file + ecosystem + " packages are not installed"
            + EventPhrases.reasonSuffix(manifest.path("reason").asString("")));
    };
  }

  private void addManifest(JsonNode manifest) {
    if (!lines.isEmpty()) {
      lines.add(StyledLine.plain(""));
    }
    addState(manifest);
    manifest
        .path("refused")
        .forEach(host -> add(StyledLine.Style.WARNING, INDENT, "refused: " + text(host)));
    manifest.path("notes").forEach(note -> add(StyledLine.Style.DETAIL, INDENT, text(note)));
    JsonNode packages = manifest.path("packages");
    if (packages.isEmpty()) {
      return;
    }
    addRow("", "PACKAGE", "VERSION", "LICENCE", "SIZE");
    packages.forEach(this::addPackage);
    int others = manifest.path("count").asInt() - packages.size();
    if (others > 0) {
      add(StyledLine.Style.DETAIL, "", "and " + others + " more, which are not listed");
    }
    if (packages.valueStream().anyMatch(each -> each.path("direct").asBoolean(false))) {
      add(StyledLine.Style.DETAIL, "", "* declared by the project itself");
    }
  }

  private void addState(JsonNode manifest) {
    String file = text(manifest.path("file")) + ": ";
    String packages = text(manifest.path("ecosystem")) + " package";
    if (manifest.path("status").asString("").equals("ready")) {
      add(
          StyledLine.Style.SUCCESS,
          "",
          file + EventPhrases.countOf(manifest.path("count").asInt(), packages) + from(manifest)
              + ", " + size(manifest.path("bytes").asLong()) + ", "
              + time(manifest.path("ms").asLong()));
    } else {
      String reason = text(manifest.path("reason"));
      add(
          StyledLine.Style.WARNING,
          "",
          file + packages + "s " + text(manifest.path("status"))
              + (reason.isEmpty() ? "" : ", " + reason));
    }
  }

  private static String from(JsonNode manifest) {
    return SetupReporter.from(
        manifest.path("hosts").valueStream().map(PackagesTable::text).toList());
  }

  private static String time(long ms) {
    return ms == 0 ? "installed before" : EventPhrases.duration(ms);
  }

  private void addPackage(JsonNode each) {
    String license = text(each.path("license"));
    long bytes = each.path("bytes").asLong();
    addRow(
        each.path("direct").asBoolean(false) ? "*" : "",
        text(each.path("name")),
        text(each.path("version")),
        license.isEmpty() ? "unknown" : license,
        bytes == 0 ? "-" : size(bytes));
  }

  private void addRow(String... cells) {
    lines.addAll(WrappedText.row(WIDTHS, cells).stream().map(StyledLine::plain).toList());
  }

  private void add(StyledLine.Style style, String indent, String text) {
    lines.addAll(EvidenceTable.wrapped(style, indent, text));
  }

  /** A size in decimal units. */
  static String size(long bytes) {
    return bytes < 1_000_000
        ? Math.max(1, bytes / 1_000) + " KB"
        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }

  private static String text(JsonNode value) {
    return EvidenceTable.text(value);
  }
}
