package atelier.project;

import atelier.event.Event.ResearchProduced;
import org.jspecify.annotations.Nullable;

/** A research question of the Architect; {@code result} is null until it is answered. */
public record Question(String text, @Nullable ResearchProduced result) {}
