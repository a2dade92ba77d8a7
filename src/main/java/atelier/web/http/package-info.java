@NullMarked
package atelier.web.http;

import org.jspecify.annotations.NullMarked;
