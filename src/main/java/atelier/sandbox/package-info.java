/**
 * Runs untrusted commands within limits of time, memory, output and files. It must never run one
 * outside of the configured sandbox, nor leave a process or a file behind. Start reading at {@link
 * atelier.sandbox.Sandbox}, then {@link atelier.sandbox.ProcessSupervisor}. {@link
 * atelier.sandbox.Prober} plays acceptance examples there.
 */
@NullMarked
package atelier.sandbox;

import org.jspecify.annotations.NullMarked;
