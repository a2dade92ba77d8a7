/**
 * The composition root: opens the components that the settings select and connects them into one
 * running node. It must never decide anything about a project. Start with {@link
 * atelier.node.Bootstrap}, which starts a node in this order: {@link atelier.node.Transport},
 * {@link atelier.node.Components}, {@link atelier.node.Node}, {@link
 * atelier.node.HttpServerModule}.
 */
@NullMarked
package atelier.node;

import org.jspecify.annotations.NullMarked;
