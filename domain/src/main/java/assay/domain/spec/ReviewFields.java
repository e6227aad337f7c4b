package assay.domain.spec;

import assay.domain.Tier;

/**
 * The fields {@code review}, {@code escalation} and {@code quality}: who looks, how often, and how
 * well.
 */
final class ReviewFields {
  private ReviewFields() {}

  static CampaignSpec.Review review(SpecNode root) {
    SpecNode node = root.child("review");
    int redundancy = node.integer("redundancy", 3, 1, 99);
    int most = node.integer("max_redundancy", redundancy, 1, 99);
    if (most < redundancy) {
      node.problem(
          "max_redundancy", "must be at least redundancy (" + redundancy + "), not " + most);
    }
    SpecNode adaptive = node.child("adaptive");
    adaptive.notYet("target_confidence", "adaptive redundancy", "0");
    adaptive.integer("start", 1, 1, 99);
    adaptive.rejectUnknown();
    node.notYet("platform", "other labeling platforms", "desk");
    CampaignSpec.Review review =
        new CampaignSpec.Review(
            node.choice("tier", Tier.class, Tier.TRAINED),
            node.flag("higher_tiers", false),
            redundancy,
            most,
            node.number("min_agreement", 0.6, 0, 1),
            node.number("gold_fraction", 0.10, 0, 0.9),
            node.duration("lease", "10m"),
            node.duration("linger", "60s"),
            node.duration("remind_after", "12h"),
            node.duration("deadline", "24h"),
            node.number("min_seconds", 5, 0, 86_400),
            node.number("max_seconds", 600, 0, 86_400),
            node.choice("seconds", CampaignSpec.Seconds.class, CampaignSpec.Seconds.MEASURED),
            node.moneyOrAuto("pay_usd"),
            node.choice(
                "specialization",
                CampaignSpec.Specialization.class,
                CampaignSpec.Specialization.PREFERRED),
            node.text("language", ""),
            node.number("max_share", 0, 0, 1),
            PeopleFields.wages(node),
            PeopleFields.qualification(node));
    if (review.lease().toMillis() < 1000) {
      node.problem("lease", "must be at least 1s");
    }
    if (review.maxSeconds() < review.minSeconds()) {
      node.problem("max_seconds", "must be at least min_seconds");
    }
    node.rejectUnknown();
    return review;
  }

  static CampaignSpec.Escalation escalation(SpecNode root) {
    SpecNode node = root.child("escalation");
    CampaignSpec.Escalation escalation =
        new CampaignSpec.Escalation(
            node.choice("tier", Tier.class, Tier.EXPERT),
            node.integer("redundancy", 1, 1, 99),
            node.duration("deadline", "72h"),
            node.choice("fallback", CampaignSpec.Fallback.class, CampaignSpec.Fallback.AI),
            node.moneyOrAuto("pay_usd"),
            node.flag("second_look", false));
    node.rejectUnknown();
    return escalation;
  }

  static CampaignSpec.Quality quality(SpecNode root, CampaignSpec.Review review) {
    SpecNode node = root.child("quality");
    CampaignSpec.Quality quality =
        new CampaignSpec.Quality(
            node.number("min_reliability", 0.6, 0, 1),
            node.integer("min_gold", 5, 0, 10_000),
            node.number("gold_threshold", 0.6, 0, 1),
            rule(node),
            node.flag("promote_expert", false),
            node.flag("requalify", false),
            node.number("repeat_fraction", 0, 0, 0.5));
    if (quality.requalify() && review.qualification() == null) {
      node.problem("requalify", "needs review.qualification: it is that test that is taken again");
    }
    if (quality.repeatFraction() + review.goldFraction() > 0.9) {
      node.problem("repeat_fraction", "must be at most 0.9 together with review.gold_fraction");
    }
    node.rejectUnknown();
    return quality;
  }

  /** YAML knows {@code off} as false too. */
  private static CampaignSpec.Rule rule(SpecNode node) {
    if ("false".equals(node.peek("rule"))) {
      node.text("rule");
      return CampaignSpec.Rule.OFF;
    }
    return node.choice("rule", CampaignSpec.Rule.class, CampaignSpec.Rule.SEQUENTIAL);
  }
}
