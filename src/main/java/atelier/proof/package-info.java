/**
 * Interprets evidence: which file causes a failed run, and which names a contract promises. It must
 * never change a project or run a program. Start with {@link atelier.proof.FaultLocalizer}.
 */
@NullMarked
package atelier.proof;

import org.jspecify.annotations.NullMarked;
