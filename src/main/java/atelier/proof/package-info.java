/**
 * What evidence is worth and what a failure means: reports of test tools, trees broken on purpose,
 * small faults, literals of the spec, the file that causes a failed run. It must never change a
 * project or run anything by itself. Start with {@link atelier.proof.TestTools} and {@link
 * atelier.proof.BrokenTree}.
 */
@NullMarked
package atelier.proof;

import org.jspecify.annotations.NullMarked;
