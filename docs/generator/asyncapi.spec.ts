import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventCatalogue, topicDeclarations } from '@motcua/contracts';

interface Reference {
  readonly $ref: string;
}
interface AsyncApi {
  readonly asyncapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly channels: Readonly<
    Record<string, { readonly address: string; readonly messages: Readonly<Record<string, Reference>> }>
  >;
  readonly operations: Readonly<
    Record<string, { readonly action: string; readonly channel: Reference; readonly messages: readonly Reference[] }>
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly name: string; readonly payload: object }>>;
  };
}

const text = readFileSync(new URL('../asyncapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text) as AsyncApi;

/** What a local reference points to; undefined when it leads nowhere. */
function resolve(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], document);
}

describe('docs/asyncapi.json', () => {
  it('is an AsyncAPI 3.0 document with only the fields that the standard has', () => {
    expect(document.asyncapi).toBe('3.0.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const known = ['asyncapi', 'channels', 'components', 'defaultContentType', 'id', 'info', 'operations', 'servers'];
    expect(Object.keys(document).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('has a channel for every topic', () => {
    const addresses = Object.values(document.channels).map(({ address }) => address);
    expect(addresses.sort()).toEqual(topicDeclarations.map(({ name }) => name).sort());
  });

  it('has a message for every event version', () => {
    const missing = [...eventCatalogue.keys()].filter((type) => document.components.messages[type]?.name !== type);
    expect(missing).toEqual([]);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, reference]) => reference!);
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((reference) => !reference.startsWith('#/') || resolve(reference) === undefined)).toEqual(
      [],
    );
  });

  it.each(Object.entries(document.operations))('%s sends or takes in messages of its own channel', (_, operation) => {
    const { action, channel, messages } = operation;
    expect(['send', 'receive']).toContain(action);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter(({ $ref }) => !$ref.startsWith(`${channel.$ref}/messages/`))).toEqual([]);
  });

  it.each([...eventCatalogue.values()])(
    '$type is sent by its producer alone, and taken in by somebody',
    ({ type, family }) => {
      const speaking = (action: string): string[] =>
        Object.entries(document.operations)
          .filter(([, operation]) => operation.action === action)
          .filter(([, { messages }]) => messages.some(({ $ref }) => $ref.endsWith(`/${type}`)))
          .map(([name]) => name.split('.')[0]!);
      expect(new Set(speaking('send'))).toEqual(new Set([family.producer]));
      expect(speaking('receive').length).toBeGreaterThan(0);
    },
  );
});
