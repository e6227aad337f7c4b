package assay.activities.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.Labels;
import assay.activities.store.Scene;
import assay.domain.Decider;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.policy.SettledLabel;
import assay.workflows.Chunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
  @TempDir Path folder = Path.of("");

  private static Scene scene() {
    Pair talk =
        new Pair(
            1,
            "gespräch",
            Prompt.ofMessages(
                List.of(new Message("system", "Be brief."), new Message("user", "Hi\n\"you\" 🙂"))),
            "kurz",
            "länger",
            null,
            0,
            null,
            null);
    Scene scene =
        Scene.of(
            "batch: {size: 3}\n",
            List.of(
                Scene.pair(0, "yes", "no"),
                talk,
                Scene.pair(2, "x", "y"),
                Scene.pair(3, "same", "same"),
                Scene.pair(4, "p", "q"),
                Scene.gold(5, PreferenceLabel.A_BETTER)));
    scene.judged(1, 1, 0, "review", 1, "A>");
    scene.judged(1, 2, 0, "review", 2, "A>>", true, 45);
    scene.judged(1, 3, 5, "gold", 1, "A>");
    scene.withdrawn(1, 4, 0, 3, "B>");
    scene.late(1, 5, 2, 3, "=");
    scene.write();
    Labels labels = new Labels(scene.database.jdbi());
    labels.save(
        1,
        1,
        List.of(
            label(
                0,
                PreferenceLabel.A_BETTER,
                1_000_000,
                1_500_000,
                Decider.HUMAN,
                Map.of(PreferenceLabel.A_BETTER, 1, PreferenceLabel.A_MUCH_BETTER, 1)),
            label(1, PreferenceLabel.B_BETTER, 666_667, -333_333, Decider.AI, Map.of()),
            label(2, PreferenceLabel.TIE, 900_000, 0, Decider.EXPERT, Map.of())));
    labels.save(
        1,
        2,
        List.of(
            label(3, PreferenceLabel.A_BETTER, 1_000_000, 1_000_000, Decider.AI, Map.of()),
            label(4, null, 0, 0, Decider.DROPPED, Map.of())));
    return scene;
  }

  private static SettledLabel label(
      int pair,
      @Nullable PreferenceLabel label,
      int confidence,
      int margin,
      Decider decider,
      Map<PreferenceLabel, Integer> votes) {
    return new SettledLabel(pair, label, confidence, margin, decider, votes);
  }

  @Test
  void everyByteIsAsPromised() throws IOException {
    try (Scene scene = scene()) {
      Exporter.Written written =
          new Exporter(scene.database.jdbi()).campaign(scene.campaign(), folder, rows -> {});
      assertThat(written).isEqualTo(new Exporter.Written(folder, written.files(), 5, 2, 5));
      assertThat(Files.readString(folder.resolve("labels.jsonl")))
          .isEqualTo(
              """
              {"id":"id-0","pair_id":"scene/0","label":"A>","confidence":1.0,"margin":1.5,"decided_by":"human","n_judgments":2,"votes":{"A>>":1,"A>":1,"=":0,"B>":0,"B>>":0},"batch":1}
              {"id":"gespräch","pair_id":"scene/1","label":"B>","confidence":0.666667,"margin":-0.333333,"decided_by":"ai","n_judgments":0,"votes":{"A>>":0,"A>":0,"=":0,"B>":0,"B>>":0},"batch":1}
              {"id":"id-2","pair_id":"scene/2","label":"=","confidence":0.9,"margin":0.0,"decided_by":"expert","n_judgments":0,"votes":{"A>>":0,"A>":0,"=":0,"B>":0,"B>>":0},"batch":1}
              {"id":"id-3","pair_id":"scene/3","label":"A>","confidence":1.0,"margin":1.0,"decided_by":"ai","n_judgments":0,"votes":{"A>>":0,"A>":0,"=":0,"B>":0,"B>>":0},"batch":2}
              {"id":"id-4","pair_id":"scene/4","label":null,"confidence":0.0,"margin":0.0,"decided_by":"dropped","n_judgments":0,"votes":{"A>>":0,"A>":0,"=":0,"B>":0,"B>>":0},"batch":2}
              """);
      assertThat(Files.readString(folder.resolve("preference.jsonl")))
          .isEqualTo(
              """
              {"prompt":[{"role":"user","content":"Prompt 0"}],"chosen":[{"role":"assistant","content":"yes"}],"rejected":[{"role":"assistant","content":"no"}],"margin":1.5,"confidence":1.0,"n_annotators":2,"pair_id":"scene/0"}
              {"prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi\\n\\"you\\" 🙂"}],"chosen":[{"role":"assistant","content":"länger"}],"rejected":[{"role":"assistant","content":"kurz"}],"margin":0.333333,"confidence":0.666667,"n_annotators":0,"pair_id":"scene/1"}
              """);
      assertThat(Files.readString(folder.resolve("judgments.jsonl")))
          .isEqualTo(
              """
              {"id":"id-0","pair_id":"scene/0","gold":false,"annotator":"w1","label_shown":"A>","label":"A>","swapped":false,"seconds":12.3,"lease":1,"flags":[],"counted":true,"why":null,"submitted_at":"2026-11-01T00:00:01.500Z"}
              {"id":"id-0","pair_id":"scene/0","gold":false,"annotator":"w2","label_shown":"B>>","label":"A>>","swapped":true,"seconds":4.5,"lease":2,"flags":["too_fast"],"counted":true,"why":null,"submitted_at":"2026-11-01T00:00:03.000Z"}
              {"id":"id-0","pair_id":"scene/0","gold":false,"annotator":"w3","label_shown":"B>","label":"B>","swapped":false,"seconds":5.0,"lease":4,"flags":[],"counted":false,"why":"withdrawn","submitted_at":"2026-11-01T00:00:06.000Z"}
              {"id":"id-2","pair_id":"scene/2","gold":false,"annotator":"w3","label_shown":"=","label":"=","swapped":false,"seconds":5.0,"lease":5,"flags":[],"counted":false,"why":"late","submitted_at":"2026-11-01T00:00:07.500Z"}
              {"id":"gold-5","pair_id":"scene/5","gold":true,"annotator":"w1","label_shown":"A>","label":"A>","swapped":false,"seconds":12.3,"lease":3,"flags":[],"counted":true,"why":null,"submitted_at":"2026-11-01T00:00:04.500Z"}
              """);
      assertThat(Files.readString(folder.resolve("payouts.csv")))
          .isEqualTo(
              """
              annotator,account,tier,judgments,voided,seconds,judgments_usd,practice_usd,bonus_usd,total_usd,usd_per_hour
              w1,1,trained,2,0,24.6,0.625,0.00,0.00,0.625,91.46
              w2,2,trained,1,0,4.5,0.3125,0.00,0.00,0.3125,250.00
              w3,3,trained,1,0,5.0,0.3125,0.00,0.00,0.3125,225.00
              """);
      assertThat(Files.readString(folder.resolve("ledger.csv")))
          .isEqualTo(
              """
              cause,usd,annotator,pair_id,lease,seconds,model,calls,note
              review,0.3125,w1,scene/0,1,12.3,,,
              review,0.3125,w2,scene/0,2,4.5,,,
              late,0.3125,w3,scene/2,5,5.0,,,
              gold,0.3125,w1,scene/5,3,12.3,,,
              """);
      assertThat(names(folder))
          .containsExactly(
              "judgments.jsonl", "labels.jsonl", "ledger.csv", "payouts.csv", "preference.jsonl");
    }
  }

  @Test
  void aBatchHasItsOwnFiles() throws IOException {
    try (Scene scene = scene()) {
      new ExportActivitiesImpl(scene.database.jdbi(), scene.campaigns, folder, rows -> {})
          .exportBatch(new Chunk("scene", 2, 3, 2));
      Path batches = folder.resolve("scene").resolve("batches");
      assertThat(names(batches)).containsExactly("00002.labels.jsonl", "00002.preference.jsonl");
      assertThat(Files.readAllLines(batches.resolve("00002.labels.jsonl"))).hasSize(2);
      assertThat(batches.resolve("00002.preference.jsonl")).isEmptyFile();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAndNothingIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "x");
    try (Scene scene = scene()) {
      assertThatThrownBy(
              () ->
                  new Exporter(scene.database.jdbi()).campaign(scene.campaign(), file, rows -> {}))
          .isInstanceOf(ExportFailed.class)
          .hasMessage(
              "Cannot write %s: FileAlreadyExistsException. Nothing was changed there; make room or check the folder's permissions, or choose another folder."
                  .formatted(file));
    }
    assertThat(names(folder)).containsExactly("taken");
  }

  @Test
  void aDiskThatIsFullLeavesTheOldFiles() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "/dev/full is Linux's");
    Files.writeString(folder.resolve("labels.jsonl"), "old\n");
    try (FileSet files = new FileSet(folder)) {
      JsonLines lines = files.lines("labels.jsonl");
      lines.row(json -> json.writeNumberField("x", 1));
      JsonLines broken = new JsonLines(full);
      broken.row(json -> json.writeNumberField("x", 1));
      assertThatThrownBy(broken::finish)
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
    assertThat(names(folder)).containsExactly("labels.jsonl");
    assertThat(folder.resolve("labels.jsonl")).hasContent("old");
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
