// One item's story, each line with the event of a history that proves it.

import { campaignPath, get } from "./api.js";
import { card, field, h } from "./dom.js";
import { words } from "./format.js";
import { eventView } from "./event.js";
import { asText } from "../words.js";

const LETTERS = "ABCDEFGHI";
const LONGEST = 200; // characters of a text that its line shows
const CLOCK = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export async function story(page, house, name = "", ...idParts) {
  const id = idParts.join("/");
  document.title = "Assay: item story";
  const campaigns = await get("/api/campaigns");
  const campaign = h("select", { id: "story-campaign", required: true }, campaigns.map((each) => h("option", { value: each.name, selected: each.name === name }, each.name)));
  const item = h("input", { id: "story-id", required: true, value: id, autocomplete: "off", spellcheck: "false" });
  const found = h("div", { id: "story" });
  page.append(
    h("h2", { class: "title" }, "Item story"),
    card(
      "Which item",
      h(
        "form",
        {
          class: "fields",
          onsubmit: (event) => {
            event.preventDefault();
            const path = "#/story/" + encodeURIComponent(campaign.value) + "/" + encodeURIComponent(item.value.trim());
            if (location.hash === path) house.doing(() => tell(found, campaign.value, item.value.trim()));
            else location.hash = path;
          },
        },
        field("Campaign", campaign),
        field("Item", item, "its id in the input, or its pair_id in the exported files"),
        h("p", { class: "buttons" }, h("button", { class: "strong", type: "submit" }, "Tell its story")),
      ),
    ),
    found,
  );
  if (name && id) await tell(found, name, id);
}

async function tell(found, name, id) {
  const path = id.split("/").map(encodeURIComponent).join("/");
  const story = await get(campaignPath(name, "/items/" + path));
  found.replaceChildren(
    card(
      story.id + (story.gold === null ? "" : " (gold question, known label " + known(story.gold_answer) + ")"),
      h("p", { class: "fine faint" }, words(story.task_type) + " · " + story.pair_id),
      texts(story),
    ),
    card("What happened", h("ol", { class: "story" }, story.lines.map((line) => lineView(name, line)))),
    card("The exported row", story.row === null ? h("p", { class: "faint" }, story.gold === null ? "It is not exported yet." : "A gold question gets no label; judgments.jsonl has what people answered.") : h("pre", { tabindex: "0" }, JSON.stringify(story.row, null, 2))),
  );
}

const known = (answer) => (typeof answer === "string" ? answer : asText(answer));

function texts(story) {
  const turns = typeof story.prompt === "string" ? [{ role: "prompt", content: story.prompt }] : story.prompt;
  const text = (name, content) => h("div", { class: "text-box" }, h("h3", {}, name), h("pre", { class: "prose", tabindex: "0" }, content));
  return h("div", {}, turns.map((turn, i) => text(turn.role + (turns.length > 1 ? ", turn " + i : ""), turn.content)), h("div", { class: "grid" }, story.responses.map((response, i) => text(story.responses.length > 1 ? LETTERS[i] : "response", response))));
}

function lineView(name, line) {
  const details = Object.entries(line.details).filter(([key, value]) => key !== "answer" && value !== null && !(Array.isArray(value) && value.length === 0));
  const { answer } = line.details;
  return h(
    "li",
    { "data-what": line.what },
    h("time", { datetime: line.at }, CLOCK.format(new Date(line.at))),
    h("p", {}, line.by ? h("b", {}, line.by + " ") : null, line.text),
    typeof answer === "string" && answer.length > LONGEST ? h("pre", { class: "prose", tabindex: "0" }, answer) : null,
    details.length ? h("dl", { class: "details" }, details.map(([key, value]) => h("div", {}, h("dt", {}, words(key)), h("dd", {}, String(value))))) : null,
    line.history === null ? h("p", { class: "fine faint" }, "Kept by the desk alone; no history holds it.") : eventView(name, line.history),
  );
}
