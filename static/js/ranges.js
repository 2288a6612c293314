// A range of the page as a range of the Document's text, and back. Nothing else.
//
// The server counts Unicode code points, a browser UTF-16 code units: they are converted here and nowhere else. Numbers of
// passages and footnotes, and words for screen readers, are on the page but not in the text.

const NOT_TEXT = ".m__to, .cite, .visually-hidden";

function textNodes(words) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

// An offset into a node's data, never between the two halves of a surrogate pair.
function whole(data, offset, step) {
  const isInside = /[\ud800-\udbff]/.test(data[offset - 1] ?? "") && /[\udc00-\udfff]/.test(data[offset] ?? "");
  return isInside ? offset + step : offset;
}

// The text of one passage.
export function textOf(words) {
  return textNodes(words).map((node) => node.data).join("");
}

// { start, end, exact }: code points, half-open, into the Document's text, and the words there; null when there are none.
export function readRange(range, text) {
  let start = null;
  let end = null;
  let exact = "";
  for (const words of text.querySelectorAll(".words")) {
    if (!range.intersectsNode(words)) continue;
    let place = Number(words.dataset.start);
    for (const node of textNodes(words)) {
      if (range.intersectsNode(node)) {
        const from = node === range.startContainer ? whole(node.data, range.startOffset, -1) : 0;
        const to = node === range.endContainer ? whole(node.data, range.endOffset, 1) : node.length;
        const chosen = node.data.slice(from, to);
        if (chosen) {
          const begins = place + codePoints(node.data.slice(0, from));
          start ??= begins;
          exact += "\n".repeat(begins - (end ?? begins)) + chosen;
          end = begins + codePoints(chosen);
        }
      }
      place += codePoints(node.data);
    }
  }
  return start === null ? null : { start, end, exact };
}

// The range on the page of `from` to `to`, offsets into what `textOf(words)` gave.
export function rangeIn(words, from, to) {
  const range = document.createRange();
  range.selectNodeContents(words);
  let place = 0;
  for (const node of textNodes(words)) {
    if (from >= place && from <= place + node.length) range.setStart(node, from - place);
    if (to > place && to <= place + node.length) range.setEnd(node, to - place);
    place += node.length;
  }
  return range;
}
