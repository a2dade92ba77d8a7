package atelier.web.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/** The parameters of a call's address. */
public final class QueryParameters {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");

  private QueryParameters() {}

  public static String text(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    if (values.size() > 1) {
      throw Problem.badRequest("\"" + name + "\" is given twice");
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  /** A whole number from 0 on; {@code absent} where it is not given. */
  public static long number(RoutingContext context, String name, long defaultValue) {
    String value = text(context, name);
    if (value.isEmpty() && context.queryParam(name).isEmpty()) {
      return defaultValue;
    }
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw Problem.badRequest("\"" + name + "\" must be a whole number from 0 on, not \""
          + TextLimits.truncate(value, 40) + "\"");
    }
    return Long.parseLong(value);
  }

  public static int limit(RoutingContext context, int defaultLimit, int maxLimit) {
    long limit = number(context, "limit", defaultLimit);
    if (limit < 1 || limit > maxLimit) {
      throw Problem.badRequest("\"limit\" must be from 1 to " + maxLimit);
    }
    return (int) limit;
  }
}
