package atelier.web;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/** The parameters of a call's address. */
final class QueryParameters {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private QueryParameters() {}

  static String text(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    if (values.size() > 1) {
      throw Problem.badRequest("\"" + name + "\" is given twice");
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  /** A whole number from 0 on; {@code absent} where it is not given. */
  static long number(RoutingContext context, String name, long absent) {
    String value = text(context, name);
    if (value.isEmpty() && context.queryParam(name).isEmpty()) {
      return absent;
    }
    if (!NUMBER.matcher(value).matches()) {
      throw Problem.badRequest("\"" + name + "\" must be a whole number from 0 on, not \""
          + TextLimits.cut(value, 40) + "\"");
    }
    return Long.parseLong(value);
  }

  static int limit(RoutingContext context, int usual, int most) {
    long limit = number(context, "limit", usual);
    if (limit < 1 || limit > most) {
      throw Problem.badRequest("\"limit\" must be from 1 to " + most);
    }
    return (int) limit;
  }
}
