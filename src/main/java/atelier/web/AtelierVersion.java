package atelier.web;

/** The version of this build. */
public final class AtelierVersion {
  private AtelierVersion() {}

  /** The version in the jar's manifest; {@code from sources} outside a jar. */
  public static String current() {
    String version = AtelierVersion.class.getPackage().getImplementationVersion();
    return version == null ? "from sources" : version;
  }
}
