/**
 * Steps from change to change on a comparison's page, by key and by button: moves the focus, the address and what a
 * screen reader says together. Keys are left alone while somebody types or holds a modifier, and can be switched off.
 */
export const comparisonScript = `
{
const bar = document.querySelector("[data-step-bar]");
const cards = [...document.querySelectorAll(".comparison article.clause")];
if (bar && cards.length > 0) {
  const part = (name) => bar.querySelector("[data-step" + name + "]");
  const [place, said, help, keys] = [part("-place"), part("-said"), bar.querySelector("#keys"), part("-keys")];
  const sections = [];
  let section = 0;
  for (const element of document.querySelectorAll(".comparison .clauses > h3, .comparison .clauses > article.clause")) {
    if (element.tagName === "H3") section += 1;
    else sections.push(section);
  }
  const numberOf = (card) => card.querySelector(".steps span").textContent.trim();
  const isSeen = (card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  // Where the reader is: the card with the focus or the address's, unless they have scrolled away from it.
  const findPlace = () => {
    const own = [document.activeElement?.closest?.("article.clause"), document.getElementById(location.hash.slice(1))]
      .map((card) => cards.indexOf(card))
      .find((at) => at >= 0 && isSeen(cards[at]));
    if (own !== undefined) return { at: own, isOn: true };
    const next = cards.findIndex((card) => card.getBoundingClientRect().top > 8);
    return { at: next < 0 ? cards.length : next, isOn: false };
  };
  const show = (card) => {
    place.textContent = numberOf(card);
    for (const link of document.querySelectorAll('.list a[aria-current="location"]')) link.removeAttribute("aria-current");
    const line = document.querySelector('.list a[href$="#' + card.id + '"]');
    line?.setAttribute("aria-current", "location");
    // The list scrolls by itself; the page stays where it is.
    for (const scrolled of line ? [line.closest("details"), line.closest(".list")] : [])
      scrolled.scrollTop += line.getBoundingClientRect().top - scrolled.getBoundingClientRect().top - scrolled.clientHeight / 2;
  };
  const say = (text) => {
    said.textContent = "";
    // What is said twice in a row is heard twice.
    requestAnimationFrame(() => (said.textContent = text));
  };
  const go = (card) => {
    location.replace("#" + card.id);
    card.focus({ preventScroll: true });
    show(card);
    say("Change " + numberOf(card) + ". " + card.querySelector("h4").textContent.replace(/\\s+/g, " ").trim());
  };
  const leave = (rel) => {
    const edge = rel === "next" ? cards.at(-1) : cards[0];
    const way = edge.querySelector('.steps a[rel="' + rel + '"]');
    if (way) location.assign(way.href);
    else say(rel === "next" ? "This is the last change." : "This is the first change.");
  };
  const step = (key) => {
    const { at, isOn } = findPlace();
    let to = key === "n" ? at + (isOn ? 1 : 0) : at - 1;
    if (key === "]") to = sections.findIndex((one, index) => index >= at && (!isOn || one > sections[at]));
    if (key === "[") {
      const begin = sections.indexOf(sections[Math.min(at, cards.length - 1)]);
      to = begin < at || begin === 0 ? begin : sections.indexOf(sections[begin - 1]);
      if (begin === at && at === 0) to = -1;
    }
    if (cards[to]) go(cards[to]);
    else leave(key === "n" || key === "]" ? "next" : "prev");
  };
  const toggleHelp = () => {
    help.hidden = !help.hidden;
    keys.setAttribute("aria-expanded", String(!help.hidden));
  };
  const storage = (write) => {
    try {
      if (write !== undefined) localStorage.setItem("keys", write);
      return localStorage.getItem("keys");
    } catch {
      return null;
    }
  };
  let isOn = storage() !== "off";
  const offer = part("-switch");
  const tell = () => (offer.textContent = isOn ? "Switch the keys off" : "Switch the keys on");
  tell();
  offer.addEventListener("click", () => {
    isOn = !isOn;
    storage(isOn ? "on" : "off");
    tell();
  });
  for (const button of bar.querySelectorAll("button[data-step]"))
    button.addEventListener("click", () => step(button.dataset.step));
  keys.addEventListener("click", toggleHelp);
  document.addEventListener("keydown", (event) => {
    const isTyped = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!isOn || isTyped || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "?") toggleHelp();
    else if (["n", "p", "[", "]"].includes(event.key)) step(event.key);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = link.hash && link.pathname === location.pathname && link.search === location.search
      ? cards.find(({ id }) => id === link.hash.slice(1)) : null;
    if (card) {
      event.preventDefault();
      history.pushState(null, "", link.hash);
      go(card);
    } else if (link.closest(".views, .switch") && location.hash) {
      // Another way to show the same place.
      link.hash = location.hash;
    }
  });
  place.textContent = cards.length === 1 ? "1 change" : numberOf(cards[0]).replace(/^\\d+ of /, "") + " changes";
  const named = cards.find(({ id }) => id === location.hash.slice(1));
  if (named) show(named);
  bar.hidden = false;
}
const list = document.querySelector(".list > details");
if (list && matchMedia("(max-width: 63.99rem)").matches) list.open = false;
for (const details of document.querySelectorAll("details.fold"))
  if (location.hash.length > 1 && details.querySelector("#" + CSS.escape(location.hash.slice(1)))) details.open = true;
}
`;
