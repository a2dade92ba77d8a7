/**
 * The composition root: reads the settings, opens the journal, and wires agents, scheduler, HTTP
 * and cluster together into one running node. It must never decide anything about a project. Start
 * with {@link atelier.node.Bootstrap}, then {@link atelier.node.Components}.
 */
@NullMarked
package atelier.node;

import org.jspecify.annotations.NullMarked;
