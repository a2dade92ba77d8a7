package atelier.language.facts;

import atelier.event.Diagnostic;
import java.util.Optional;

/**
 * Something that was checked about a file.
 *
 * @param kind what was checked
 * @param problem what is wrong; empty if it is right
 */
record Fact(Kind kind, Optional<Diagnostic> problem) {
  /** What is checked. Kinds that were wrong too often about public projects do not block. */
  enum Kind {
    /** A name that is imported from another file. */
    IMPORT(true),
    /** A member of a module of the project. */
    MEMBER(true),
    /** The number of arguments of a call. */
    ARITY(true),
    /** The same in JavaScript, which ignores those that are too many. */
    SURPLUS(false),
    /** A module that a file imports. */
    SELF_IMPORT(true),
    /** A name in a standard module. */
    STANDARD(true),
    /** That a test file holds a test. */
    TEST(true),
    /** That a test file asserts something; some tests only show that nothing fails. */
    ASSERTION(false);

    final boolean blocks;

    Kind(boolean blocks) {
      this.blocks = blocks;
    }
  }
}
