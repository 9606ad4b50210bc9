import sax from 'sax';

/** What a reader of XML comes by; names without their namespace. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close'; readonly name: string };

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML as it arrives, a batch of events for each piece; nothing of an earlier piece is kept. Entities of a document's own
 * are not known here.
 * @throws Error at what is no XML
 */
export async function* xmlEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly XmlEvent[]> {
  let events: XmlEvent[] = [];
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => {
    const local = Object.entries(attributes).map(([key, value]) => [localName(key), String(value)]);
    events.push({
      kind: 'open',
      name: localName(name),
      attributes: Object.fromEntries(local) as Record<string, string>,
    });
  };
  parser.onclosetag = (name) => events.push({ kind: 'close', name: localName(name) });
  parser.ontext = (text) => events.push({ kind: 'text', text });
  parser.oncdata = (text) => events.push({ kind: 'text', text });
  parser.onerror = (error) => {
    throw error;
  };
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    events = [];
    parser.write(decoder.decode(chunk, { stream: true }));
    yield events;
  }
}
