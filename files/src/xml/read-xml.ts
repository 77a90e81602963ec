import { SaxesParser } from 'saxes';
import { UnreadableFileError } from '../unreadable-file-error.ts';

/** Called as elements begin and end; names come without their prefix. */
export interface XmlVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>, path: readonly string[]): void;
  /** `text` is what stood directly before the end tag; `path` ends with the element's parent. */
  close(name: string, text: string, path: readonly string[]): void;
}

/** Tracks nest some ten levels deep; more is no recording. */
const DEEPEST = 100;

/**
 * Walks through an XML text once, without building a tree. Entities of a document type are not
 * expanded, so no small file becomes a large one.
 *
 * @throws UnreadableFileError where the text is not well-formed
 */
export function readXml(format: 'TCX' | 'GPX', text: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, fileName: format });
  const path: string[] = [];
  let content = '';
  parser.on('error', (error) => {
    throw new UnreadableFileError(format, `it is not well-formed XML, ${plainly(error.message)}`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (path.length >= DEEPEST) throw new UnreadableFileError(format, 'its elements nest too deep');
    content = '';
    const local = localName(name);
    visitor.open(local, attributes, path);
    path.push(local);
  });
  parser.on('text', (part) => {
    content += part;
  });
  parser.on('cdata', (part) => {
    content += part;
  });
  parser.on('closetag', () => {
    const local = path.pop() ?? '';
    visitor.close(local, content.trim(), path);
    content = '';
  });
  parser.write(text).close();
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** `TCX:3:14: unclosed tag: Lap` as `line 3, column 14: unclosed tag: Lap`. */
const plainly = (message: string) =>
  message
    .replace(/^(?:TCX|GPX):(\d+):(\d+): /, 'line $1, column $2: ')
    .replace(/\.$/, '')
    .slice(0, 200);
