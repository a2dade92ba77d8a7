/**
 * The HTTP server of a node: the API of the OpenAPI document, Git for reading, MCP, health, metrics
 * and the dashboard's files. It must never decide what happens to a project: that is the studio's.
 * Start with {@link atelier.web.HttpServerVerticle}; {@link atelier.web.Routes} connects operations
 * with handlers.
 */
@NullMarked
package atelier.web;

import org.jspecify.annotations.NullMarked;
