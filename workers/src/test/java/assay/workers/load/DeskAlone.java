package assay.workers.load;

import assay.activities.desk.TestCampaign;
import assay.domain.Tier;
import assay.workers.control.CampaignService;
import assay.workers.control.Refusal;
import assay.workers.up.DeskControl;
import assay.workers.web.DeskServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * A desk and its database over so many open items, for so many people each, without the workflows
 * that would close them.
 *
 * <p>Prints the tokens of its annotators, then {@code ready URL}; on standard error its database.
 */
final class DeskAlone {
  private static final int BATCH = 1_000;

  private DeskAlone() {}

  public static void main(String[] arguments) throws InterruptedException {
    int items = Integer.parseInt(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    TestCampaign campaign =
        TestCampaign.of(
            0,
            0,
            "review: {redundancy: %s, min_seconds: 0, lease: 10m}\nbatch: {size: 1000}"
                .formatted(arguments[2]));
    campaign.sql(
        """
        insert into pair (campaign, ix, id, prompt, response_a, response_b)
        select 1, ix, 'pair-' || ix, '"' || repeat('A question of some length. ', 8) || ix || '"',
          repeat('An answer that takes a while to read. ', 14), repeat('Another answer, as long. ', 20)
        from generate_series(0, %d - 1) ix"""
            .formatted(items));
    campaign.sql("update campaign set pairs = " + items);
    CampaignService campaigns =
        new CampaignService(
            campaign.jdbi(),
            () -> {
              throw Refusal.state("There are no workflows here.");
            },
            (field, model) -> Optional.empty(),
            Clock.systemUTC());
    DeskServer desk =
        DeskServer.start(
            campaign.database,
            new DeskControl(
                campaigns,
                campaign.jdbi(),
                () -> {
                  throw Refusal.state("There are no workflows here.");
                },
                Path.of("target")),
            DeskServer.LOOPBACK,
            0,
            0,
            Optional.empty());
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      tokens.add(
          campaign
              .accounts
              .addAnnotator("person-" + i, Tier.TRAINED, List.of(), List.of())
              .token());
    }
    for (int number = 0; number * BATCH < items; number++) {
      int first = number * BATCH;
      campaign.sql(
          "insert into batch (campaign, number, first, size) values (1, %d, %d, %d)"
              .formatted(number + 2, first, BATCH));
      campaign.opening.openReview(
          TestCampaign.NAME,
          number + 2,
          IntStream.range(first, Math.min(items, first + BATCH)).toArray(),
          new int[0]);
    }
    campaign.sql("analyze");
    System.err.println("database " + campaign.url);
    System.out.println("tokens " + String.join(",", tokens));
    System.out.println("ready " + desk.url());
    new CountDownLatch(1).await();
  }
}
