// The list of claims, narrowed by topic, claimant and kind; the verdict is chosen without a script.
const form = document.querySelector(".filters");
const cards = [...document.querySelectorAll(".card.choosable")];

function narrow() {
  const { topics, claimant, kind } = Object.fromEntries(new FormData(form));
  for (const card of cards) {
    const { dataset } = card;
    card.hidden =
      (topics && !dataset.topics.split("\n").includes(topics)) ||
      (claimant && dataset.claimant !== claimant) ||
      (kind && dataset.kind !== kind);
  }
  const count = cards.filter((card) => card.offsetParent !== null).length;
  form.querySelector("output").value = (count === 1 ? form.dataset.one : form.dataset.other).replace("#", count);
}

for (const segment of document.querySelectorAll("a[data-only]")) {
  segment.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(segment.dataset.only).click();
  });
}
document.addEventListener("change", narrow);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
narrow();
