package atelier.cli.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One project to be played from start to end.
 *
 * @param spec empty: go on with what was asked before
 * @param askForApproval a person is to approve the blueprint
 * @param cloneFolder where a clone of the repository is wanted
 * @param recordingFile where the answers of the models are to be kept
 * @param resumeCommand the command that goes on with it
 */
public record RunRequest(
    String project,
    Optional<String> spec,
    boolean askForApproval,
    Optional<Path> cloneFolder,
    Optional<Path> recordingFile,
    String resumeCommand) {}
