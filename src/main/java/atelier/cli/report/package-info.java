/**
 * What the console prints: events, projects and clusters as styled lines, the progress line, logs.
 * Text from models, tools and users never reaches the terminal unsanitized. Start reading at {@link
 * atelier.cli.report.ConsoleReporter} and {@link atelier.cli.report.CommandOutput}.
 */
@NullMarked
package atelier.cli.report;

import org.jspecify.annotations.NullMarked;
