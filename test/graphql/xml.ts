/** An element of an XML document: its name, attributes, and what is in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open extends Element {
  readonly children: Element[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/** Reads an XML document of elements, attributes and text. @throws where it is not well-formed, or has anything else */
export function parseXml(document: string): Element {
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error("there is no declaration");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML may not hold them
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.exec(document);
  if (forbidden) throw new Error(`a character XML may not hold: ${JSON.stringify(forbidden[0])}`);
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const open: Open[] = [root];
  const piece = /<(\/?)([a-z]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  piece.lastIndex = declaration.length;
  while (piece.lastIndex < document.length) {
    const at = piece.lastIndex;
    const found = piece.exec(document);
    if (!found) throw new Error(`not well-formed at ${JSON.stringify(document.slice(at, at + 80))}`);
    const [, closes, name = "", attributes = "", isEmpty, text] = found;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += unescapeXml(text);
    else if (closes) {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
        key,
        unescapeXml(value),
      ]);
      const element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      parent.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (open.length > 1 || !only || others.length > 0 || root.text.trim() !== "")
    throw new Error("there is not one root");
  return only;
}

function unescapeXml(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, name: string) => {
    const character = entities[name.slice(0, -1)];
    if (!name.endsWith(";") || character === undefined) throw new Error(`&${name} is not escaped`);
    return character;
  });
}

/** The elements of a name right in another one. */
export function childrenOf(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the one element of a name right in another one. */
export function textOf(element: Element, name: string): string {
  const [only, ...others] = childrenOf(element, name);
  if (!only || others.length > 0)
    throw new Error(`expected one ${name}, found ${others.length + (only ? 1 : 0)}`);
  return only.text;
}
