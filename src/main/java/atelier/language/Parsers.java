package atelier.language;

import atelier.event.Diagnostic;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Parsers of this process, for the languages of data. */
final class Parsers {
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final TomlMapper TOML = new TomlMapper();

  private Parsers() {}

  static Verdict json(String text) {
    return read(JSON, text);
  }

  static Verdict yaml(String text) {
    return read(YAML, text);
  }

  static Verdict toml(String text) {
    return read(TOML, text);
  }

  private static Verdict read(ObjectMapper mapper, String text) {
    try {
      mapper.readTree(text);
      return new Verdict(Verdict.Level.SYNTAX, List.of());
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      return fault(
          at == null ? 0 : at.getLineNr(),
          at == null ? 0 : at.getColumnNr(),
          e.getOriginalMessage());
    }
  }

  /** Without anything from outside the text: no entity, no DTD, no other file. */
  static Verdict xml(String text) {
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new InputSource(new StringReader(text)), new DefaultHandler());
      return new Verdict(Verdict.Level.SYNTAX, List.of());
    } catch (SAXParseException e) {
      return fault(e.getLineNumber(), e.getColumnNumber(), String.valueOf(e.getMessage()));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      return fault(0, 0, String.valueOf(e.getMessage()));
    }
  }

  private static Verdict fault(int line, int column, String message) {
    String first = message.lines().findFirst().orElse("");
    return new Verdict(
        Verdict.Level.SYNTAX,
        List.of(new Diagnostic(Math.max(0, line), Math.max(0, column), first)));
  }
}
