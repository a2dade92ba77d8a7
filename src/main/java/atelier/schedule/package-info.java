/**
 * Schedules tasks: which are due, which agent gets them, under which lease, and what becomes of the
 * results. It must never know what a role does or what a task is about. Start with {@link
 * atelier.schedule.Scheduler}, which is pure of threads and of the bus; {@link
 * atelier.schedule.SchedulerVerticle} and {@link atelier.schedule.WorkerPool} connect it to them.
 */
@NullMarked
package atelier.schedule;

import org.jspecify.annotations.NullMarked;
