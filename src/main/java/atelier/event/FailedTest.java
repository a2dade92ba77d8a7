package atelier.event;

/**
 * One failed test.
 *
 * @param test its name as the tool prints it
 * @param file the path where it failed, as the tool prints it; empty where it names none
 * @param line counted from 1; 0 where the tool names none
 * @param message what the tool says about it, at most a few lines
 * @param expected the expected value; empty where the tool names none
 * @param actual the actual value; empty where the tool names none
 */
public record FailedTest(
    String test, String file, int line, String message, String expected, String actual) {}
