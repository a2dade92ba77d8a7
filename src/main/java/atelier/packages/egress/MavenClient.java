package atelier.packages.egress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What Maven has in its settings and in the super POM of its installation, from which every project
 * inherits the repositories.
 */
final class MavenClient {
  private static final String SETTINGS = "/run/registry/settings.xml";
  private static final String HOME = "Maven home: ";
  private static final String SUPER_POM = "org/apache/maven/model/pom-4.0.0.xml";
  private static final int MAX_BYTES = 1 << 20;

  private MavenClient() {}

  static Registry ask(ClientQuestions questions) throws IOException, ClientFailure {
    Path home = questions
        .ask(List.of("mvn", "--batch-mode", "--version"))
        .flatMap(text -> text.lines().filter(line -> line.startsWith(HOME)).findFirst())
        .map(line -> Path.of(line.substring(HOME.length()).strip()))
        .orElseThrow(() -> new ClientFailure("mvn does not say where it is (mvn --version)"));
    RegistryDraft draft = new RegistryDraft();
    List<String> repositories = texts(superPom(home), "url");
    for (String url : repositories) {
      draft.registry(url, false);
    }
    List<String> mirrors = new ArrayList<>();
    for (Path file :
        List.of(questions.home().resolve(".m2/settings.xml"), home.resolve("conf/settings.xml"))) {
      if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
        addMirrors(parse(Files.readAllBytes(file), file.toString()), mirrors, draft);
      }
    }
    draft.file(SETTINGS, settings(mirrors));
    // Maven itself has no variable for it: the script that calls it passes it on.
    draft.variable("MAVEN_SETTINGS", SETTINGS);
    Certificates.add(draft, questions, "");
    return draft.registry();
  }

  private static Document superPom(Path home) throws IOException, ClientFailure {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      for (Path jar : jars.filter(MavenClient::isModelBuilder).sorted().toList()) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          ZipEntry entry = zip.getEntry(SUPER_POM);
          if (entry != null) {
            try (InputStream in = zip.getInputStream(entry)) {
              return parse(in.readNBytes(MAX_BYTES), SUPER_POM);
            }
          }
        }
      }
    }
    throw new ClientFailure("Maven has no super POM in " + home + "/lib");
  }

  private static boolean isModelBuilder(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("maven-model-builder") && name.endsWith(".jar");
  }

  private static void addMirrors(Document settings, List<String> mirrors, RegistryDraft draft)
      throws ClientFailure {
    var found = settings.getElementsByTagName("mirror");
    for (int i = 0; i < found.getLength(); i++) {
      Element mirror = (Element) found.item(i);
      if (!text(mirror, "blocked").equals("true")) {
        mirrors.add("<mirror><id>" + escape(text(mirror, "id")) + "</id><mirrorOf>"
            + escape(text(mirror, "mirrorOf")) + "</mirrorOf><url>"
            + escape(draft.registry(text(mirror, "url"), true)) + "</url></mirror>");
      }
    }
  }

  private static String settings(List<String> mirrors) {
    return "<settings><proxies><proxy><id>sandbox</id><active>true</active>"
        + "<protocol>https</protocol><host>" + RegistryDraft.PROXY_HOST + "</host><port>"
        + RegistryDraft.PROXY_PORT + "</port></proxy></proxies><mirrors>"
        + String.join("", mirrors) + "</mirrors></settings>\n";
  }

  private static List<String> texts(Document document, String name) {
    List<String> texts = new ArrayList<>();
    var found = document.getElementsByTagName(name);
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static String text(Element parent, String name) {
    return Optional.ofNullable(parent.getElementsByTagName(name).item(0))
        .map(node -> node.getTextContent().strip())
        .orElse("");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static Document parse(byte[] xml, String name) throws IOException, ClientFailure {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(xml));
    } catch (ParserConfigurationException | SAXException e) {
      throw new ClientFailure("Maven's file cannot be read: " + name);
    }
  }
}
