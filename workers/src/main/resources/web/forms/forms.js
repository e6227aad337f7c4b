// The answer form of each task type.
//
// A form is {ask, open(task, ui)}; open makes {stage, bar} (elements for the page and for the bar
// below it), {keys} (rows for the overview) and press(event). One that hands in with a choice
// calls ui.submit(answer); any other has missing(), answer(), draft() and restore(draft), and is
// handed in by the person.

import * as classification from "./classification.js";
import * as dialog from "./dialog.js";
import * as freeText from "./free_text.js";
import * as likert from "./likert.js";
import * as pairwise from "./pairwise.js";
import * as ranking from "./ranking.js";
import * as spans from "./spans.js";

export const FORMS = {
  pairwise_comparison: pairwise,
  preference_ranking: ranking,
  likert_scale: likert,
  classification,
  span_annotation: spans,
  free_text: freeText,
  multi_turn_dialog: dialog,
};
