package atelier.web;

/** The version of this build. */
public final class Version {
  private Version() {}

  /** The version in the jar's manifest; {@code from sources} outside a jar. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "from sources" : version;
  }
}
