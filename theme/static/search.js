// The search page. Its words are the template's; what it shows of a page is text, never markup.
const ROOT = new URL("../", import.meta.url);
const SIZE = 10; // results at a time
const PAUSE = 300; // ms after the last change
const [form, told, advice, list, more, card] =
  ["search", "told", "advice", "results", "more", "result"].map((id) => document.getElementById(id));
const words = form.elements.q;
const choices = [...form.querySelectorAll("[type=checkbox]")].map((box) => {
  const [badge, count] = [".badge", ".count"].map((part) => box.parentElement.querySelector(part));
  return { box, badge, count, total: count.textContent };
});
let engine, timer, waiting = [], turn = 0;

async function load() {
  const pagefind = await import(new URL("pagefind/pagefind.js", ROOT));
  await pagefind.options({ noWorker: true }); // a worker would not stand under this page's policy
  await pagefind.filters(); // fails where there is no index
  return pagefind;
}

function say(key, values = {}) {
  told.textContent = form.dataset[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Pagefind's excerpt is HTML with one element, <mark>, and only < and > escaped.
const parts = (excerpt) =>
  excerpt.split(/<\/?mark>/).map((part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));

const marked = (part, index) =>
  index % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part;

const plain = (text) => text.normalize("NFD").replace(/[^\p{L}\p{N}\s]/gu, "").toLowerCase();

// For a word it does not know Pagefind takes the longest beginning it knows: for “beaver” 35 pages with “be”.
function fits({ excerpt, meta }, asked) {
  const there = plain([...parts(excerpt).filter((_, index) => index % 2), ...Object.values(meta)].join(" "));
  const starts = plain(asked).match(/\S+/g) ?? [""];
  return starts.some((word) => there.includes(word.slice(0, Math.max(3, word.length * 0.6))));
}

function row({ raw_url, meta, excerpt, filters }) {
  const item = card.content.cloneNode(true).firstElementChild;
  const [about, link, found] = [".about", "a", ".found"].map((part) => item.querySelector(part));
  const verdict = choices.find(({ box }) => box.name === "verdict" && box.value === filters.verdict?.[0]);
  if (verdict) {
    const badge = verdict.badge.cloneNode(true);
    about.before(badge, " ");
    item.classList.add(badge.classList[1]); // verdict-…
  }
  about.textContent = [form.dataset["kind_" + filters.kind], meta.claimant, meta.publisher].filter(Boolean).join(" · ");
  link.href = new URL(`./${raw_url}`, ROOT);
  link.textContent = meta.title;
  found.append(...parts(excerpt).map(marked));
  if (meta.language) link.lang = found.lang = meta.language;
  return item;
}

const next = (results) => Promise.all(results.slice(0, SIZE).map((result) => result.data()));

function show(pages) {
  const rows = pages.map(row);
  waiting = waiting.slice(SIZE);
  more.hidden = !waiting.length;
  list.append(...rows);
  return rows[0];
}

async function look() {
  clearTimeout(timer);
  const mine = ++turn, asked = words.value.trim(), filters = {}, kept = new URLSearchParams();
  if (asked) kept.set("q", asked);
  for (const { box: { name, value, checked } } of choices) {
    if (!checked) continue;
    kept.append(name, value);
    (filters[name] ??= { any: [] }).any.push(value);
  }
  const size = [...kept].length;
  history.replaceState(null, "", size ? `?${kept}` : location.pathname);
  let found, pages = [], failure;
  try {
    if (size) {
      found = await (await (engine ??= load())).search(asked || null, { filters });
      pages = await next(found.results);
      if (!pages.some((page) => fits(page, asked))) found = { results: (pages = []) };
    }
  } catch (error) {
    console.error(error);
    failure = error;
    engine = null;
  }
  if (mine !== turn) return;
  waiting = found?.results ?? [];
  const number = waiting.length;
  list.replaceChildren();
  show(pages);
  for (const { box, count, total } of choices) {
    count.textContent = found ? found.totalFilters?.[box.name]?.[box.value] ?? 0 : total;
  }
  advice.hidden = !size || failure || number;
  told.textContent = "";
  if (failure) say("broken");
  else if (number) {
    say((asked ? "found" : "listed") + (number === 1 ? "One" : "Other"), { words: asked, number });
  } else if (size) say(!asked ? "noneListed" : size > 1 ? "noneFound" : "none", { words: asked });
}

form.addEventListener("submit", (event) => { event.preventDefault(); look(); });
form.addEventListener("reset", () => setTimeout(look)); // the fields are emptied after it
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
more.addEventListener("click", async () => {
  const mine = turn, pages = await next(waiting);
  if (mine === turn) show(pages)?.querySelector("a").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || ![...new FormData(form).values()].join("")) return;
  event.preventDefault();
  form.reset();
  words.focus();
});
const linked = new URLSearchParams(location.search);
words.value = linked.get("q") ?? "";
for (const { box } of choices) box.checked = linked.getAll(box.name).includes(box.value);
form.hidden = false;
look();
