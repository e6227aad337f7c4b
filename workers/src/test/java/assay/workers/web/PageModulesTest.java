package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Modules of the pages that compute, in the browser that will run them. */
class PageModulesTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path profile; // Chromium may still be writing when it has quit

  /** Runs the body of an async function in the page; what it returns, as text. */
  private String run(String body) {
    try (Browser browser = Browser.start(profile);
        TestDesk desk = new TestDesk(TestCampaign.of(0, 0, ""))) {
      browser.open(desk.server.url());
      return String.valueOf(
          browser.driver.executeAsyncScript(
              "const done = arguments[0]; (async () => {"
                  + body
                  + "})().then(done, (e) => done(String(e)))"));
    }
  }

  /** Against the length of the longest common subsequence, by its textbook recurrence. */
  @Test
  void differencesAreRightAndTheFewestPossible() {
    assertThat(
            run(
                """
                const { differences } = await import("/text/myers.js");
                let state = 7; // a small linear congruential generator
                const next = (n) => (state = (state * 48271) % 2147483647) % n;
                const list = () => Array.from({ length: next(12) }, () => "abc"[next(3)]);
                const common = (a, b) => {
                  const t = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
                  a.forEach((x, i) => b.forEach((y, j) =>
                    (t[i + 1][j + 1] = x === y ? t[i][j] + 1 : Math.max(t[i][j + 1], t[i + 1][j]))));
                  return t[a.length][b.length];
                };
                let checked = 0;
                for (let i = 0; i < 2000; i++) {
                  const a = list();
                  const b = list();
                  const hunks = differences(a, b, 100);
                  let at = 0;
                  const made = [];
                  let edits = 0;
                  for (const [from, to, since, until] of hunks) {
                    made.push(...a.slice(at, from), ...b.slice(since, until));
                    at = to;
                    edits += to - from + until - since;
                  }
                  made.push(...a.slice(at));
                  const fewest = a.length + b.length - 2 * common(a, b);
                  if (made.join() !== b.join() || edits !== fewest) return a.join("") + " " + b.join("");
                  checked++;
                }
                return checked + " " + differences(["a", "b"], ["c", "d"], 3);
                """))
        .isEqualTo("2000 null");
  }

  @Test
  void answersAreSaidInWords() {
    assertThat(
            run(
                """
                const { asText, dollars } = await import("/words.js");
                return [
                  "B>>",
                  "unsafe",
                  [["B"], ["A", "C"]],
                  [],
                  [{ start: 3, end: 9, label: "claim" }],
                  { tone: 4, truth: { mean: 4.5, sd: 0, n: 2 } },
                  { label: 2, turns: 3 },
                  { turns: { 1: "good", 3: "bad" }, label: "bad" },
                ].map(asText).concat(dollars(0.3125), dollars("12"), dollars(1.5)).join(" | ");
                """))
        .isEqualTo(
            "B is much better | unsafe | B > A = C | Nothing found | claim at 3–9"
                + " | tone: 4, truth: 4.5 | label: 2, turns: 3 | 1: good, 3: bad, the whole: bad"
                + " | $0.3125 | $12.00 | $1.50");
  }

  @Test
  void agreementOverTimeSaysHowItIsMeasured() {
    assertThat(
            run(
                """
                const { agreementOverTime } = await import("/manage/charts.js");
                const timeline = (spans) => ({
                  from: "2026-11-01T00:00:00Z", to: "2026-11-01T02:00:00Z", spans,
                  measure: "closeness of two ratings",
                });
                const span = { until: "2026-11-01T01:00:00Z", comparisons: 2, agreed: 1.5 };
                return [
                  agreementOverTime(timeline([span]), { items: 1, raw: 0.7 }).querySelector("figcaption"),
                  agreementOverTime(timeline([]), { items: 1, raw: null }),
                  agreementOverTime(timeline([]), { items: 0, raw: null }),
                ].map((shown) => shown.textContent).join(" | ");
                """))
        .isEqualTo(
            "all so farat that time; larger for more comparisonsThe closeness of two ratings."
                + " | Answers in people’s own words are not compared: none is the right one."
                + " | No item has two labels yet.");
  }

  @Test
  void mathIsToldFromMoney() {
    assertThat(
            run(
                """
                const { lex } = await import("/text/lexing.js");
                const math = (tokens) => tokens.flatMap((t) =>
                  t.type === "math" ? [(t.display ? "block " : "") + t.tex.trim()] : math(t.tokens ?? []));
                const found = [];
                for (const text of [
                  "costs $5 and $6", "$x$", "$ x$ $y $", "a $x^2$, $y$5", "\\\\(z\\\\) and \\\\[1\\\\]",
                  "as\\n$$\\na+b\\n$$\\nso", "`$code$`", "\\\\$1 and \\\\$2", "US$3 to US$4",
                ]) found.push(math(await lex(text)).join(","));
                return found.join(" | ");
                """))
        .isEqualTo(" | x |  | x^2 | z | block a+b |  |  | ");
  }
}
