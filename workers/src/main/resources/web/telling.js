// Words to a manager: contesting an item, or an appeal. They stay on the screen until the desk has them.

import { Away, post } from "./api.js";
import { $ } from "./dom.js";
import { mention } from "./notice.js";

/**
 * Asks for words and sends them.
 *
 * @param path where to
 * @param body of the words
 * @param noted what the person is told then
 */
function ask(head, hint, path, body, noted) {
  $("telling-head").textContent = head;
  $("telling-hint").textContent = hint;
  $("told").value = "";
  $("telling-problem").hidden = true;
  $("tell").onclick = () => send(path, body, noted);
  $("telling").showModal();
  $("told").focus();
}

async function send(path, body, noted) {
  $("tell").disabled = true;
  try {
    await post(path, body($("told").value.trim()));
    $("telling").close();
    mention(noted);
  } catch (e) {
    $("telling-problem").textContent = e.message + (e instanceof Away ? " Your words are still here: send them again later." : "");
    $("telling-problem").hidden = false;
  } finally {
    $("tell").disabled = false;
  }
}

export const contest = (lease) =>
  ask(
    "Contest your last item",
    "Tell a manager what is wrong with the item or with its guidelines. Your answer stays as it is.",
    "/api/leases/" + lease + "/contest",
    (reason) => ({ reason }),
    "Noted. A manager will look at it; your answer stays as it is.",
  );

export const appeal = (campaign, about) =>
  ask(
    "Appeal against the " + about,
    "Tell a manager why " + (about === "pause" ? "your work on " + campaign : "you") + " should go on. Your words and the answer are kept.",
    "/api/appeals",
    (words) => ({ campaign, about, words }),
    "Sent. The answer appears on this page.",
  );

$("tell-not").addEventListener("click", () => $("telling").close());
$("telling").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("tell").click();
});
