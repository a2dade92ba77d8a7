@NullMarked
package atelier.web.security;

import org.jspecify.annotations.NullMarked;
