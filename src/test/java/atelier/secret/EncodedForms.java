package atelier.secret;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms in which somebody may try to get a secret out, made by other code than finds them. */
public final class EncodedForms {
  private EncodedForms() {}

  public static List<String> of(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    String percent = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>(List.of(
        secret,
        secret.toUpperCase(Locale.ROOT),
        new StringBuilder(secret).reverse().toString(),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        base64(secret, StandardCharsets.UTF_16LE),
        base64(secret, StandardCharsets.UTF_16BE),
        hex,
        hex.toUpperCase(Locale.ROOT),
        HexFormat.ofDelimiter(" ").formatHex(bytes),
        HexFormat.ofDelimiter(":").formatHex(bytes),
        HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(bytes),
        Arrays.toString(bytes).replaceAll("[\\[\\]]", ""),
        percent,
        percent.replace("%", "%25"),
        percent.toLowerCase(Locale.ROOT),
        "%" + HexFormat.ofDelimiter("%").formatHex(bytes),
        "\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes)));
    forms.add(each(secret, "\\u%04x"));
    forms.add(each(secret, "\\\\u%04X"));
    forms.add(each(secret, "\\u{%x}"));
    forms.add(each(secret, "\\%03o"));
    forms.add(each(secret, "&#%d;"));
    forms.add(each(secret, "&#x%x;"));
    forms.add(each(secret, "\0%c"));
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    forms.add(secret.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;"));
    forms.add(fold(secret, "\n"));
    forms.add(fold(secret, "\r\n  "));
    forms.add(fold(secret, "\\n"));
    forms.add(fold(secret, "\u001b[31m"));
    forms.add(fold(secret, "\u001b[1;2H"));
    forms.add(fold(secret, "\u200b"));
    forms.add(fold(secret, "\u00ad"));
    forms.add(fold(Base64.getMimeEncoder(8, new byte[] {'\n'}).encodeToString(bytes), " "));
    return forms;
  }

  private static String base64(String secret, Charset charset) {
    return Base64.getEncoder().encodeToString(secret.getBytes(charset));
  }

  private static String each(String secret, String format) {
    return secret
        .chars()
        .mapToObj(c -> format.formatted(format.endsWith("c") ? (Object) (char) c : (Object) c))
        .collect(Collectors.joining());
  }

  private static String fold(String text, String separator) {
    return text.substring(0, text.length() / 3)
        + separator
        + text.substring(text.length() / 3, text.length() / 2)
        + separator
        + text.substring(text.length() / 2);
  }
}
