package atelier.event;

/**
 * How many tests a command executed, as its test tool reports.
 *
 * @param run tests executed, failed ones included, skipped ones not
 * @param failed tests that failed or ended in an error
 * @param skipped tests that were skipped, expected to fail, or left to do
 */
public record TestCounts(int run, int failed, int skipped) {}
