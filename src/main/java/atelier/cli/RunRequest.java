package atelier.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One project to be played from start to end.
 *
 * @param spec empty: go on with what was asked before
 * @param ask a person is to approve the blueprint
 * @param out where a clone of the repository is wanted
 * @param record where the answers of the models are to be kept
 * @param goOn the command that goes on with it
 */
record RunRequest(
    String project,
    Optional<String> spec,
    boolean ask,
    Optional<Path> out,
    Optional<Path> record,
    String goOn) {}
