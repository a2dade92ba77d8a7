/**
 * Calls language models: one interface, one file for the HTTP API of each provider. It never shows
 * a key and never trusts an answer: a truncated or malformed one is a failure or marked as such.
 * Start reading at {@link atelier.llm.Llm}, then {@link atelier.llm.ModelRouter}.
 */
@NullMarked
package atelier.llm;

import org.jspecify.annotations.NullMarked;
