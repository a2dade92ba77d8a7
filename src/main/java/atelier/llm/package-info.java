/** Asking a language model: one contract, one file per provider. */
@NullMarked
package atelier.llm;

import org.jspecify.annotations.NullMarked;
