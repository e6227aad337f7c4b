package assay.domain.spec;

import java.math.BigDecimal;

/**
 * A test before the first paid task of a campaign.
 *
 * @param file questions with their answers and explanations, relative to the spec
 * @param pass the least share of right answers
 * @param tries how often a person may take it
 * @param payUsd for each question answered, right or wrong
 */
public record Qualification(String file, double pass, int tries, BigDecimal payUsd) {}
