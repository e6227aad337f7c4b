package assay.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.ModelCall;
import assay.activities.store.ModelCalls;
import assay.activities.store.StoreFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers are stored in groups, and each as if it were alone. */
class ModelCallsTest {
  private final TestCampaign campaign = new TestCampaign("input: {pairs: p.jsonl}\n", List.of());
  private final ModelCalls calls = campaign.modelCalls();

  @AfterEach
  void close() {
    campaign.close();
  }

  @Test
  void manyAtOnceAreAllStoredAndTheFirstUnderAKeyStays() throws Exception {
    List<Future<ModelCall>> kept = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        ModelCall call = call(i % 500, "answer " + i);
        kept.add(threads.submit(() -> calls.keep(campaign.id(), call)));
      }
    }
    List<ModelCall> stored = calls.load(campaign.id(), "judge", 0, 500);
    assertThat(stored).hasSize(500);
    for (int i = 0; i < 1_000; i++) {
      assertThat(kept.get(i).get()).usingRecursiveComparison().isEqualTo(stored.get(i % 500));
    }
  }

  @Test
  void anAnswerThatCannotBeStoredTakesNoOtherWithIt() throws Exception {
    List<Future<ModelCall>> kept = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        ModelCall call = call(i, i == 50 ? "\0" : "good");
        kept.add(threads.submit(() -> calls.keep(campaign.id(), call)));
      }
    }
    assertThatThrownBy(() -> kept.get(50).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreFailure.class);
    assertThat(calls.load(campaign.id(), "judge", 0, 100)).hasSize(99);
  }

  private static ModelCall call(int index, String answer) {
    return new ModelCall(
        index,
        "judge",
        "j/ab",
        1,
        "j",
        0.1,
        7,
        "digest",
        answer,
        "stop",
        index % 2 == 0 ? null : "[0.0,0.8,0.0,0.2,0.0]",
        100,
        10,
        new BigDecimal("0.0000210000"),
        "m fp_1");
  }
}
