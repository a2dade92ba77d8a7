/**
 * The software bill of materials of a project: which packages its programs use, in the form that
 * other tools read. It must never do I/O on a project's behalf, read a clock or ask a registry.
 * Start with {@link atelier.sbom.SoftwareBill}.
 */
@NullMarked
package atelier.sbom;

import org.jspecify.annotations.NullMarked;
