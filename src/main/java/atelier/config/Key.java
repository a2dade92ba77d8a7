package atelier.config;

import java.util.Locale;

/**
 * The key of one setting.
 *
 * @param name the dotted name, such as {@code http.port}
 * @param defaultValue the default as YAML
 * @param description one line for users
 * @param secret whether the value is masked wherever it is displayed
 */
record Key<T>(
    String name, ValueType<T> type, String defaultValue, String description, boolean secret) {
  /** Returns the environment variable of this key. */
  String variable() {
    return "ATELIER_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
