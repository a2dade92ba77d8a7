package atelier.event;

import java.util.List;

/**
 * The packages that a project declares: resolved, installed, locked. Its records are on the wire
 * like those of {@link Event}; {@code file} is the manifest that declares the packages.
 */
public sealed interface SetupEvent extends Event {
  /**
   * The packages of a manifest are being installed.
   *
   * @param file the manifest
   * @param ecosystem the kind of packages, such as {@code npm}
   * @param request the hash of what was asked for: the ecosystem and the manifests of the folder
   */
  record SetupStarted(String file, String ecosystem, String request) implements SetupEvent {}

  /**
   * They are installed, and programs of the project find them.
   *
   * @param layer the hash of what is installed: request, lock, tool and machine
   * @param packages the number of packages
   * @param bytes their size on disk
   * @param ms the wall time of installing; 0 if the layer was there
   * @param hosts the hosts that were connected to
   * @param refused the hosts that were refused, each with the reason
   * @param provides the names that programs import or require; sorted
   * @param notes what a person should know, such as a package that was published lately
   * @param inventory the installed packages, those that the project declares first; at most 2,000
   */
  record SetupReady(
      String file,
      String ecosystem,
      String request,
      String layer,
      int packages,
      long bytes,
      long ms,
      List<String> hosts,
      List<String> refused,
      List<String> provides,
      List<String> notes,
      @AddedInLaterVersion List<InstalledPackage> inventory)
      implements SetupEvent {
    public SetupReady {
      hosts = List.copyOf(hosts);
      refused = List.copyOf(refused);
      provides = List.copyOf(provides);
      notes = List.copyOf(notes);
      inventory = List.copyOf(inventory);
    }
  }

  /**
   * The registry or the tool says that the manifest is wrong.
   *
   * @param cause {@code manifest}
   * @param diagnostics what is wrong, for the Writer of the manifest
   * @param output the end of what the tool printed
   */
  record SetupFailed(
      String file,
      String ecosystem,
      String request,
      String cause,
      List<Diagnostic> diagnostics,
      String output,
      List<String> hosts,
      List<String> refused)
      implements SetupEvent {
    public SetupFailed {
      diagnostics = List.copyOf(diagnostics);
      hosts = List.copyOf(hosts);
      refused = List.copyOf(refused);
    }
  }

  /**
   * They cannot be installed here; nothing is wrong with the project.
   *
   * @param reason why, and what a person can do
   */
  record SetupSkipped(String file, String ecosystem, String request, String reason)
      implements SetupEvent {}

  /**
   * Installing made a file that belongs to the project: a lock file, or {@code .gitignore}.
   *
   * @param file its path
   * @param manifest the manifest whose packages it locks; it is deleted with it
   */
  record LockReady(String file, String content, String manifest) implements SetupEvent {}
}
