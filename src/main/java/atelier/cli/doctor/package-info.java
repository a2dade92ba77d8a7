/**
 * The checks of {@code atelier doctor}: each returns findings with a state and a remedy. A check
 * never changes anything and never starts a node. Start reading at {@link
 * atelier.cli.doctor.DoctorChecks}.
 */
@NullMarked
package atelier.cli.doctor;

import org.jspecify.annotations.NullMarked;
