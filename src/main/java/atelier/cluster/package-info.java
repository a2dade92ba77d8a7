/** Several nodes as one studio: who is here, who conducts what, what they say to each other. */
@NullMarked
package atelier.cluster;

import org.jspecify.annotations.NullMarked;
