/**
 * The packages that projects declare: resolved through a proxy that reaches registries alone,
 * prepared without a network, kept as read-only layers, and shown to the programs that need them.
 * It never runs a project's own code, and never passes credentials in. Start with {@link
 * atelier.packages.Recipe}, a row of which is an ecosystem, then {@link
 * atelier.packages.Packages}.
 */
@NullMarked
package atelier.packages;

import org.jspecify.annotations.NullMarked;
