package atelier.language;

import atelier.event.Diagnostic;
import atelier.pattern.Pattern;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Streaming parsers for JSON, TOML, XML and YAML: none builds a tree. */
final class DataFormats {
  private static final String XERCES_FEATURE = "http://apache.org/xml/features/";
  private static final String SAX_FEATURE = "http://xml.org/sax/features/";
  private static final TokenStreamFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final TokenStreamFactory JSON_WITH_COMMENTS = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
      .build();
  private static final TokenStreamFactory JSON5 = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(
          JsonReadFeature.ALLOW_JAVA_COMMENTS,
          JsonReadFeature.ALLOW_TRAILING_COMMA,
          JsonReadFeature.ALLOW_SINGLE_QUOTES,
          JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
          JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
          JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
          JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
          JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
          JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS,
          JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .build();

  /** A hexadecimal number of JSON5, which Jackson has not, after what may be before a value. */
  private static final Pattern HEXADECIMAL = Pattern.compile("([\\s:,\\[+-])0[xX][0-9a-fA-F]+");

  private static final TokenStreamFactory TOML = new TomlFactory();
  private static final TokenStreamFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private DataFormats() {}

  static List<Diagnostic> json(String text) {
    return read(JSON, text, 1);
  }

  static List<Diagnostic> jsonWithComments(String text) {
    return read(JSON_WITH_COMMENTS, text, 1);
  }

  static List<Diagnostic> json5(String text) {
    return read(JSON5, HEXADECIMAL.matcher(text).replaceAll("$11"), 1);
  }

  static List<Diagnostic> toml(String text) {
    return read(TOML, text, Integer.MAX_VALUE);
  }

  static List<Diagnostic> yaml(String text) {
    List<Diagnostic> problems = read(YAML, text, Integer.MAX_VALUE);
    return problems.isEmpty() ? unknownAlias(text) : problems;
  }

  /** Reports the first alias without an anchor above it, which Jackson ignores. */
  private static List<Diagnostic> unknownAlias(String text) {
    Set<Anchor> anchors = new HashSet<>();
    for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
      if (event instanceof AliasEvent alias && !anchors.contains(alias.getAlias())) {
        String message =
            "'*" + alias.getAlias() + "' has no anchor: put quotes around it if it is text";
        return List.of(at(alias.getStartMark(), message));
      }
      if (event instanceof NodeEvent node) {
        node.getAnchor().ifPresent(anchors::add);
      } else if (event instanceof DocumentStartEvent) {
        anchors.clear();
      }
    }
    return List.of();
  }

  private static List<Diagnostic> read(TokenStreamFactory format, String text, int maxRoots) {
    try (JsonParser parser = format.createParser(ObjectReadContext.empty(), text)) {
      int roots = 0;
      while (parser.nextToken() != null) {
        if (parser.streamReadContext().inRoot() && !parser.currentToken().isStructEnd()) {
          roots++;
        }
        if (parser.currentToken().isStructStart()
            && parser.streamReadContext().getParent().inRoot()) {
          roots++;
        }
        if (roots > maxRoots) {
          return List.of(at(parser.currentTokenLocation(), "a second value after the first"));
        }
      }
      return roots == 0 && maxRoots == 1
          ? List.of(new Diagnostic(1, 1, "the file is empty: a value is expected"))
          : List.of();
    } catch (JacksonException e) {
      return List.of(
          e.getCause() instanceof MarkedYamlEngineException marked
              ? at(marked)
              : at(e.getLocation(), e.getOriginalMessage()));
    } catch (StackOverflowError e) {
      return List.of(new Diagnostic(0, 0, "too deeply nested to be parsed"));
    }
  }

  private static Diagnostic at(@Nullable TokenStreamLocation location, String message) {
    return location == null
        ? new Diagnostic(0, 0, message)
        : new Diagnostic(location.getLineNr(), location.getColumnNr(), message);
  }

  /** Uses SnakeYAML's location, which is the error's; Jackson's is that of the last token. */
  private static Diagnostic at(MarkedYamlEngineException error) {
    return at(error.getProblemMark(), error.getProblem());
  }

  private static Diagnostic at(Optional<Mark> location, String message) {
    return location
        .map(mark -> new Diagnostic(mark.getLine() + 1, mark.getColumn() + 1, message))
        .orElseGet(() -> new Diagnostic(0, 0, message));
  }

  static List<Diagnostic> xml(String text) {
    try {
      XMLReader reader = xmlReader();
      reader.parse(new InputSource(new StringReader(text)));
      return List.of();
    } catch (SAXParseException e) {
      return List.of(
          new Diagnostic(e.getLineNumber(), e.getColumnNumber(), "XML: " + e.getMessage()));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      return List.of(new Diagnostic(0, 0, "XML: " + e.getMessage()));
    }
  }

  /** Creates a reader that loads no external entity and no DTD, and limits entity expansion. */
  private static XMLReader xmlReader() throws SAXException, ParserConfigurationException {
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature(SAX_FEATURE + "external-general-entities", false);
    factory.setFeature(SAX_FEATURE + "external-parameter-entities", false);
    factory.setFeature(XERCES_FEATURE + "nonvalidating/load-external-dtd", false);
    XMLReader reader = factory.newSAXParser().getXMLReader();
    reader.setProperty("http://apache.org/xml/properties/locale", Locale.ROOT);
    reader.setErrorHandler(new DefaultHandler());
    reader.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    return reader;
  }
}
