import { eventCatalogue, eventValue, readEvent } from '@motcua/contracts';
import { attributesOf, type EventRecord } from '@motcua/messaging';
import { isDeepStrictEqual } from 'node:util';

/**
 * Reads what a producer has put on the wire as any consumer does; answers the types among it, each once, in order.
 * @throws Error when a record cannot be read, or says something that its contract does not declare, which consumers drop
 */
export function typesRead(records: readonly EventRecord[]): readonly string[] {
  const types = records.map(({ headers, value }) => {
    const attributes = attributesOf(headers);
    const definition = eventCatalogue.get(attributes.type);
    if (definition === undefined) throw new Error(`${attributes.type} is on the wire and in no contract.`);
    const kept = eventValue(readEvent(definition, attributes, value));
    if (isDeepStrictEqual(JSON.parse(value), JSON.parse(kept))) return attributes.type;
    throw new Error(`Consumers of ${attributes.type} do not keep all that it says: ${value} is read as ${kept}`);
  });
  return [...new Set(types)].toSorted();
}
