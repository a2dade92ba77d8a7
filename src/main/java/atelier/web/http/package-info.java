/**
 * The parts of HTTP that all handlers share: replies, errors (RFC 9457), JSON and query parameters.
 * It must never know a handler or a route. Start with {@link atelier.web.http.ReplySender}.
 */
@NullMarked
package atelier.web.http;

import org.jspecify.annotations.NullMarked;
