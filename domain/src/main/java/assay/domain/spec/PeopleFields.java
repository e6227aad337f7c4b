package assay.domain.spec;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The fields of {@code review} that are about people themselves: their pay and their admission. */
final class PeopleFields {
  private static final BigDecimal NONE = BigDecimal.ZERO;

  private PeopleFields() {}

  static Wages wages(SpecNode review) {
    return new Wages(
        review.choice("pay", Wages.Mode.class, Wages.Mode.PER_TASK),
        review.money("wage_floor_usd", NONE),
        bonus(review));
  }

  private static Wages.@Nullable Bonus bonus(SpecNode review) {
    SpecNode node = review.child("bonus");
    Wages.Bonus bonus =
        new Wages.Bonus(
            node.integer("after", 100, 1, 1_000_000),
            node.money("usd", NONE),
            node.number("min_gold", 0, 0, 1));
    node.rejectUnknown();
    if (!review.has("bonus")) {
      return null;
    }
    if (!node.has("after")) {
      node.problem("after", "is required: after how many judgments the bonus is paid");
    }
    if (bonus.usd().signum() == 0) {
      node.problem("usd", "is required: an amount in US dollars above 0");
    } else if (bonus.usd().stripTrailingZeros().scale() > 6) {
      node.problem("usd", "must have at most 6 decimals, not " + bonus.usd().toPlainString());
    }
    return bonus;
  }

  static @Nullable Qualification qualification(SpecNode review) {
    SpecNode node = review.child("qualification");
    Qualification qualification =
        new Qualification(
            node.text("file", ""),
            node.number("pass", 0.8, 0, 1),
            node.integer("tries", 2, 1, 99),
            node.money("pay_usd", NONE));
    node.rejectUnknown();
    if (!review.has("qualification")) {
      return null;
    }
    if (qualification.file().isEmpty()) {
      node.problem("file", "is required: a JSONL file of gold lines, each with an \"explanation\"");
    }
    return qualification;
  }
}
