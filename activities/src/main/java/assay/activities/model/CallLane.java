package assay.activities.model;

import assay.activities.model.ChunkRun.Question;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Takes an answer from the model's file where one was handed in, else asks the model. */
record CallLane(
    ChatClient client,
    Function<String, Map<String, ChatAnswer>> files,
    ConcurrentHashMap<String, Map<String, ChatAnswer>> read)
    implements Lane {

  /**
   * @param files the answers that a model's file brought, by their questions' names
   */
  CallLane(ChatClient client, Function<String, Map<String, ChatAnswer>> files) {
    this(client, files, new ConcurrentHashMap<>());
  }

  @Override
  public void announce(Question question) {}

  @Override
  public Heard ask(Question question) throws InterruptedException {
    CampaignSpec.BatchLane batch = question.request().endpoint().batchLane();
    if (batch != null) {
      ChatAnswer answer = read.computeIfAbsent(question.model(), files).get(BatchFile.id(question));
      if (answer != null) {
        return new Heard(new ChatResult.Answered(answer), batch.discount());
      }
    }
    return new Heard(client.ask(question.request()), BigDecimal.ZERO);
  }
}
