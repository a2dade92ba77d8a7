package atelier.config;

/**
 * Where a value came from; a later layer overrides an earlier one.
 *
 * @param origin the file, variable or option, for messages
 */
record SettingSource(Layer layer, String origin) {
  static final SettingSource BUILT_IN = new SettingSource(Layer.DEFAULT, "default");

  /** The layers, weakest first. */
  enum Layer {
    DEFAULT,
    FILE,
    DOTENV,
    ENVIRONMENT,
    OPTION,
    /** An entry of {@code llm.roles} or {@code llm.fallback}. */
    MODEL_ENTRY
  }

  boolean isWeakerThan(SettingSource other) {
    return layer.compareTo(other.layer) < 0;
  }
}
