/**
 * The append-only, hash-chained list of events of each project: append, read, subscribe. It must
 * never acknowledge an entry that is not on disk, nor return one that it has not verified. Start
 * reading at {@link atelier.journal.Journal}, then {@link atelier.journal.DiskJournal}.
 */
@NullMarked
package atelier.journal;

import org.jspecify.annotations.NullMarked;
