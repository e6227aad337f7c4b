package assay.domain.measure.agreement;

import java.util.OptionalDouble;

/**
 * How far two annotators agree on the items both answered.
 *
 * @param shared the number of items both answered
 * @param agreement the share of them with equal labels
 * @param kappa Cohen's kappa; empty where both used one and the same label only
 */
public record PairAgreement(
    int firstWorker, int secondWorker, int shared, double agreement, OptionalDouble kappa) {}
