package shop;

import java.util.List;

public record Cart(List<String> items) {
  public Cart {
    items = List.copyOf(items);
  }

  int size() {
    return switch (items.size()) {
      case 0 -> 0;
      default -> items.size();
    };
  }
}
