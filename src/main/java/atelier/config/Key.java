package atelier.config;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param byDefault as one would write it in YAML
 * @param meaning one line for a user
 * @param secret never shown
 */
record Key<T>(String name, ValueType<T> kind, String byDefault, String meaning, boolean secret) {
  /** The variable that sets it. */
  String variable() {
    return "ATELIER_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
