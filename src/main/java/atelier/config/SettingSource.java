package atelier.config;

/** Where a value came from; a later layer is stronger. */
record SettingSource(Layer layer, String origin) {
  static final SettingSource BUILT_IN = new SettingSource(Layer.DEFAULT, "default");

  /** From the weakest to the strongest. */
  enum Layer {
    DEFAULT,
    FILE,
    DOTENV,
    ENVIRONMENT,
    OPTION,
    /** What one entry of {@code llm.roles} or {@code llm.fallback} says of itself. */
    MODEL_ENTRY
  }

  boolean isWeakerThan(SettingSource other) {
    return layer.compareTo(other.layer) < 0;
  }
}
