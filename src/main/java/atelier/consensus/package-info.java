/** Several nodes keep one journal: who leads a project, what a majority has agreed on, healing. */
@NullMarked
package atelier.consensus;

import org.jspecify.annotations.NullMarked;
