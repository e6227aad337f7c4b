// The managers' and auditors' pages: who is signed in, and which page is open.

import { Refused, session, signIn, signOut } from "./api.js";
import { providerButton } from "../provider.js";
import { field, h } from "./dom.js";
import { appeals } from "./appeals.js";
import { campaignList } from "./list.js";
import { campaignPage } from "./campaign.js";
import { newCampaign } from "./start.js";
import { people } from "./people.js";
import { story } from "./story.js";

const $ = (id) => document.getElementById(id);
const PAGES = { "": campaignList, campaign: campaignPage, new: newCampaign, people, appeals, story };
const READERS = ["manager", "auditor", "admin"];

let account = null;
let leave = () => {}; // ends what the open page has running
let opened = 0;

function say(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

/** Does what a person asked for and tells what went wrong. */
async function doing(work) {
  say("");
  try {
    return await work();
  } catch (e) {
    if (e instanceof Refused && e.status === 401 && account !== null) {
      await begin();
      say("You were signed out: " + e.message);
      return undefined;
    }
    say(e.message);
    return undefined;
  }
}

function signInForm() {
  const token = h("input", { type: "password", autocomplete: "off", spellcheck: "false", required: true, id: "token" });
  const form = h(
    "form",
    {
      class: "card sign-in",
      onsubmit: (event) => {
        event.preventDefault();
        doing(async () => {
          account = await signIn(token.value.trim());
          await show();
        });
      },
    },
    h("h2", {}, "Sign in"),
    h("p", { class: "faint" }, "For managers, auditors and admins. Use the token you were given; this browser keeps a session, not the token."),
    field("Token", token),
    h("button", { class: "strong", type: "submit" }, "Sign in"),
  );
  $("main").replaceChildren(form);
  providerButton("/manage/").then((button) => button && form.append(button));
  document.title = "Assay: sign in";
  token.focus();
}

function show() {
  leave();
  leave = () => {};
  $("confirm").close(); // a question belongs to the page it was asked on
  const mine = ++opened;
  $("nav").hidden = $("account").hidden = account === null;
  if (account === null) return signInForm();
  $("account-name").textContent = account.name + " (" + account.role + ")";
  for (const link of $("nav").children) {
    link.hidden = link.dataset.roles !== undefined && !link.dataset.roles.split(" ").includes(account.role);
  }
  if (!READERS.includes(account.role)) {
    $("main").replaceChildren(h("p", {}, "These pages are for managers and auditors. ", h("a", { href: "/" }, "To the labeling page")));
    return undefined;
  }
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  for (const link of $("nav").children) {
    const here = link.getAttribute("href").replace(/^#\/?/, "");
    if (here === name || (here === "" && name === "campaign")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const page = h("div", { class: "page" });
  $("main").replaceChildren(page);
  say("");
  document.title = "Assay: campaigns";
  return doing(async () => {
    const house = { account, manages: account.role !== "auditor", say, doing, current: () => mine === opened };
    const end = await (PAGES[name] ?? campaignList)(page, house, ...rest);
    if (mine === opened) leave = end ?? (() => {});
    else end?.();
  });
}

async function begin() {
  account = await session();
  await show();
}

$("sign-out").addEventListener("click", () =>
  doing(async () => {
    await signOut();
    account = null;
    location.hash = "#/";
    show();
  }),
);
addEventListener("hashchange", () => {
  show();
  $("main").focus();
});
doing(begin);
