package atelier.web.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and checks query parameters. */
public final class QueryParameters {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");

  private QueryParameters() {}

  /** The value of a parameter; empty if it is missing. */
  public static String text(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    if (values.size() > 1) {
      throw HttpProblem.badRequest("\"" + name + "\" occurs more than once");
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The value of a parameter with at most {@code maxChars} characters; empty if it is missing. */
  public static String text(RoutingContext context, String name, int maxChars) {
    String value = text(context, name);
    if (value.length() > maxChars) {
      throw HttpProblem.badRequest(
          "\"" + name + "\" must have at most " + maxChars + " characters");
    }
    return value;
  }

  /** The value of a parameter that must be {@code true} or {@code false}; false if it is empty. */
  public static boolean bool(RoutingContext context, String name) {
    String value = text(context, name);
    if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
      throw HttpProblem.badRequest("\"" + name + "\" must be true or false");
    }
    return value.equals("true");
  }

  /** The value of a parameter that must be an integer from 0 on. */
  public static long number(RoutingContext context, String name, long defaultValue) {
    String value = text(context, name);
    if (value.isEmpty() && context.queryParam(name).isEmpty()) {
      return defaultValue;
    }
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw HttpProblem.badRequest("\"" + name + "\" must be a whole number, 0 or more, not \""
          + TextLimits.truncate(value, 40) + "\"");
    }
    return Long.parseLong(value);
  }

  /** The value of the parameter {@code limit}, from 1 to {@code maxLimit}. */
  public static int limit(RoutingContext context, int defaultLimit, int maxLimit) {
    long limit = number(context, "limit", defaultLimit);
    if (limit < 1 || limit > maxLimit) {
      throw HttpProblem.badRequest("\"limit\" must be from 1 to " + maxLimit);
    }
    return (int) limit;
  }
}
