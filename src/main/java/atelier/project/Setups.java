package atelier.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packages of a project, and the files that installing them made. Such a file belongs to the
 * project, but no Writer, Validator or Auditor works on it. Immutable.
 *
 * @param byRequest the latest setup of each manifest and ecosystem, by the key of its request
 * @param made the manifests that each made file is for, by its path
 */
public record Setups(Map<String, Setup> byRequest, Map<String, List<String>> made) {
  /** No packages. */
  static final Setups NONE = new Setups(Map.of(), Map.of());

  public Setups {
    byRequest = Collections.unmodifiableMap(new LinkedHashMap<>(byRequest));
    made = Collections.unmodifiableMap(new LinkedHashMap<>(made));
  }

  /** The setup of a request; empty if it was never started. */
  public Optional<Setup> of(String request) {
    return Optional.ofNullable(byRequest.get(request));
  }

  /** The setups in a state. */
  public Stream<Setup> in(Setup.State state) {
    return byRequest.values().stream().filter(setup -> setup.state() == state);
  }

  /** Whether a file was made by installing packages. */
  public boolean isMade(String path) {
    return made.containsKey(path);
  }

  /** The file that a Writer has to change when this one is wrong: for a made file, its manifest. */
  String writtenFor(String path) {
    List<String> manifests = made.getOrDefault(path, List.of());
    return manifests.isEmpty() ? path : manifests.get(0);
  }

  /** The made files that go when these files go. */
  List<String> madeFor(Collection<String> deleted) {
    return made.entrySet().stream()
        .filter(file -> deleted.containsAll(file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** These with another setup, which replaces an earlier one of the same manifest. */
  Setups with(String request, Setup setup) {
    Map<String, Setup> next = new LinkedHashMap<>(byRequest);
    next.entrySet()
        .removeIf(other -> !other.getKey().equals(request)
            && other.getValue().file().equals(setup.file())
            && other.getValue().ecosystem().equals(setup.ecosystem()));
    next.put(request, setup);
    return new Setups(next, made);
  }

  Setups withMade(String path, String manifest) {
    Map<String, List<String>> next = new LinkedHashMap<>(made);
    List<String> manifests = new ArrayList<>(next.getOrDefault(path, List.of()));
    if (!manifests.contains(manifest)) {
      manifests.add(manifest);
    }
    next.put(path, List.copyOf(manifests));
    return new Setups(byRequest, next);
  }

  /** These without what could not be installed, so that it is tried again. */
  Setups withoutSkipped() {
    Map<String, Setup> next = new LinkedHashMap<>(byRequest);
    next.values().removeIf(setup -> setup.state() == Setup.State.SKIPPED);
    return new Setups(next, made);
  }

  /** These after files were deleted. */
  Setups without(Collection<String> deleted) {
    Map<String, Setup> setups = new LinkedHashMap<>(byRequest);
    setups.values().removeIf(setup -> deleted.contains(setup.file()));
    Map<String, List<String>> files = new LinkedHashMap<>();
    made.forEach((path, manifests) -> {
      List<String> left =
          manifests.stream().filter(each -> !deleted.contains(each)).toList();
      if (!deleted.contains(path) && !left.isEmpty()) {
        files.put(path, left);
      }
    });
    return new Setups(setups, files);
  }
}
