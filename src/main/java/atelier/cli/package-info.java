/**
 * The command line: parses the arguments, runs a command, and turns its failure into a message and
 * an exit code. It never prints a stack trace without {@code -v}. Start reading at {@link
 * atelier.cli.Commands}, then the commands in {@link atelier.cli.command}.
 */
@NullMarked
package atelier.cli;

import org.jspecify.annotations.NullMarked;
