/**
 * Decides which requests a node accepts: by host, origin, content type, token and speed. It must
 * never know what a request does. Start with {@link atelier.web.security.SecurityHandler}.
 */
@NullMarked
package atelier.web.security;

import org.jspecify.annotations.NullMarked;
