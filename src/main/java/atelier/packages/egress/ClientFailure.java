package atelier.packages.egress;

/** A package manager does not say which registries it uses; the message is for people. */
final class ClientFailure extends Exception {
  private static final long serialVersionUID = 1L;

  ClientFailure(String message) {
    super(message);
  }
}
