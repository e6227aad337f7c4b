package assay.activities.model;

import assay.activities.model.ChunkRun.Question;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** Answers nothing and remembers, in a fixed order, what may go into files. */
record CollectLane(ConcurrentSkipListMap<String, Question> collected) implements Lane {
  CollectLane() {
    this(new ConcurrentSkipListMap<>());
  }

  @Override
  public void announce(Question question) {
    if (question.request().endpoint().batchLane() != null) {
      collected.put(BatchFile.id(question), question);
    }
  }

  @Override
  public Heard ask(Question question) throws CallFailed {
    announce(question);
    throw new CallFailed("its answer comes later");
  }

  Collection<Question> questions() {
    return collected.values();
  }
}
