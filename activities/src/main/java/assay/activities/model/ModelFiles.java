package assay.activities.model;

import assay.activities.model.ChunkRun.Question;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ModelBatches;
import assay.activities.store.ModelBatches.Batch;
import assay.domain.Merkle;
import assay.domain.spec.CampaignSpec;
import assay.workflows.Chunk;
import assay.workflows.ModelBatchActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cheaper lane: a chunk's questions handed in as a file for each model.
 *
 * <p>A file is written down before it is handed in, under a key that travels with it; whoever is to
 * hand it in looks for the key first, so a killed worker's file is found, not paid for twice. A
 * file that a server refuses, loses or does not finish in time ends; its questions are asked one by
 * one.
 */
public final class ModelFiles implements ModelBatchActivities {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFiles.class);

  /** The server's own limit is a day. */
  private static final Duration LONGEST = Duration.ofHours(25);

  /** A campaign that is cancelled does not wait for ever for a server that is away. */
  private static final int CANCEL_TRIES = 6;

  private final Campaigns campaigns;
  private final ModelBatches store;
  private final BatchApi api;
  private final Clock clock;

  public ModelFiles(Campaigns campaigns, ModelBatches store) {
    this(campaigns, store, System::getenv, Clock.systemUTC());
  }

  public ModelFiles(
      Campaigns campaigns,
      ModelBatches store,
      Function<String, @Nullable String> environment,
      Clock clock) {
    this.campaigns = campaigns;
    this.store = store;
    this.api = new BatchApi(new Secrets(environment));
    this.clock = clock;
  }

  /**
   * Hands the questions in, unless that is done.
   *
   * @return questions whose answers may still come
   */
  int submit(Campaign campaign, String purpose, Chunk chunk, Collection<Question> questions) {
    Map<String, List<Question>> byModel = new TreeMap<>();
    for (Question question : questions) {
      byModel.computeIfAbsent(question.model(), m -> new java.util.ArrayList<>()).add(question);
    }
    int open = 0;
    for (Map.Entry<String, List<Question>> each : byModel.entrySet()) {
      String lines = BatchFile.write(each.getValue());
      Batch batch =
          store.begin(
              campaign.id(),
              purpose,
              chunk.first(),
              each.getKey(),
              chunk.batch(),
              each.getValue().size(),
              Merkle.sha256(campaign.salt() + lines));
      if (!batch.ended() && (batch.remote() != null || handIn(campaign.spec(), batch, lines))) {
        open += batch.questions();
      }
    }
    return open;
  }

  private boolean handIn(CampaignSpec spec, Batch batch, String lines) {
    CampaignSpec.Model endpoint = spec.model(batch.model());
    try {
      // The server's clock may be behind ours.
      BatchApi.Remote remote =
          api.find(endpoint, batch.key(), batch.createdAt().minus(Duration.ofHours(1)))
              .orElse(null);
      if (remote == null) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("assay_campaign", spec.campaign());
        metadata.put("assay_batch", Integer.toString(batch.batch()));
        metadata.put("assay_chunk", batch.purpose() + "/" + batch.first());
        remote = api.create(endpoint, lines, batch.key(), metadata);
      }
      store.submitted(batch, remote.id());
      return true;
    } catch (BatchApi.Refused e) {
      return end(batch, endpoint, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (late(batch, endpoint.giveUpAfter())) {
        return end(batch, endpoint, e.toString());
      }
      throw unavailable(batch, endpoint, e);
    }
  }

  /** Always false. */
  private boolean end(Batch batch, CampaignSpec.Model endpoint, String why) {
    LOG.warn(
        "the {} questions of {} from pair {} on go to model {} ({}) one by one: {}",
        batch.questions(),
        batch.purpose(),
        batch.first(),
        batch.model(),
        endpoint.url(),
        why);
    store.ended(batch);
    return false;
  }

  @Override
  public int unfinished(String name, int number, String purpose) {
    Campaign campaign = campaigns.get(name);
    int open = 0;
    for (Batch batch : store.open(campaign.id(), number, purpose)) {
      Activity.getExecutionContext().heartbeat(open);
      if (works(campaign.spec().model(batch.model()), batch)) {
        open++;
      }
    }
    return open;
  }

  private boolean works(CampaignSpec.Model endpoint, Batch batch) {
    String remote = batch.remote();
    if (remote == null || late(batch, LONGEST)) {
      return end(batch, endpoint, "no answers within " + LONGEST.toHours() + " hours");
    }
    try {
      if (api.look(endpoint, remote).ended()) {
        store.ended(batch);
        return false;
      }
      return true;
    } catch (BatchApi.Refused e) {
      return end(batch, endpoint, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.warn("batch {} at {} will be looked at again: {}", remote, endpoint.url(), e.toString());
      return true;
    }
  }

  @Override
  public void cancel(String name, int number, String purpose) {
    Campaign campaign = campaigns.get(name);
    for (Batch batch : store.open(campaign.id(), number, purpose)) {
      String remote = batch.remote();
      CampaignSpec.Model endpoint = campaign.spec().model(batch.model());
      try {
        if (remote != null) {
          api.cancel(endpoint, remote);
        }
      } catch (BatchApi.Refused e) {
        LOG.info("batch {} at {} has ended: {}", remote, endpoint.url(), e.getMessage());
      } catch (IOException e) {
        if (Activity.getExecutionContext().getInfo().getAttempt() < CANCEL_TRIES) {
          throw unavailable(batch, endpoint, e);
        }
        LOG.warn("batch {} at {} could not be cancelled: {}", remote, endpoint.url(), e.toString());
      }
      store.ended(batch);
    }
  }

  private boolean late(Batch batch, Duration limit) {
    return clock.instant().isAfter(batch.createdAt().plus(limit));
  }

  /** What a file brought, by the questions' names; empty when nothing was handed in. */
  Map<String, ChatAnswer> answers(Campaign campaign, String purpose, int first, String model) {
    Batch batch = store.find(campaign.id(), purpose, first, model).orElse(null);
    if (batch == null || batch.remote() == null) {
      return Map.of();
    }
    CampaignSpec.Model endpoint = campaign.spec().model(model);
    try {
      String output = api.look(endpoint, batch.remote()).output();
      return output == null
          ? Map.of()
          : BatchFile.read(endpoint.api(), api.content(endpoint, output));
    } catch (BatchApi.Refused e) {
      LOG.warn("batch {} at {} is lost: {}", batch.remote(), endpoint.url(), e.getMessage());
      return Map.of();
    } catch (IOException e) {
      if (late(batch, LONGEST.plus(endpoint.giveUpAfter()))) {
        return Map.of();
      }
      throw unavailable(batch, endpoint, e);
    }
  }

  private static ApplicationFailure unavailable(
      Batch batch, CampaignSpec.Model endpoint, IOException e) {
    return ApplicationFailure.newFailure(
        "model %s (%s at %s): %s"
            .formatted(
                batch.model(),
                endpoint.model(),
                endpoint.url(),
                ChatClient.reason(e, Duration.ofMinutes(2))),
        "ModelUnavailable");
  }
}
