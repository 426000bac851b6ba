// Conveniences of the annotated article: notes beside their marks, both lit together, a verdict chosen in the bar,
// links to copy.
const seed = document.querySelector("[data-seed]");
const notes = [...seed.querySelectorAll(".note")];
const wide = matchMedia("(min-width: 64rem)");
const GAP = 4; // px between two notes
const SLACK = 64; // px, less than two lines of the text: how far below its mark a note may begin

const slugOf = (element) => element.id.slice("note-".length);
const markOf = (note) => document.getElementById(`mark-${slugOf(note)}`);

// Notes never overlap. Each goes down to its mark; those pushed below it go up again as far as there is room.
function place() {
  seed.classList.toggle("placed", wide.matches);
  seed.style.minHeight = "";
  if (!wide.matches) return;
  const base = seed.getBoundingClientRect().top;
  const shown = notes.filter((note) => note.offsetParent !== null).map((note) => {
    const lines = [...seed.querySelectorAll(`[href="#${note.id}"]`)].flatMap((piece) => [...piece.getClientRects()]);
    const start = markOf(note).getClientRects()[0].top - base;
    return { note, start, end: lines.at(-1).bottom - base, height: note.offsetHeight + GAP };
  });
  shown.sort((one, other) => one.start - other.start);
  let floor = 0;
  for (const one of shown) {
    one.top = Math.max(one.start, floor);
    floor = one.top + one.height;
  }
  let ceiling = Infinity;
  for (const one of shown.toReversed()) {
    one.top = Math.min(one.top, one.end + SLACK, ceiling - one.height);
    ceiling = one.top;
  }
  floor = 0;
  for (const one of shown) {
    one.note.style.top = `${Math.max(one.top, floor)}px`;
    floor = Math.max(one.top, floor) + one.height;
  }
  seed.style.minHeight = `${floor}px`;
}

function light(target, isLit) {
  const part = target.closest?.(".mark, .note");
  if (!part) return;
  const slug = slugOf(part.matches(".mark") ? document.querySelector(part.getAttribute("href")) : part);
  for (const piece of seed.querySelectorAll(`#note-${slug}, .mark[href="#note-${slug}"], [data-mark="${slug}"]`)) {
    piece.classList.toggle("lit", isLit);
  }
}

function offerCopying() {
  if (!navigator.clipboard) return; // not a secure page
  for (const note of notes) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = seed.dataset.copy;
    button.addEventListener("click", async () => {
      const { href } = new URL(`#mark-${slugOf(note)}`, location);
      try {
        await navigator.clipboard.writeText(href);
        button.textContent = seed.dataset.copied;
      } catch {
        location = href; // to be copied there
      }
    });
    note.querySelector(".tools").append(" ", button);
  }
}

for (const [entered, left] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  seed.addEventListener(entered, (event) => light(event.target, true));
  seed.addEventListener(left, (event) => light(event.target, false));
}
document.addEventListener("click", (event) => {
  const segment = event.target.closest?.("a[data-only]");
  const choice = segment && document.getElementById(segment.dataset.only);
  if (!choice) return;
  event.preventDefault();
  choice.click();
  choice.focus();
});
document.addEventListener("change", (event) => {
  if (event.target.name === "only") place();
});
offerCopying();
new ResizeObserver(place).observe(seed.parentElement);
document.fonts.ready.then(place);
