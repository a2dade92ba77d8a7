/**
 * One class for each command, and the groups of options they share. A command parses and checks its
 * arguments and delegates the work; it never starts threads or reads events itself. Start reading
 * at {@link atelier.cli.command.AtelierCommand} and {@link atelier.cli.command.RemoteCommand}.
 */
@NullMarked
package atelier.cli.command;

import org.jspecify.annotations.NullMarked;
