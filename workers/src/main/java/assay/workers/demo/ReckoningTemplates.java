package assay.workers.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prompts whose answers follow from numbers: sums with their working, and conversions of units. */
final class ReckoningTemplates {
  private ReckoningTemplates() {}

  private record Purchase(String who, int count, String what, int price, int paid) {}

  private static final List<Purchase> PURCHASES =
      List.of(
          new Purchase("Mira", 7, "notebooks", 3, 50),
          new Purchase("Tomas", 4, "cinema tickets", 11, 60),
          new Purchase("Ines", 6, "potted herbs", 4, 30),
          new Purchase("Jakob", 9, "bus tickets", 2, 20),
          new Purchase("Lena", 5, "paint brushes", 8, 50),
          new Purchase("Omar", 12, "bread rolls", 1, 20),
          new Purchase("Sofia", 3, "desk lamps", 24, 100),
          new Purchase("Nils", 8, "light bulbs", 6, 60),
          new Purchase("Petra", 14, "postcards", 2, 40));

  static List<DemoItem> arithmetic() {
    List<DemoItem> items = new ArrayList<>();
    for (Purchase p : PURCHASES) {
      int cost = p.count * p.price;
      int change = p.paid - cost;
      items.add(
          new DemoItem(
              "arithmetic-" + (items.size() + 1),
              "arithmetic",
              "%s buys %d %s at %d euros each and pays with %d euros. How much change is due? Show the working."
                  .formatted(p.who, p.count, p.what, p.price, p.paid),
              "The %s cost %d × %d = %d euros. From %d euros, %d − %d = %d. %s gets %d euros back."
                  .formatted(
                      p.what, p.count, p.price, cost, p.paid, p.paid, cost, change, p.who, change),
              "%s gets %d euros back.".formatted(p.who, change),
              "%d + %d = %d, and %d − %d = %d, so the change is %d euros."
                  .formatted(
                      p.count,
                      p.price,
                      p.count + p.price,
                      p.paid,
                      p.count + p.price,
                      p.paid - p.count - p.price,
                      p.paid - p.count - p.price)));
    }
    return items;
  }

  /** One unit in another one; the factor is exact. */
  private record Conversion(
      String amount, String from, String to, String factor, String why, String mistaken) {
    String result() {
      return plain(new BigDecimal(amount).multiply(new BigDecimal(factor)));
    }

    String wrong() {
      return plain(new BigDecimal(amount).multiply(new BigDecimal(mistaken)));
    }

    private static String plain(BigDecimal value) {
      BigDecimal trimmed = value.stripTrailingZeros();
      return trimmed.setScale(Math.max(0, trimmed.scale())).toPlainString();
    }
  }

  private static final List<Conversion> CONVERSIONS =
      List.of(
          new Conversion("12", "inches", "centimetres", "2.54", "one inch is 2.54 cm", "25.4"),
          new Conversion("5", "miles", "kilometres", "1.609344", "one mile is 1.609344 km", "0.62"),
          new Conversion("3.5", "hours", "minutes", "60", "one hour has 60 minutes", "100"),
          new Conversion("250", "grams", "kilograms", "0.001", "1000 g are 1 kg", "0.01"),
          new Conversion("8", "feet", "metres", "0.3048", "one foot is 0.3048 m", "3.048"),
          new Conversion("2.5", "litres", "millilitres", "1000", "one litre is 1000 ml", "100"),
          new Conversion("90", "seconds", "hours", "0.00027777777", "an hour has 3600 s", "0.015"),
          new Conversion("4", "weeks", "hours", "168", "a week has 7 × 24 = 168 hours", "96"),
          new Conversion(
              "10", "pounds", "kilograms", "0.45359237", "one pound is 0.45359237 kg", "2.2"));

  static List<DemoItem> units() {
    List<DemoItem> items = new ArrayList<>();
    for (Conversion c : CONVERSIONS) {
      boolean round = !c.factor.startsWith("0.000");
      String result =
          round
              ? c.result()
              : String.format(
                  Locale.ROOT, "%.3f", Double.parseDouble(c.amount) * Double.parseDouble(c.factor));
      items.add(
          new DemoItem(
              "units-" + (items.size() + 1),
              "units",
              "How many %s are %s %s? Say how you got there.".formatted(c.to, c.amount, c.from),
              "%s %s are %s%s %s, because %s."
                  .formatted(c.amount, c.from, round ? "" : "about ", result, c.to, c.why),
              "%s%s %s.".formatted(round ? "" : "About ", result, c.to),
              "%s %s are exactly %s %s; you only have to move the decimal point."
                  .formatted(c.amount, c.from, c.wrong(), c.to)));
    }
    return items;
  }
}
