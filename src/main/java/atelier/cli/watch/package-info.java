/**
 * Follows a project until it ends or needs the user, on a node in this process or on a remote one.
 * It never decides what a project does next: it sends the user's commands and reports events. Start
 * reading at {@link atelier.cli.watch.RunSession} and {@link atelier.cli.watch.RemoteWatcher}.
 */
@NullMarked
package atelier.cli.watch;

import org.jspecify.annotations.NullMarked;
