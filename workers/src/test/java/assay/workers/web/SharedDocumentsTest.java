package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedDocumentsTest {
  @Test
  void oneReadingServesAllForAWhile() {
    AtomicInteger readings = new AtomicInteger();
    SharedDocuments documents = new SharedDocuments(Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      assertThat(documents.get("a", readings::incrementAndGet)).isEqualTo(1);
    }
    assertThat(documents.get("b", readings::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void whatIsOldIsReadAgain() {
    AtomicInteger readings = new AtomicInteger();
    SharedDocuments documents = new SharedDocuments(Duration.ZERO);
    documents.get("a", readings::incrementAndGet);
    while (documents.get("a", readings::incrementAndGet).equals(1)) {
      Thread.onSpinWait();
    }
    assertThat(readings.get()).isEqualTo(2);
  }

  @Test
  void aReadingThatFailsIsTriedAgain() {
    SharedDocuments documents = new SharedDocuments(Duration.ofDays(1));
    assertThatThrownBy(
            () ->
                documents.get(
                    "a",
                    () -> {
                      throw new IllegalStateException("not now");
                    }))
        .hasMessage("not now");
    assertThat(documents.get("a", () -> "there")).isEqualTo("there");
  }
}
