package atelier.config;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param defaultValue as one would write it in YAML
 * @param description one line for a user
 * @param secret never shown
 */
record Key<T>(String name, ValueType<T> type, String defaultValue, String description, boolean secret) {
  /** The variable that sets it. */
  String variable() {
    return "ATELIER_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
