package total;

/** Prints the sum of two numbers. */
public final class Main {
  private Main() {}

  public static void main(String[] words) {
    try {
      System.out.println(Sum.of(words[0], words[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      System.err.println("usage: total A B");
      System.exit(2);
    }
  }
}
