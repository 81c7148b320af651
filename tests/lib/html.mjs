// Parses HTML like a browser and queries it by CSS selectors.
//
// Tests look at the tree and never at the text of the markup, so that a change of white space or of
// the order of attributes breaks nothing.

import assert from 'node:assert/strict';
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import { selectAll } from 'css-select';
import { textContent } from 'domutils';

/** An element, or a whole document. */
export class Tree {
  constructor(node) {
    this.node = node;
  }

  /** Every element that the selector matches, in document order. */
  all(selector) {
    return selectAll(selector, this.node).map((node) => new Tree(node));
  }

  /** The first match, or null. */
  first(selector) {
    return this.all(selector)[0] ?? null;
  }

  /** The only match; anything else fails the test. */
  one(selector) {
    const found = this.all(selector);
    assert.equal(found.length, 1, `one element should match ${selector}`);
    return found[0];
  }

  has(selector) {
    return this.all(selector).length > 0;
  }

  attr(name) {
    return this.node.attribs?.[name] ?? null;
  }

  get attributes() {
    return this.node.attribs ?? {};
  }

  get classes() {
    return (this.attr('class') ?? '').split(/\s+/).filter(Boolean);
  }

  get name() {
    return this.node.name;
  }

  /** The text with white space collapsed, as a reader sees it. */
  get text() {
    return this.rawText.replace(/[ \t\r\n]+/g, ' ').trim();
  }

  /** The text as it stands in the tree. */
  get rawText() {
    return textContent(this.node);
  }

  /** Child elements. */
  get children() {
    return this.node.children.filter((n) => n.type === 'tag').map((n) => new Tree(n));
  }

  get parent() {
    return this.node.parent ? new Tree(this.node.parent) : null;
  }
}

/** A document or a fragment as a tree. */
export function html(text) {
  return new Tree(parse(String(text), { treeAdapter: adapter, scriptingEnabled: false }));
}

/** What a browser would execute or load: an empty list if the markup is harmless. */
export function liveParts(tree) {
  const bad = [];
  for (const element of tree.all('*')) {
    if (
      ['script', 'iframe', 'object', 'embed', 'base', 'meta', 'style', 'svg', 'math'].includes(
        element.name,
      )
    ) {
      bad.push(`<${element.name}>`);
    }
    for (const [name, value] of Object.entries(element.attributes)) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc')
        bad.push(`${element.name} ${name}=${value}`);
      if (['href', 'src', 'action', 'formaction', 'cite', 'xlink:href'].includes(name)) {
        const scheme = /^[\s\u0000-\u001f]*([a-z][a-z0-9+.\s-]*):/i.exec(value)?.[1]?.toLowerCase();
        if (scheme && !['http', 'https', 'mailto'].includes(scheme))
          bad.push(`${element.name} ${name}=${value}`);
      }
    }
  }
  return bad;
}
