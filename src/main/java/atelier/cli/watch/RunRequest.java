package atelier.cli.watch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The request to build one project in this process.
 *
 * @param spec what to build; empty to resume the project
 * @param askForApproval whether the user approves the blueprint
 * @param cloneFolder the folder to clone the repository to
 * @param recordingFile the file to save the models' answers in
 * @param resumeCommand the command line that resumes the project
 */
public record RunRequest(
    String project,
    Optional<String> spec,
    boolean askForApproval,
    Optional<Path> cloneFolder,
    Optional<Path> recordingFile,
    String resumeCommand) {}
