package atelier.packages;

/** What the store of layers has room for. */
sealed interface LayerSpace<T> {
  /** There is room. */
  record Free<T>(T value) implements LayerSpace<T> {}

  /** This machine cannot keep it, and why. */
  record Full<T>(String reason) implements LayerSpace<T> {}
}
