/** HTTP: the API, the feed, Git for reading, MCP, health, metrics and the dashboard's files. */
@NullMarked
package atelier.web;

import org.jspecify.annotations.NullMarked;
