/**
 * Reads and validates all settings: defaults, settings file, {@code .env}, environment, options.
 * Only this package reads the environment; it never displays a secret. Start reading at {@link
 * atelier.config.Keys}, then {@link atelier.config.Configuration}.
 */
@NullMarked
package atelier.config;

import org.jspecify.annotations.NullMarked;
