@NullMarked
package atelier.web.feed;

import org.jspecify.annotations.NullMarked;
