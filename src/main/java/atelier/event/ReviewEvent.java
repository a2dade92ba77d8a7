package atelier.event;

import java.util.List;

/**
 * The review of one version of a file: what compilers, parsers and the scanner say about it, and
 * its commit. Its records are on the wire like those of {@link Event}.
 */
public sealed interface ReviewEvent extends Event {
  /**
   * No checker found an error in this version.
   *
   * @param level {@code toolchain}, {@code syntax}, or {@code none} if no checker is available
   */
  record ValidationPassed(String file, int attempt, String level, List<Diagnostic> diagnostics)
      implements ReviewEvent {
    public ValidationPassed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A checker found errors in this version. */
  record ValidationFailed(String file, int attempt, String level, List<Diagnostic> diagnostics)
      implements ReviewEvent {
    public ValidationFailed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The scanner found nothing that blocks this version. */
  record AuditPassed(String file, int attempt, List<Finding> findings) implements ReviewEvent {
    public AuditPassed {
      findings = List.copyOf(findings);
    }
  }

  /** The scanner found something that must be fixed first. */
  record AuditFailed(String file, int attempt, List<Finding> findings) implements ReviewEvent {
    public AuditFailed {
      findings = List.copyOf(findings);
    }
  }

  /** How to fix a finding; it is included in the Writer's next prompt. */
  record SuggestionOffered(String file, int attempt, String rule, String suggestion)
      implements ReviewEvent {}

  /**
   * A version does not declare all names that its contract promises. Informational only: a contract
   * is prose, and the checks decide.
   *
   * @param missing the promised names
   */
  record ContractDrifted(String file, int attempt, List<String> missing) implements ReviewEvent {
    public ContractDrifted {
      missing = List.copyOf(missing);
    }
  }

  /** A version passed validation and audit: it is now the accepted one. */
  record FileValidated(String file, int attempt) implements ReviewEvent {}

  /**
   * An accepted version, or a deletion, was committed to Git.
   *
   * @param file the file of the version; empty for a deletion
   * @param deleted the paths that the blueprint deletes; empty for a version
   */
  record Committed(
      String file,
      int attempt,
      String commit,
      String message,
      String author,
      @AddedInLaterVersion List<String> deleted)
      implements ReviewEvent {
    public Committed {
      deleted = List.copyOf(deleted);
    }

    /** The commit of an accepted version. */
    public Committed(String file, int attempt, String commit, String message, String author) {
      this(file, attempt, commit, message, author, List.of());
    }
  }
}
