package atelier.project;

import atelier.event.Event.ResearchProduced;
import org.jspecify.annotations.Nullable;

/** What the Architect wanted looked up, and what was found; null while it is open. */
public record Question(String text, @Nullable ResearchProduced result) {}
