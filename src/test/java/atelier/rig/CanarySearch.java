package atelier.rig;

import atelier.secret.EncodedForms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Looks for canaries, in any form, in bytes: by other means than those that redact them. */
public final class CanarySearch {
  private static final Pattern ESCAPES = Pattern.compile(
      "\\\\+[nrt]|(\\\\+u001[bB]|\\x1b)\\[[0-9;]*[A-Za-z]|\\\\+u[0-9a-fA-F]{4}|\\\\+x|&#x?|%(25)*");

  /** JSON doubles them, and JSON in JSON does so again. */
  private static final Pattern BACKSLASHES = Pattern.compile("\\\\+");

  private final Map<String, List<String>> formsByCanary = new LinkedHashMap<>();
  private final Map<String, List<String>> squeezedByCanary = new LinkedHashMap<>();

  public CanarySearch(List<String> canaries) {
    canaries.forEach(this::add);
  }

  /** Looks for another one too. */
  public void add(String canary) {
    formsByCanary.put(
        canary, EncodedForms.of(canary).stream().map(CanarySearch::unescape).toList());
    byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
    List<String> squeezed = new ArrayList<>(List.of(
        squeeze(canary),
        squeeze(new StringBuilder(canary).reverse().toString()),
        HexFormat.of().formatHex(bytes)));
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = ("x".repeat(offset) + canary).getBytes(StandardCharsets.UTF_8);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      squeezed.add(squeeze(base64.substring(offset * 2, base64.length() - 2)));
    }
    squeezedByCanary.put(canary, squeezed);
  }

  private static String unescape(String text) {
    return BACKSLASHES.matcher(text).replaceAll("/");
  }

  private static String squeeze(String text) {
    StringBuilder squeezed = new StringBuilder(text.length());
    text.chars()
        .filter(c -> c < 128 && Character.isLetterOrDigit(c))
        .forEach(c -> squeezed.append((char) c));
    return squeezed.toString().toLowerCase(Locale.ROOT);
  }

  /** What is found, each with the place and a piece of the text; empty if nothing. */
  public List<String> find(String place, String text) {
    List<String> found = new ArrayList<>();
    String unescaped = unescape(text);
    formsByCanary.forEach((canary, forms) -> forms.stream()
        .filter(unescaped::contains)
        .forEach(form ->
            found.add(place + ": " + canary + " as " + form + " in " + around(unescaped, form))));
    String squeezed = squeeze(ESCAPES.matcher(text).replaceAll(""));
    squeezedByCanary.forEach((canary, forms) -> forms.stream()
        .filter(squeezed::contains)
        .forEach(form ->
            found.add(place + ": " + canary + " as " + form + " in " + around(squeezed, form))));
    return found;
  }

  private static String around(String text, String form) {
    int at = Math.max(0, text.indexOf(form));
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + form.length() + 80));
  }

  /** What is found in bytes: as they are, decompressed (zlib), and unpacked (zip). */
  public List<String> find(String place, byte[] bytes) throws IOException {
    List<String> found =
        new ArrayList<>(find(place, new String(bytes, StandardCharsets.ISO_8859_1)));
    if (bytes.length > 2 && bytes[0] == 0x78) {
      found.addAll(
          find(place + " (inflated)", new String(inflate(bytes), StandardCharsets.ISO_8859_1)));
    }
    if (bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K') {
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          found.addAll(find(place + "!" + entry.getName(), entry.getName()));
          found.addAll(find(place + "!" + entry.getName(), zip.readAllBytes()));
        }
      }
    }
    return found;
  }

  private static byte[] inflate(byte[] bytes) throws IOException {
    try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return inflater.readAllBytes();
    } catch (ZipException notCompressed) {
      return new byte[0];
    }
  }

  /** What is found in the names and the bytes of all files below a folder, but for one name. */
  public List<String> findBelow(Path folder, String except) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        found.addAll(find(file.toString(), file.toString()));
        if (Files.isRegularFile(file) && !file.getFileName().toString().equals(except)) {
          found.addAll(find(file.toString(), Files.readAllBytes(file)));
        }
      }
    }
    return found;
  }
}
