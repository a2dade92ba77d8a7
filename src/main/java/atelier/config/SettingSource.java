package atelier.config;

/** Where a value came from; a later layer is stronger. */
record SettingSource(Layer layer, String where) {
  static final SettingSource BUILT_IN = new SettingSource(Layer.DEFAULT, "default");

  /** From the weakest to the strongest. */
  enum Layer {
    DEFAULT,
    FILE,
    DOTENV,
    ENVIRONMENT,
    FLAG,
    /** What one entry of {@code llm.roles} or {@code llm.fallback} says of itself. */
    ENTRY
  }

  boolean weakerThan(SettingSource other) {
    return layer.compareTo(other.layer) < 0;
  }
}
