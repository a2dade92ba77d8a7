/**
 * Schedules tasks: finds those that are due, grants them to agents under leases, and accepts their
 * results. It must never know what a role does or what a task is about. Start with {@link
 * atelier.schedule.Scheduler}, which has no threads and no bus, then read {@link
 * atelier.schedule.SchedulerVerticle} and {@link atelier.schedule.WorkerPool}, which connect it to
 * both.
 */
@NullMarked
package atelier.schedule;

import org.jspecify.annotations.NullMarked;
