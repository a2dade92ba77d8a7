package atelier.packages.egress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects what is known of the registries of one ecosystem. */
final class RegistryDraft {
  /** Where the bridge listens in the sandbox. */
  static final String PROXY_HOST = "127.0.0.1";

  static final int PROXY_PORT = 3128;

  private static final String PROXY = "http://" + PROXY_HOST + ":" + PROXY_PORT;

  private final Set<String> hosts = new TreeSet<>();
  private final Set<String> namedByUser = new TreeSet<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  RegistryDraft() {
    for (String name : new String[] {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"}) {
      environment.put(name, PROXY);
    }
  }

  /**
   * Adds a registry, and returns its URL without credentials.
   *
   * @param isUsers whether the user's own configuration names it
   * @throws ClientFailure if the URL is not one of https
   */
  String registry(String url, boolean isUsers) throws ClientFailure {
    RegistryUrl parsed = RegistryUrl.parse(url)
        .orElseThrow(() -> new ClientFailure(
            "a registry has no https address: packages are not downloaded without encryption"));
    (isUsers ? namedByUser : hosts).add(parsed.entry());
    return parsed.text();
  }

  /** Adds the place where a registry says that its files are; what is not https is left out. */
  void fileHost(String url) {
    RegistryUrl.parse(url).ifPresent(parsed -> hosts.add(parsed.entry()));
  }

  void host(String entry) {
    hosts.add(entry);
  }

  void variable(String name, String value) {
    environment.put(name, value);
  }

  /** Sets variables to the address of the proxy. */
  void proxyVariables(String... names) {
    for (String name : names) {
      environment.put(name, PROXY);
    }
  }

  void file(String path, String content) {
    files.put(path, content);
  }

  Registry registry() {
    return new Registry(hosts, namedByUser, environment, files, "");
  }
}
