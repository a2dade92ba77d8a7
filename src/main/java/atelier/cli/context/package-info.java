/**
 * What every command works with: streams, signals, exit codes, failures, and the node in this
 * process. It knows no command and no message on the console. Start reading at {@link
 * atelier.cli.context.CommandContext} and {@link atelier.cli.context.RunningNode}.
 */
@NullMarked
package atelier.cli.context;

import org.jspecify.annotations.NullMarked;
