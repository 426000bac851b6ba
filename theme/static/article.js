// Conveniences of the annotated article: notes at the height of their marks, marks and notes lit together,
// a verdict chosen in the bar, links to copy. The page is whole without this script.
const seed = document.querySelector("[data-seed]");
const notes = [...seed.querySelectorAll(".note")];
const wide = matchMedia("(min-width: 64rem)");
const GAP = 6; // px between two notes

const slugOf = (element) => element.id.slice("note-".length);
const markOf = (note) => document.getElementById(`mark-${slugOf(note)}`);

// Notes keep their order, never overlap, and stand as near to their marks as that allows: neighbours that
// would overlap move together to the mean of their places (pool adjacent violators).
function place() {
  seed.classList.toggle("placed", wide.matches);
  seed.style.minHeight = "";
  if (!wide.matches) return;
  const base = seed.getBoundingClientRect().top;
  const shown = notes.filter((note) => note.offsetParent !== null);
  const wanted = new Map(shown.map((note) => [note, markOf(note).getClientRects()[0].top - base]));
  shown.sort((one, other) => wanted.get(one) - wanted.get(other));
  const groups = [];
  for (const note of shown) {
    let group = { notes: [note], sum: wanted.get(note), height: note.offsetHeight + GAP };
    for (let above = groups.at(-1); above && top(above) + above.height > top(group); above = groups.at(-1)) {
      groups.pop();
      group = {
        notes: [...above.notes, ...group.notes],
        sum: above.sum + group.sum - group.notes.length * above.height,
        height: above.height + group.height,
      };
    }
    groups.push(group);
  }
  let end = 0;
  for (const group of groups) {
    let y = Math.max(top(group), end);
    for (const note of group.notes) {
      note.style.top = `${y}px`;
      y += note.offsetHeight + GAP;
    }
    end = y;
  }
  seed.style.minHeight = `${end}px`;
}

function top(group) {
  return Math.max(0, group.sum / group.notes.length);
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
      await navigator.clipboard.writeText(new URL(`#mark-${slugOf(note)}`, location.href).href);
      button.textContent = seed.dataset.copied;
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
