// Only the preview serves this file and puts it into a page: it reloads the page after each build, and shows what
// is wrong with the next one. Nothing it shows is markup: every text becomes a text node.
const EVENTS = "/-preview/events";
const STYLE = "/-preview/overlay.css";
const STORED = "factcheck-preview"; // in the session's storage: which problems were opened or closed by hand last
const made = new URL(import.meta.url).searchParams.get("site"); // the build that this page is from

const host = document.createElement("factcheck-preview");
const shadow = host.attachShadow({ mode: "open" }); // the theme's styles stay out, ours stay in
let events = null;
let state = { built: true, problems: [] };

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", () => act(made));
  return made;
}

const counted = (number, word) => (number ? [`${number} ${word}${number === 1 ? "" : "s"}`] : []);

function summary() {
  const errors = state.problems.filter((problem) => problem.severity === "error").length;
  return [...counted(errors, "error"), ...counted(state.problems.length - errors, "warning")].join(", ");
}

async function copy(path, pressed) {
  await navigator.clipboard.writeText(path);
  pressed.textContent = "Copied";
}

function where(problem) {
  const place = problem.link
    ? element("a", { href: problem.link, title: "Open in Visual Studio Code" }, problem.where)
    : element("code", {}, problem.where);
  // Without a secure page there is no clipboard: the path can still be selected.
  const copying = navigator.clipboard && problem.link ? [button("Copy path", (it) => copy(problem.file, it))] : [];
  return element("p", { class: "where" }, place, ...copying);
}

function row(problem) {
  const details = problem.details.flatMap(([label, text]) => [
    element("dt", {}, label),
    element("dd", { dir: "auto" }, text),
  ]);
  return element(
    "li",
    { class: problem.severity },
    element("p", { class: "message" }, element("b", {}, problem.code), ` ${problem.message}`),
    ...(problem.where ? [where(problem)] : []),
    ...(details.length ? [element("dl", {}, ...details)] : []),
  );
}

function panel() {
  const told = state.built ? "The site was built all the same." : "Nothing was built: this is the last good page.";
  return element(
    "section",
    { class: state.built ? "panel" : "panel failed", tabindex: "-1", "aria-label": "Problems", lang: "en", dir: "ltr" },
    element(
      "header",
      {},
      // An alert is read out as soon as it is there; the list below it is not.
      element("p", { role: "alert" }, element("b", {}, `${summary()}.`), ` ${told}`),
      button("Close (Esc)", () => toggle("closed")),
    ),
    element("ol", { role: "list", tabindex: "0", "aria-label": "All problems" }, ...state.problems.map(row)),
  );
}

// The same problems after another save are no news: they stay closed or open.
const remembered = (chosen) => `${chosen} ${state.built} ${JSON.stringify(state.problems)}`;

// An error opens the list by itself, since the page is not what was saved; warnings stay a button.
function show() {
  shadow.querySelectorAll(".panel, .chip").forEach((part) => part.remove());
  if (!state.problems.length) return;
  const chosen = sessionStorage.getItem(STORED);
  const isOpen = chosen === remembered("open") || (!state.built && chosen !== remembered("closed"));
  const chip = button(summary(), () => toggle("open"));
  chip.className = state.built ? "chip" : "chip failed";
  chip.lang = "en";
  shadow.append(isOpen ? panel() : chip);
}

function toggle(chosen) {
  sessionStorage.setItem(STORED, remembered(chosen));
  show();
  shadow.querySelector(".panel, .chip").focus();
}

function tell(text) {
  shadow.querySelector(".status").textContent = text;
}

function update(next) {
  if (next.site !== made) {
    location.reload();
    return;
  }
  const before = remembered("");
  state = next;
  tell(next.building ? "Building …" : "");
  if (remembered("") !== before) show();
}

// One connection a page that is seen: a browser has six for a server, and a seventh page would never load.
function connect() {
  if (events || document.visibilityState === "hidden") return;
  events = new EventSource(EVENTS);
  events.addEventListener("state", (event) => update(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    tell("The preview has stopped. Start it again: make serve");
    if (events?.readyState === EventSource.CLOSED) {
      disconnect();
      setTimeout(connect, 1000);
    }
  });
}

function disconnect() {
  events?.close();
  events = null;
}

shadow.append(
  element("link", { rel: "stylesheet", href: STYLE }),
  element("p", { class: "status", role: "status", lang: "en", dir: "ltr" }),
);
document.body.append(host);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shadow.querySelector(".panel")) toggle("closed");
});
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
connect();
