// Anchors every published annotation with Apache Annotator, in the built pages and in the stored texts.
//
//     node anchor.mjs FOLDER ADDED
//
// FOLDER is a built site; ADDED are the elements that its pages add to a text. Knows nothing but what is published:
// each annotation names its stored text (`cached`), and the page beside that shows the same text. Prints JSON:
// what each text is, and where each annotation's two selectors lead, in Unicode code points.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
Object.assign(globalThis, { Node: window.Node, NodeFilter: window.NodeFilter }); // Annotator expects a browser's
const dom = await import("@apache-annotator/dom");
const plain = await import("@apache-annotator/selector");

const [folder, added] = process.argv.slice(2);

const read = (path) => readFileSync(join(folder, path), "utf8");
const codePoints = (text) => [...text].length;

/** The element of a page that shows a stored text, without what the page adds to it. */
function shown(path) {
  const { document } = new JSDOM(read(path)).window;
  const element = document.querySelector("[data-seed], .extract");
  for (const extra of element.querySelectorAll(added)) extra.remove();
  return element;
}

/** Where a DOM range lies in its element. */
function offsets(element, range) {
  const before = element.ownerDocument.createRange();
  before.setStart(element, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = codePoints(before.toString());
  return { start, end: start + codePoints(range.toString()), text: range.toString() };
}

/** A text as Annotator reads one: in chunks, here a line each, so that matches run over the ends of chunks. */
class Lines {
  constructor(text) {
    this.chunks = text.match(/[^\n]*\n|[^\n]+/g).map((data, index) => ({ data, index }));
    this.at = 0;
  }
  get currentChunk() {
    return this.chunks[this.at];
  }
  nextChunk() {
    return this.at + 1 < this.chunks.length ? this.chunks[++this.at] : null;
  }
  previousChunk() {
    return this.at > 0 ? this.chunks[--this.at] : null;
  }
  precedesCurrentChunk(chunk) {
    return chunk.index < this.at;
  }
  /** Where a range of chunks lies in the text. */
  offsets(text, { startChunk, startIndex, endChunk, endIndex }) {
    const before = (chunk) => this.chunks.slice(0, chunk.index).reduce((sum, { data }) => sum + data.length, 0);
    const [start, end] = [before(startChunk) + startIndex, before(endChunk) + endIndex];
    return {
      start: codePoints(text.slice(0, start)),
      end: codePoints(text.slice(0, end)),
      text: text.slice(start, end),
    };
  }
}

async function all(matches, place) {
  const found = [];
  try {
    for await (const match of matches) found.push(place(match));
  } catch (error) {
    found.push({ error: String(error) }); // a position beyond the end of the text
  }
  return found;
}

const inPage = (matcher, element) => all(matcher(element), (range) => offsets(element, range));

function inText(matcher, text) {
  const lines = new Lines(text);
  return all(matcher(lines), (range) => lines.offsets(text, range));
}

const texts = {};
const annotations = [];
for (const name of ["annotations.jsonld", "evidence.jsonld"]) {
  const collection = JSON.parse(read(`data/${name}`));
  const site = collection.id.slice(0, -`data/${name}`.length);
  for (const { id, target } of collection.first?.items ?? []) {
    const path = target.state.cached.slice(site.length);
    if (!(path in texts)) {
      const element = shown(join(dirname(path), "index.html"));
      texts[path] = { element, stored: read(path), shown: element.textContent };
    }
    const { element, stored } = texts[path];
    const [quote, position] = target.selector;
    annotations.push({
      id,
      path,
      found: {
        "quote in page": await inPage(dom.createTextQuoteSelectorMatcher(quote), element),
        "position in page": await inPage(dom.createTextPositionSelectorMatcher(position), element),
        "quote in text": await inText(plain.textQuoteSelectorMatcher(quote), stored),
        "position in text": await inText(plain.textPositionSelectorMatcher(position), stored),
      },
    });
  }
}
const pairs = Object.entries(texts).map(([path, { stored, shown }]) => [path, { stored, shown }]);
console.log(JSON.stringify({ texts: Object.fromEntries(pairs), annotations }));
