package assay.activities.calibration;

import assay.activities.store.Calibrations;
import assay.activities.store.CampaignStore;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Verdicts;
import assay.domain.Verdict;
import assay.domain.policy.CalibrationCases;
import assay.domain.policy.CalibrationCases.Judged;
import assay.domain.policy.CalibrationFit;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.Route;
import assay.domain.spec.CampaignSpec;
import assay.workflows.CalibrationActivities;
import assay.workflows.Steering;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Fits calibrations to stored verdicts and labels; the same evidence gives the same parameters. */
public final class CalibrationActivitiesImpl implements CalibrationActivities {
  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Calibrations calibrations;
  private final Verdicts verdicts;

  public CalibrationActivitiesImpl(Jdbi jdbi, Campaigns campaigns) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.calibrations = new Calibrations(jdbi);
    this.verdicts = new Verdicts(jdbi);
  }

  @Override
  public Fitted fit(String name, int version, int through, int epoch) {
    int from = Math.max(1, epoch);
    Campaign campaign = campaigns.get(name);
    if (calibrations.all(campaign.id()).size() < version) {
      CampaignSpec spec = campaign.spec();
      List<CalibrationSnapshot> known = calibrations.all(campaign.id(), from);
      SortedMap<Integer, Judged> judged = calibrations.judged(campaign.id(), spec, from, through);
      CalibrationCases cases = new CalibrationCases(spec, known, List.copyOf(judged.values()));
      if (cases.size() < spec.prelabel().calibration().pairs()) {
        return new Fitted(null, cases.size(), null);
      }
      int accept =
          known.isEmpty()
              ? Route.millionths(spec.prelabel().acceptConfidence())
              : known.getLast().accept();
      keep(
          campaign,
          CalibrationFit.next(spec, cases, version, from, through, accept, digest(known, judged)));
    }
    CalibrationSnapshot snapshot = calibrations.get(campaign.id(), version);
    if (calibrations.all(campaign.id(), from).getFirst().equals(snapshot)) {
      tellEarlier(campaign, snapshot);
    }
    return new Fitted(snapshot, snapshot.pairs(), steering(campaign.spec(), snapshot));
  }

  /** With a pause, if there is one: neither is ever without the other. */
  private void keep(Campaign campaign, CalibrationSnapshot snapshot) {
    jdbi.useTransaction(
        h -> {
          if (Calibrations.keep(h, campaign.id(), snapshot) && pauses(campaign.spec(), snapshot)) {
            CampaignStore.pause(h, campaign.spec().campaign(), snapshot.alarm());
          }
        });
  }

  private @Nullable Steering steering(CampaignSpec spec, CalibrationSnapshot snapshot) {
    return pauses(spec, snapshot)
        ? new CampaignStore(jdbi).find(spec.campaign()).orElseThrow().steering()
        : null;
  }

  private static boolean pauses(CampaignSpec spec, CalibrationSnapshot snapshot) {
    return !snapshot.alarm().isEmpty()
        && spec.prelabel().calibration().onError() == CampaignSpec.OnError.PAUSE;
  }

  /**
   * The first calibration of an epoch also says what the verdicts before it are worth: some of them
   * may still become labels, where people came to none.
   */
  private void tellEarlier(Campaign campaign, CalibrationSnapshot first) {
    Map<Integer, Verdicts.Used> used = new TreeMap<>();
    if (campaign.spec().prelabel().judges().size() > 1) {
      // They were joined with equal weights: on another scale than this calibration's panel.
      return;
    }
    calibrations
        .judged(campaign.id(), campaign.spec(), first.from(), first.through())
        .forEach(
            (index, pair) ->
                used.put(
                    index,
                    new Verdicts.Used(0, first.probability(pair.each().getFirst()), 1_000_000)));
    verdicts.use(campaign.id(), used);
  }

  /** Over what the fit depends on, a line each, in a fixed order. */
  private static String digest(List<CalibrationSnapshot> known, SortedMap<Integer, Judged> judged) {
    MessageDigest hash = sha256();
    known.forEach(snapshot -> line(hash, "calibration", snapshot.version(), snapshot.digest()));
    judged.forEach(
        (index, pair) -> {
          line(hash, "pair", index, pair.decidedBy(), pair.checked(), pair.people());
          for (Verdict verdict : pair.each()) {
            line(hash, "verdict", verdict.label(), verdict.confidence(), verdict.margin());
          }
        });
    return HexFormat.of().formatHex(hash.digest());
  }

  private static void line(MessageDigest hash, @Nullable Object... fields) {
    StringBuilder line = new StringBuilder();
    for (Object field : fields) {
      line.append(line.isEmpty() ? "" : "|").append(field);
    }
    hash.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
