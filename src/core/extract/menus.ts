import { Element, type ParentNode } from "domhandler";
import { removeElement } from "domutils";
import { elementsOf } from "./tree.ts";
import { createElementCount, createProseCount, createWordCount, type Weigh } from "./weight.ts";

const menuRoles = new Set([
  "navigation",
  "banner",
  "contentinfo",
  "complementary",
  "search",
  "menu",
  "menubar",
  "toolbar",
  "dialog",
  "alertdialog",
  "tooltip",
  "progressbar",
  "switch",
  "combobox",
  "listbox",
]);

/**
 * Names of furniture as the last part of a class or an id: `site-footer`, `Sidebar_root__x3`, `toc`. Style
 * variants such as `toc-visible:col-2` are no names, nor are states such as `has-sidebar`.
 */
const menuNames =
  /^(?!(?:has|with|no|is|hide|show|without|in|not|under|below)[-_])(?:[a-z0-9]+[-_]+){0,3}(nav|navbar|navigation|navlinks|menu|megamenu|breadcrumbs?|sidebar|side-?nav|toc|table-?of-?contents|on-?this-?page|pagination|pager|prev-?next|social|socials|share|sharing|newsletter|related|related-?(?:articles?|posts?|content)|feedback|was-this-helpful|announcement-?bar|skip-?link|skip-?to-?content|site-?header|footer|back-?to-?top|reactions|promo|advert|advertisement|(?:language|locale)-?(?:selector|switcher|picker|select)|drawer|modal|popup|tooltip)(?:[-_]+(?:container|wrapper|wrap|inner|outer|root|list|links?|bar|box|section|block|component|module|content|desktop|mobile|main|primary|secondary|top|bottom|left|right|col|column|grid|area|menu|[a-z]*\d\w*|_\w+))*$/i;

/**
 * Drops from a tree, in place, the furniture round a text: menus, site headers and footers, side columns,
 * dialogs. Only for pages whose declaration selects nothing. What holds much of the page's running text stays,
 * whatever it is called.
 */
export function removeMenus(root: ParentNode): void {
  const judge = createJudge();
  const total = judge.prose(root);
  const visit = (node: ParentNode, inMain: boolean): void => {
    for (const child of node.children.slice()) {
      if (!(child instanceof Element)) continue;
      const isMain =
        child.name === "main" || child.name === "article" || child.attribs["role"] === "main";
      if (!isMain && isMenu(child, inMain, judge) && judge.prose(child) <= total * 0.25)
        removeElement(child);
      else visit(child, inMain || isMain);
    }
  };
  visit(root, false);
  removeLeadingLinks(root);
}

/** Rows of links above the title are a menu, whatever they are made of (test/pages/link-row). */
function removeLeadingLinks(root: ParentNode): void {
  const { prose, titles } = createJudge();
  const links = createElementCount("a");
  const elements = elementsOf(root);
  const title = elements.findIndex(({ name }) => name === "h1");
  for (const element of elements.slice(0, Math.max(0, title))) {
    if (titles(element) > 0 || links(element) < fewestMenuLinks) continue;
    // Labels of folded menus stand among the links, and are fewer.
    if (prose(element) <= links(element)) removeElement(element);
  }
}

/** One link above a title is "back to all policies"; four are a menu. */
const fewestMenuLinks = 4;

/** What elements are judged by. */
interface Judge {
  readonly prose: Weigh;
  readonly words: Weigh;
  /** A title block is often called a header, or even a banner: it is kept with its date. */
  readonly titles: Weigh;
}

function createJudge(): Judge {
  return { prose: createProseCount(), words: createWordCount(), titles: createElementCount("h1") };
}

function isMenu(element: Element, inMain: boolean, judge: Judge): boolean {
  const { name, attribs } = element;
  if (name === "nav" || name === "menu") return true;
  if (name === "aside") return !inMain || !isNote(element, judge);
  if (name === "form") return judge.prose(element) < fewestFormWords;
  if (name === "button") return isControl(element);
  if (judge.titles(element) > 0) return false;
  if (name === "footer" || name === "header") return !inMain;
  const role = attribs["role"];
  if (role === "alert" || role === "status") return !isNote(element, judge);
  if (role !== undefined && menuRoles.has(role)) return true;
  // A name alone is weak evidence: never against a clause (test/pages/misleading-names).
  if (judge.prose(element) > mostMenuProse) return false;
  return isNamedMenu(attribs["class"]) || isNamedMenu(attribs["id"]);
}

/** Some servers put the whole page into a form; one for a newsletter has a sentence or two. */
const fewestFormWords = 200;

/** Words outside links that a menu or a footer may have; those of the real captures have 61 at most. */
const mostMenuProse = 90;

function isNamedMenu(names: string | undefined): boolean {
  return (names ?? "")
    .split(/\s+/)
    .some(
      (name) =>
        name !== "" &&
        name.length < 80 &&
        menuNames.test(name.replaceAll(/([a-z])([A-Z])/g, "$1-$2").replaceAll(/[-_]+/g, "-")),
    );
}

/** Documentation sets warnings into the text as `<aside>` or alerts; columns of links are asides too. */
function isNote(element: Element, { prose, words }: Judge): boolean {
  return prose(element) >= 8 && prose(element) > words(element) / 2;
}

/** Buttons are furniture, except those that carry the title of what they open. */
function isControl(element: Element): boolean {
  if (
    element.attribs["aria-expanded"] !== undefined ||
    element.attribs["aria-controls"] !== undefined
  ) {
    return element.attribs["aria-haspopup"] !== undefined;
  }
  for (let node: ParentNode | null = element.parent; node instanceof Element; node = node.parent) {
    if (/^(h[1-6]|summary)$/.test(node.name)) return false;
  }
  return true;
}
