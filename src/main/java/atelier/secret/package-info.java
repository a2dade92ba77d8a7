/**
 * Knows the secrets of a node and replaces them in texts. It must never store, log or return one:
 * what it gives back is a text without them. Start with {@link atelier.secret.SecretRedactor}.
 */
@NullMarked
package atelier.secret;

import org.jspecify.annotations.NullMarked;
