import { type ChildNode, Element, type ParentNode, Text } from "domhandler";
import { removeElement } from "domutils";
import { countWords, elementsOf } from "./tree.ts";
import { isSilent, textOfSeen } from "./unseen.ts";

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
  "alert",
  "status",
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
  const total = countProse(root);
  const visit = (node: ParentNode, inMain: boolean): void => {
    for (const child of node.children.slice()) {
      if (!(child instanceof Element)) continue;
      const isMain =
        child.name === "main" || child.name === "article" || child.attribs["role"] === "main";
      if (!isMain && isMenu(child, inMain) && countProse(child) <= total * 0.25)
        removeElement(child);
      else visit(child, inMain || isMain);
    }
  };
  visit(root, false);
  removeLeadingLinks(root);
}

/** Rows of nothing but links above the title are a menu, whatever they are made of (test/pages/link-row). */
function removeLeadingLinks(root: ParentNode): void {
  const elements = elementsOf(root);
  const title = elements.findIndex(({ name }) => name === "h1");
  for (const element of elements.slice(0, Math.max(0, title))) {
    if (holdsTitle(element) || element.parent === null || countProse(element) > 0) continue;
    const links = elementsOf(element).filter(({ name }) => name === "a").length;
    if (links >= fewestMenuLinks) removeElement(element);
  }
}

/** One link above a title is "back to all policies"; four are a menu. */
const fewestMenuLinks = 4;

function isMenu(element: Element, inMain: boolean): boolean {
  const { name, attribs } = element;
  if (name === "nav" || name === "menu") return true;
  if (name === "aside") return !inMain || !isNote(element);
  if (name === "form" || name === "button") return isControl(element);
  if (name === "footer" || name === "header") return !inMain && !holdsTitle(element);
  const role = attribs["role"];
  if (role !== undefined && menuRoles.has(role)) return !holdsTitle(element);
  if (!isNamedMenu(attribs["class"]) && !isNamedMenu(attribs["id"])) return false;
  // A name alone is weak evidence: never against a clause (test/pages/misleading-names).
  return countProse(element) <= mostMenuProse && !holdsTitle(element);
}

/** Words outside links that a menu or a footer may have; a footer with an imprint had 74. */
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

/** Documentation sets warnings into the text as `<aside>`; columns of links are asides too. */
function isNote(element: Element): boolean {
  const prose = countProse(element);
  return prose >= 8 && prose > countWords(textOfSeen(element)) / 2;
}

/** A title block is often called a header, or even a banner: it is kept with its date. */
function holdsTitle(element: Element): boolean {
  return elementsOf(element).some(({ name }) => name === "h1");
}

/** Buttons are furniture, except those that carry the title of what they open. */
function isControl(element: Element): boolean {
  if (element.name === "form") return countProse(element) < 200;
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

/** Words that are not inside a link: menus have few. */
export function countProse(root: ChildNode | ParentNode): number {
  if (root instanceof Text) return countWords(root.data);
  if (!("children" in root)) return 0;
  if (root instanceof Element && (root.name === "a" || isSilent(root))) return 0;
  let words = 0;
  for (const child of root.children) words += countProse(child);
  return words;
}
