package atelier.role.prompt;

import org.jspecify.annotations.Nullable;

/**
 * A file that another one uses, as the Writer of the other one sees it.
 *
 * @param content its newest version that was not rejected; null if there is none yet
 * @param checked whether that version was accepted
 */
public record UsedFile(String path, @Nullable String content, boolean checked) {}
