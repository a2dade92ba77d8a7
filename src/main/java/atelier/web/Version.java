package atelier.web;

/** Which Atelier this is. */
public final class Version {
  private Version() {}

  /** As the jar's manifest has it. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "from sources" : version;
  }
}
